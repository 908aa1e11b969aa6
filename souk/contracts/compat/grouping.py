"""Groups of equal changes: one shared by many operations is reported once."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from souk.contracts.compat.findings import join_names
from souk.contracts.compat.rules import Difference

MAX_SEPARATE = 3
"""Maximum number of operations for which a shared change is reported one by one."""


@dataclass(frozen=True)
class Occurrence:
    """A change in one operation."""

    operation: str
    part: str
    """`body`, `200`, `200 header`, `query parameter`; empty for the operation itself."""
    change: Difference

    @property
    def header_status(self) -> str:
        """The status of the response whose header changed; empty for any other part."""
        return self.part.removesuffix(" header") if self.part.endswith(" header") else ""

    @property
    def side(self) -> str:
        """`responses` for a response of any status, else the part."""
        return "responses" if re.match(r"\d|default", self.part) else self.part

    @property
    def group_key(self) -> Hashable:
        """Equal for one change in several places: of a named schema, or of one header in many responses."""
        change = self.change
        if self.header_status:
            return ("header", change.path, change.what, change.breaking)
        if change.anchor:
            return (self.side, change.anchor, change.what, change.breaking)
        return (self.operation, self.part, change.path, change.what)

    @property
    def location(self) -> str:
        """Operation, part and path in words."""
        path = f"`{self.change.path}`" if self.change.path else ""
        return " ".join(word for word in (self.operation, self.part, path) if word)


def group(occurrences: Iterable[Occurrence]) -> Iterator[tuple[str, list[str], Difference]]:
    """Each change with its location in words, and the operations that it affects."""
    groups: dict[Hashable, list[Occurrence]] = {}
    for occurrence in occurrences:
        groups.setdefault(occurrence.group_key, []).append(occurrence)
    for members in groups.values():
        first, ids = members[0], list(dict.fromkeys(occurrence.operation for occurrence in members))
        if len(ids) > MAX_SEPARATE:
            name = f"header `{first.change.path}`" if first.header_status else f"`{first.change.anchor}`"
            yield f"{name} ({first.side} of {join_names(ids)})", ids, first.change
        elif first.header_status:
            for name in ids:
                statuses = [occurrence.header_status for occurrence in members if occurrence.operation == name]
                yield f"{name} header `{first.change.path}` ({join_names(statuses)})", [name], first.change
        else:
            for location, occurrence in {occurrence.location: occurrence for occurrence in members}.items():
                yield location, [occurrence.operation], occurrence.change
