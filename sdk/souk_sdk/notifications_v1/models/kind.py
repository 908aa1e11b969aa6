from ...open_enums import OpenEnum


class Kind(OpenEnum):
    ORDER_CANCELLED = "order-cancelled"
    ORDER_PLACED = "order-placed"
    ORDER_SHIPPED = "order-shipped"
    WELCOME = "welcome"
