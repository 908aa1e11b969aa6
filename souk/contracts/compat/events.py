"""Two versions of an event's contract compared, and what every reader needs held against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from souk.contracts.compat import schemas
from souk.contracts.compat.consumers import Reader
from souk.contracts.compat.findings import Finding, listed
from souk.contracts.compat.refs import Schema
from souk.contracts.compat.rules import Difference, Direction
from souk.contracts.releases import Kind


def compare(contract: str, old: Schema, new: Schema, readers: Sequence[Reader]) -> list[Finding]:
    """What changed between two versions of one event's contract, and what a reader needs that it doesn't offer."""
    found = _deprecation(contract, old, new)
    changes = schemas.compare((old, old), (new, new), Direction.RECEIVED)
    missed = {reader.service: _missed_lately(reader, old, new) for reader in readers}
    for change in changes:
        where = f"`{change.path}`" if change.path else ""
        hit = [name for name, paths in missed.items() if any(_related(path, change.path) for path in paths)]
        kind: Kind = "breaking" if change.breaking else "compatible"
        found.append(Finding(contract, where, change.what, kind, whom(hit) if change.breaking else ""))
    broken = [change.path for change in changes if change.breaking]
    found += unmet(contract, new, readers, but=broken)
    return sorted(found, key=lambda finding: (not finding.breaks, finding.where, finding.what))


def unmet(contract: str, event: Schema, readers: Sequence[Reader], but: Sequence[str] = ()) -> list[Finding]:
    """What the readers of an event need and it doesn't offer, `but` where that is told already."""
    return [
        Finding(
            contract,
            f"`{miss.path}`" if miss.path else "",
            f"isn't what {reader.service} reads: it {miss.what}",
            "breaking",
            f"{reader.service} alone: its events_in.py asks for more than there is",
        )
        for reader in readers
        for miss in _misses(reader, event)
        if not any(_related(miss.path, path) for path in but)
    ]


def _missed_lately(reader: Reader, old: Schema, new: Schema) -> set[str]:
    """The places where a reader misses something that was there before."""
    before = {(miss.path, miss.rule) for miss in _misses(reader, old)}
    return {miss.path for miss in _misses(reader, new) if (miss.path, miss.rule) not in before}


def gone(contract: str, old: Schema, readers: Sequence[Reader], today: date) -> Finding:
    """An event that nobody announces any more."""
    ends = sunset(old)
    inside = sorted({reader.service for reader in readers})
    if ends and ends <= today and not inside:
        return Finding(contract, "", f"is gone, after its sunset on {ends}", "removed")
    why = f", before its sunset on {ends}" if ends and ends > today else ""
    return Finding(contract, "", f"is gone{why}", "breaking", whom(inside))


def unheard_of(contract: str, readers: Sequence[Reader]) -> Finding:
    """An event that somebody reacts to and nobody announces, nor did."""
    names = listed(sorted({reader.service for reader in readers}))
    return Finding(contract, "", f"is read by {names}, and nobody announces it", "breaking", names)


def sunset(event: Schema) -> date | None:
    """From when on it may be gone."""
    return date.fromisoformat(event["x-sunset"]) if "x-sunset" in event else None


def whom(services: Iterable[str]) -> str:
    """Those who read it, in words."""
    names = sorted(services)
    if not names:
        return "subscribers outside; no service here reads it"
    return f"{listed(names)}, which {'read' if len(names) > 1 else 'reads'} it, and subscribers outside"


def _misses(reader: Reader, event: Schema) -> list[Difference]:
    """Where an event isn't what a reader needs: the reader's own schema is the older version, so to speak.

    It reads events of tomorrow, too: a closed enum of its own is not enough for one that is open.
    """
    needs = (reader.schema, reader.schema)
    found = schemas.compare(needs, (event, event), Direction.RECEIVED)
    return [each for each in found if each.breaking or each.rule == "opened"]


def _related(one: str, other: str) -> bool:
    """Whether one place is the other, or holds it."""
    short, long = sorted((one, other), key=len)
    return not short or long == short or long.startswith((f"{short}.", f"{short}["))


def _deprecation(contract: str, old: Schema, new: Schema) -> list[Finding]:
    was, is_ = bool(old.get("deprecated")), bool(new.get("deprecated"))
    before, after = sunset(old), sunset(new)
    if is_ and not was:
        return [Finding(contract, "", f"is deprecated{f', and stays until {after}' if after else ''}", "deprecated")]
    if was and not is_:
        return [Finding(contract, "", "is no longer deprecated", "deprecated")]
    if before and after and before != after:
        what, sooner = f"has its sunset on {after} now, was {before}", after < before
        return [Finding(contract, "", what, "breaking" if sooner else "compatible", whom([]) if sooner else "")]
    return []
