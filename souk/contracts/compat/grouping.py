"""What many operations share is told once."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from souk.contracts.compat.findings import listed
from souk.contracts.compat.rules import Difference

MANY = 3
"""A change that more operations share than this is told once for all of them."""


@dataclass(frozen=True)
class Sighting:
    """A change, seen in one operation."""

    operation: str
    part: str
    """`body`, `200`, `200 header`, `query parameter`; empty for the operation as a whole."""
    change: Difference

    @property
    def header(self) -> str:
        """The status whose header it is, if it is one's."""
        return self.part.removesuffix(" header") if self.part.endswith(" header") else ""

    @property
    def side(self) -> str:
        """Answers, whichever; or the part."""
        return "answers" if re.match(r"\d|default", self.part) else self.part

    def same(self) -> Hashable:
        """Equal for what is one change seen several times: of a named schema, or of one header in many answers."""
        change = self.change
        if self.header:
            return ("header", change.path, change.what, change.breaking)
        if change.anchor:
            return (self.side, change.anchor, change.what, change.breaking)
        return (self.operation, self.part, change.path, change.what)

    def place(self) -> str:
        """Where it was seen."""
        path = f"`{self.change.path}`" if self.change.path else ""
        return " ".join(word for word in (self.operation, self.part, path) if word)


def places(sightings: Iterable[Sighting]) -> Iterator[tuple[str, list[str], Difference]]:
    """Each change with its place in words, and the operations it is about."""
    groups: dict[Hashable, list[Sighting]] = {}
    for sighting in sightings:
        groups.setdefault(sighting.same(), []).append(sighting)
    for group in groups.values():
        first, ids = group[0], list(dict.fromkeys(sighting.operation for sighting in group))
        if len(ids) > MANY:
            name = f"header `{first.change.path}`" if first.header else f"`{first.change.anchor}`"
            yield f"{name} ({first.side} of {listed(ids)})", ids, first.change
        elif first.header:
            for name in ids:
                statuses = listed([sighting.header for sighting in group if sighting.operation == name])
                yield f"{name} header `{first.change.path}` ({statuses})", [name], first.change
        else:
            for place, sighting in {sighting.place(): sighting for sighting in group}.items():
                yield place, [sighting.operation], sighting.change
