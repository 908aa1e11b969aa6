"""Findings of the gate: one a change, with the consumers that it breaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from souk.contracts.compat.rules import Difference
from souk.contracts.releases import Change, Kind


@dataclass(frozen=True)
class Finding:
    """One change of one contract."""

    contract: str
    """`orders.v1`, or `orders.OrderPlaced.v1`."""
    where: str
    """The location in it: ``place_order body `lines[].sku` ``; empty for the contract itself."""
    what: str
    """The change in words."""
    kind: Kind
    hurts: str = ""
    """The consumers that it breaks, in words: `notifications, which reads it`."""
    waived: str = ""
    """The reason of its waiver."""

    @classmethod
    def of(cls, contract: str, where: str, change: Difference, affected: str) -> Finding:
        """The finding for a difference; `affected` counts only if it breaks."""
        if change.breaking:
            return cls(contract, where, change.what, "breaking", affected)
        return cls(contract, where, change.what, "deprecated" if change.rule == "deprecated" else "compatible")

    @property
    def breaks(self) -> bool:
        """Whether it is a breaking change without a waiver."""
        return self.kind == "breaking" and not self.waived

    @property
    def text(self) -> str:
        """The change without its contract; waivers are matched with it."""
        return f"{self.where} {self.what}".strip()

    def line(self) -> str:
        """The change as a line of output."""
        hurts = f": breaks {self.hurts}" if self.hurts else ""
        waived = f" (waived: {self.waived})" if self.waived else ""
        return f"{self.contract}: {self.text}{hurts}{waived}"

    def waive(self, reason: str) -> Finding:
        """The same finding, waived."""
        return replace(self, waived=reason)

    def change(self) -> Change:
        """The finding as an entry of a release."""
        what = f"{self.text} ({self.waived})" if self.waived else self.text
        return Change(contract=self.contract, kind=self.kind, what=what)


def by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """The findings of a contract, breaking ones first."""
    return sorted(findings, key=lambda finding: (not finding.breaks, finding.where, finding.what))


def affected(services: Iterable[str], verb: str, others: str) -> str:
    """The consumers that a change breaks, in words; those outside can't be counted, so they are always named."""
    names = sorted(services)
    if not names:
        return f"{others}; no service here {verb}s it"
    return f"{join_names(names)}, which {verb if len(names) > 1 else f'{verb}s'} it, and {others}"


def join_names(names: list[str], limit: int = 3) -> str:
    """`a`, `a and b`, `a, b, c and 4 more`."""
    shown = [*names[:limit], f"{len(names) - limit} more"] if len(names) > limit + 1 else names
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
