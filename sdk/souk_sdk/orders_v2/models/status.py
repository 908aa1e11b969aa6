from ...open_enums import OpenEnum


class Status(OpenEnum):
    CANCELLED = "cancelled"
    PLACED = "placed"
    SHIPPED = "shipped"
