"""What the gate finds: one line a change, with whom it breaks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from souk.contracts.releases import Change, Kind


@dataclass(frozen=True)
class Finding:
    """One change of one contract."""

    contract: str
    """`orders.v1`, or `orders.OrderPlaced.v1`."""
    where: str
    """The place in it: ``place_order body `lines[].sku` ``; empty for the contract as a whole."""
    what: str
    """What happened there."""
    kind: Kind
    hurts: str = ""
    """Whom it breaks, for a line: `notifications, which reads it`."""
    waived: str = ""
    """Why it is allowed to break, if it is."""

    @property
    def breaks(self) -> bool:
        """Whether it stands in the way: it breaks somebody, and nobody waived that."""
        return self.kind == "breaking" and not self.waived

    @property
    def text(self) -> str:
        """The change without its contract; what a waiver is matched with."""
        return f"{self.where} {self.what}".strip()

    def line(self) -> str:
        """The change as it is told."""
        hurts = f": breaks {self.hurts}" if self.hurts else ""
        waived = f" (waived: {self.waived})" if self.waived else ""
        return f"{self.contract}: {self.text}{hurts}{waived}"

    def waive(self, reason: str) -> Finding:
        """The same, allowed."""
        return replace(self, waived=reason)

    def change(self) -> Change:
        """The finding as a release remembers it."""
        what = f"{self.text} ({self.waived})" if self.waived else self.text
        return Change(contract=self.contract, kind=self.kind, what=what)


def listed(names: list[str], most: int = 3) -> str:
    """`a`, `a and b`, `a, b, c and 4 more`."""
    shown = [*names[:most], f"{len(names) - most} more"] if len(names) > most + 1 else names
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
