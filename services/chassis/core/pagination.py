"""Paging by opaque cursor: a page says where the next one begins.

Clients must not interpret a cursor, but it is no secret: it is base64url of the table's keys, which its reader may see.
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
from chassis.core.events import misfits
from chassis.core.query import WHOLE

log = logging.getLogger(__name__)
T = TypeVar("T")
Position = dict[str, str]


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some things, and the cursor of those that follow (None at the end)."""

    items: list[T]
    next_cursor: str | None = None


def left_out(kind: str, thing_id: object, error: ValidationError) -> None:
    """Log and count one thing of a list that isn't what it should be: the others are answered without it."""
    told = {"kind": kind, "id": str(thing_id), "cause": misfits(error), "metric": metrics.UNUSABLE_ROWS}
    log.error("left a row out", extra=told)


def _or_left_out(thing: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    try:
        return validate(thing)
    except ValidationError as error:
        left_out(type(thing).__name__, getattr(thing, "id", ""), error)
        raise PydanticOmit from error


Listed = Annotated[T, WrapValidator(_or_left_out)]
"""An item of an answer's list, `list[Listed[Product]]`: one that doesn't fit the contract is left out."""


class Links(BaseModel):
    """Where a list is and goes on: references relative to its own address (RFC 3986, 4.2)."""

    self: str = Field(description="This page.", examples=["?limit=20"])
    next: str | None = Field(description="The next page; null on the last.", examples=["?limit=20&cursor=eyJwayI6IkE"])

    @classmethod
    def of(cls, limit: int, cursor: str | None, next_cursor: str | None) -> Self:
        """The links of the page that was asked for with `limit` and `cursor`."""
        return cls(self=_reference(limit, cursor), next=_reference(limit, next_cursor) if next_cursor else None)


def _reference(limit: int, cursor: str | None) -> str:
    return "?" + urlencode({"limit": limit, **({"cursor": cursor} if cursor else {})})


def encode(position: Position) -> str:
    """A position as a cursor: URL-safe, without padding."""
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode().rstrip("=")


def decode(cursor: str) -> Position:
    """The position in a cursor. Raises BadRequest for anything this service did not make."""
    try:
        position = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        # DynamoDB takes neither an empty key nor half a surrogate pair.
        if all(isinstance(value, str) and value.encode() for value in position.values()):
            return dict(position)
    except (ValueError, AttributeError):
        pass
    raise BadRequest("The cursor is not one of ours: take it from the page before, as it stands.")


Limit = Annotated[int, Field(ge=1, le=100, description="At most so many items a page.", examples=[20]), WHOLE]
# What some tools send for it first has to be right in every list: nothing.
CURSORS = ["", encode({"pk": "SPROUT-SENSOR", "sk": "SPROUT", "owner_sk": "SPROUT-SENSOR"})]
Cursor = Annotated[
    Annotated[str, Field(max_length=1024, examples=CURSORS)] | None,
    AfterValidator(lambda cursor: cursor or None),
    Field(
        description="Where the page begins, as the page before says. It is opaque: pass it on as it stands. "
        "Without one, or with an empty one, the list begins at its beginning.",
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
