from enum import StrEnum


class Kind(StrEnum):
    ORDER_CANCELLED = "order-cancelled"
    ORDER_PLACED = "order-placed"
    ORDER_SHIPPED = "order-shipped"
    WELCOME = "welcome"

    def __str__(self) -> str:
        return str(self.value)
