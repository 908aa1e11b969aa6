"""The world of the catalogue, in memory: whole implementations of its ports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chassis.core.errors import ChangedMeanwhile
from website.domain.catalogue import Page, Picture, Product, Site
from website.ports.catalogue import Stored

SCRIPTS = (
    '<script type="application/json" id="souk-settings">{}</script>'
    '<script type="application/json" id="souk-catalogue">[]</script>'
)
PARTS: Mapping[str, Any] = {
    "card": '<li data-sku="{{sku}}" data-left="{{left}}">{{picture}}<a href="/products/{{sku}}">{{name}}</a> '
    "{{price}} {{stock}}</li>",
    "card_photo": '<img src="{{src}}" srcset="{{jpeg}}" data-webp="{{webp}}" alt="{{alt}}" loading="{{loading}}">',
    "blank": '<i class="tint-{{tint}}">{{initial}}</i>',
    "empty": "<p>Nothing</p>",
    "words": {
        "left": {"plenty": "In stock", "many": "{{pieces}} left", "few": "Only {{pieces}} left", "none": "Sold out"},
        "few": 10,
        "plenty": 10_000,
        "tints": 6,
        "in_sight": 1,
        "symbols": {"EUR": "€"},
    },
}
TEMPLATES = {
    "index.html": f"<ul><!--souk:catalogue--></ul>{SCRIPTS}",
    "app.html": f"<main></main>{SCRIPTS}",
    "404.html": "<h1>Page not found</h1>",
}
LAMP = Product("LAMP-1", "Lamp", "1249.00", "EUR", stock=1200)
SITE = Site(TEMPLATES, PARTS, {"api": "/api"})


class MemorySite:
    """The site's templates and pages, with what caches were told to forget."""

    def __init__(self, site: Site | None = SITE) -> None:
        self.built, self.pages, self.forgotten, self.writes = site, dict[str, Page](), list[str](), list[str]()

    def site(self) -> Site | None:
        return self.built

    def stored(self, name: str) -> Stored:
        page = self.pages.get(name)
        return Stored(page.digest, page.digest, page.lasting) if page else Stored()

    def replace(self, page: Page, former: Stored) -> None:
        if self.stored(page.name) != former:
            raise ChangedMeanwhile
        self.pages[page.name] = page
        self.writes.append(page.name)

    def forget(self, paths: Sequence[str]) -> None:
        self.forgotten += paths


class MemoryShelf:
    """Products, some of them with pictures."""

    def __init__(self, *products: Product, **pictures: Picture) -> None:
        self.all, self.pictures = list(products), pictures

    def products(self) -> list[Product]:
        return list(self.all)

    def of_products(self) -> Mapping[str, Picture]:
        return self.pictures


class MemoryRefreshes:
    """Counts the requests."""

    def __init__(self) -> None:
        self.requests = 0

    def request(self) -> None:
        self.requests += 1
