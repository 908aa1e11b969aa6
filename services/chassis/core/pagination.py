"""Pagination by opaque cursor.

Clients must not interpret a cursor. It is no secret: it holds the table's keys, which its reader may see.
"""

from __future__ import annotations

import base64
import json
import logging
from dataclasses import dataclass
from typing import Annotated, Any, Generic, Self, TypeVar
from urllib.parse import urlencode

from pydantic import AfterValidator, BaseModel, Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticOmit

from chassis.core import metrics
from chassis.core.errors import BadRequest
from chassis.core.events import invalid_fields
from chassis.core.query import STRICT_INT

log = logging.getLogger(__name__)
T = TypeVar("T")
Position = dict[str, str]


@dataclass(frozen=True)
class Page(Generic[T]):
    """The items of one page, and the cursor of the next page (None at the end)."""

    items: list[T]
    next_cursor: str | None = None


def log_skipped(kind: str, item_id: object, error: ValidationError) -> None:
    """Log and count an invalid item that a list is answered without."""
    extra = {"kind": kind, "id": str(item_id), "cause": invalid_fields(error), "metric": metrics.UNUSABLE_ROWS}
    log.error("left a row out", extra=extra)


def _valid_or_skip(item: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    try:
        return validate(item)
    except ValidationError as error:
        log_skipped(type(item).__name__, getattr(item, "id", ""), error)
        raise PydanticOmit from error


Listed = Annotated[T, WrapValidator(_valid_or_skip)]
"""An item of a list in a response, `list[Listed[Product]]`: an invalid one is skipped."""


class Links(BaseModel):
    """Links of a list, relative to its address (RFC 3986, 4.2)."""

    self: str = Field(description="This page.", examples=["?limit=20"])
    next: str | None = Field(description="The next page; null on the last.", examples=["?limit=20&cursor=eyJwayI6IkE"])

    @classmethod
    def of(cls, limit: int, cursor: str | None, next_cursor: str | None) -> Self:
        """The links of the page requested with `limit` and `cursor`."""
        return cls(self=_reference(limit, cursor), next=_reference(limit, next_cursor) if next_cursor else None)


def _reference(limit: int, cursor: str | None) -> str:
    return "?" + urlencode({"limit": limit, **({"cursor": cursor} if cursor else {})})


def encode(position: Position) -> str:
    """A position as a cursor: URL-safe, without padding."""
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode().rstrip("=")


def decode(cursor: str) -> Position:
    """The position in a cursor. Raises BadRequest for a cursor that is not ours."""
    try:
        position = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        # DynamoDB takes neither an empty key nor half a surrogate pair.
        if all(isinstance(value, str) and value.encode() for value in position.values()):
            return dict(position)
    except (ValueError, AttributeError):
        pass
    raise BadRequest("The cursor is not one of ours: take it from the page before, as it stands.")


Limit = Annotated[
    int, Field(ge=1, le=100, description="The maximum number of items per page.", examples=[20]), STRICT_INT
]
# Some tools send the first example, so it has to be valid in every list.
CURSORS = ["", encode({"pk": "SPROUT-SENSOR", "sk": "SPROUT", "owner_sk": "SPROUT-SENSOR"})]
Cursor = Annotated[
    Annotated[str, Field(max_length=1024, examples=CURSORS)] | None,
    AfterValidator(lambda cursor: cursor or None),
    Field(
        description="The start of the page, from the previous one. It is opaque: pass it on unchanged. "
        "Without one, or with an empty one, the list starts at its first item.",
        examples=CURSORS,
    ),
]
NextCursor = Annotated[
    str | None,
    Field(
        description="Cursor of the next page; null on the last.",
        examples=CURSORS[1:],
    ),
]
