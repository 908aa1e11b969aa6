"""Validation of query parameters, which arrive as text."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BeforeValidator


def _whole(value: Any) -> Any:
    """Pydantic would read `5.0`, `1_0` and `+5` as well, which bodies refuse."""
    if isinstance(value, str) and not re.fullmatch("-?(0|[1-9][0-9]*)", value):
        raise ValueError("a whole number is written in digits alone")
    return value


# After the bounds, or the contract would not know them: `Annotated[int, Query(ge=1), WHOLE]`.
STRICT_INT = BeforeValidator(_whole)
