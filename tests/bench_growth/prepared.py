"""A case that is prepared: data is there, and the work on it has not begun."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Prepared:
    """Work on so many `items`.

    `rows_read` counts the rows that it has read from a table, if it reads one. `has_database`: SQLite has memory, too.
    """

    run: Callable[[], object]
    items: int
    rows_read: Callable[[], int] | None = None
    has_database: bool = False
