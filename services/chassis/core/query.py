"""Validation of query parameters, which arrive as text."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl

from pydantic import BeforeValidator

from chassis.core.errors import BadRequest


def _whole(value: Any) -> Any:
    """Pydantic would read `5.0`, `1_0` and `+5` as well, which bodies refuse."""
    if isinstance(value, str) and not re.fullmatch("-?(0|[1-9][0-9]*)", value):
        raise ValueError("a whole number is written in digits alone")
    return value


def refuse_repeated(query: bytes) -> None:
    """Raise BadRequest if a parameter is repeated: FastAPI would ignore all but the last."""
    if not query:
        return
    names = [name for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True)]
    if len(names) > len(set(names)):
        raise BadRequest("A query parameter is repeated: send it once.")


# After the bounds, or the contract would not know them: `Annotated[int, Query(ge=1), WHOLE]`.
STRICT_INT = BeforeValidator(_whole)
