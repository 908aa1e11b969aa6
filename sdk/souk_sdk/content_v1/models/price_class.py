from enum import StrEnum


class PriceClass(StrEnum):
    FREE = "free"
    PREMIUM = "premium"

    def __str__(self) -> str:
        return str(self.value)
