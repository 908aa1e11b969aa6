"""The ports of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from website.domain.catalogue import Page, Picture, Product, Site


@dataclass(frozen=True)
class Stored:
    """A page as it is stored, or that it is not: no tag. Digests as in Page."""

    tag: str = ""
    digest: str = ""
    lasting: str = ""


class Build(Protocol):
    """The build that `souk website publish` uploaded."""

    def site(self) -> Site | None:
        """The site's templates and parts; None before the first publication."""


class Shelf(Protocol):
    """The products of orders."""

    def products(self) -> list[Product]:
        """All products by SKU, as they are now, without pictures. Raises Unavailable."""


class Pictures(Protocol):
    """The products' pictures."""

    def of_products(self) -> Mapping[str, Picture]:
        """The picture to show of each product that has one, by SKU."""


class Pages(Protocol):
    """The pages that people see."""

    def stored(self, name: str) -> Stored:
        """The page's tag and digests."""

    def replace(self, page: Page, former: Stored) -> None:
        """Store a page in place of this one. Raises ChangedMeanwhile if another is stored by now."""

    def forget(self, paths: Sequence[str]) -> None:
        """Let no cache answer these paths any longer."""


class Refreshes(Protocol):
    """Refreshes of the catalogue that were requested."""

    def request(self) -> None:
        """Let a refresh begin within seconds, after this call; many calls are one refresh."""
