from enum import StrEnum


class Kind(StrEnum):
    COURSE = "course"
    FILE = "file"
    PICTURE = "picture"
    TEXT = "text"
    VIDEO = "video"

    def __str__(self) -> str:
        return str(self.value)
