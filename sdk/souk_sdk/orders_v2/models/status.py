from enum import StrEnum


class Status(StrEnum):
    CANCELLED = "cancelled"
    PLACED = "placed"
    SHIPPED = "shipped"

    def __str__(self) -> str:
        return str(self.value)
