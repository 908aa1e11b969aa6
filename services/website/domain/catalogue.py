"""The catalogue's HTML: the templates and parts of the site, filled with products.

The function has no markup and no words of its own: the site's build renders them with placeholders, from the components
that the browser runs. `site/src/parts/view.ts` writes the same values there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from html import escape
from typing import Any

PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
MARK = re.compile(
    r'<!--souk:catalogue-->|(?<=id="souk-settings">)\{\}(?=</script>)|(?<=id="souk-catalogue">)\[\](?=</script>)'
)
PREFERRED_WIDTH = 640
CATALOGUE = "index.html"
# The templates that are whole pages, and the addresses at which people see them.
PAGES = {CATALOGUE: ("/", "/index.html"), "app.html": ("/app.html",), "404.html": ("/404.html",)}


@dataclass(frozen=True)
class Picture:
    """A product's picture: `URL-WIDTH.webp` and `.jpg` for each width."""

    url: str
    widths: tuple[int, ...]
    alt: str


@dataclass(frozen=True)
class Product:
    """A product as orders has it. The price's amount is a decimal string."""

    sku: str
    name: str
    amount: str
    currency: str
    stock: int
    picture: Picture | None = None

    def facts(self) -> dict[str, Any]:
        """As the API has it, with the picture."""
        picture = self.picture and {"url": self.picture.url, "widths": self.picture.widths, "alt": self.picture.alt}
        price = {"amount": self.amount, "currency": self.currency}
        return {"sku": self.sku, "name": self.name, "price": price, "stock": self.stock, "picture": picture}


@dataclass(frozen=True)
class Site:
    """The build of the site: templates by name, the parts with their words, and the settings for browsers."""

    templates: Mapping[str, str]
    parts: Mapping[str, Any]
    settings: Mapping[str, str]


@dataclass(frozen=True)
class Page:
    """A page with its digest, and that of the page if it said nothing of the stock."""

    name: str
    html: str
    digest: str
    lasting: str


def pages_of(site: Site, products: Sequence[Product]) -> list[Page]:
    """All pages of the site; the catalogue alone has products."""
    without_stock = [replace(product, stock=0) for product in products]
    pages = []
    for name in PAGES:
        html, lasting = (_fill(site, name, shown if name == CATALOGUE else ()) for shown in (products, without_stock))
        pages.append(Page(name, html, _digest(html), _digest(lasting)))
    return pages


def _fill(site: Site, name: str, products: Sequence[Product]) -> str:
    """A template with its marks replaced, in one pass: nothing that was put in is searched for marks."""
    values = {
        "<!--souk:catalogue-->": lambda: _cards(site.parts, products),
        "{}": lambda: data_block(site.settings),
        "[]": lambda: data_block([product.facts() for product in products]),
    }
    return MARK.sub(lambda mark: values[mark[0]](), site.templates[name])


def data_block(value: Any) -> str:
    """JSON for a `<script>`: no text in it ends the element, or a line of a script."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


def _cards(parts: Mapping[str, Any], products: Sequence[Product]) -> str:
    if not products:
        return str(parts.get("empty", ""))
    return "".join(_card(parts, product, position) for position, product in enumerate(products))


def _card(parts: Mapping[str, Any], product: Product, position: int) -> str:
    words = parts["words"]
    left = _left(product.stock, words)
    facts = {
        "sku": product.sku,
        "name": product.name,
        "price": _price(product, words["symbols"]),
        "stock": words["left"][left].replace("{{pieces}}", f"{product.stock:,}"),
        "left": left,
    }
    loading = "eager" if position < words["in_sight"] else "lazy"
    return _put(parts["card"], facts, picture=_picture(parts, product, loading))


def _left(stock: int, words: Mapping[str, Any]) -> str:
    if stock <= 0:
        return "none"
    return "few" if stock <= words["few"] else "plenty" if stock >= words["plenty"] else "many"


def _picture(parts: Mapping[str, Any], product: Product, loading: str) -> str:
    picture = product.picture
    if picture is None or not picture.widths:
        tint = sum(map(ord, product.sku)) % parts["words"]["tints"]
        return _put(parts["blank"], {"tint": str(tint), "initial": product.name[:1]})
    width = PREFERRED_WIDTH if PREFERRED_WIDTH in picture.widths else max(picture.widths)
    source = {kind: ", ".join(f"{picture.url}-{w}.{kind} {w}w" for w in picture.widths) for kind in ("webp", "jpg")}
    facts = {"webp": source["webp"], "jpeg": source["jpg"], "src": f"{picture.url}-{width}.jpg"}
    return _put(parts["card_photo"], {**facts, "alt": picture.alt, "loading": loading})


def _put(part: str, facts: Mapping[str, str], **html: str) -> str:
    """A part with its placeholders replaced, in one pass: facts are escaped, HTML is not."""
    values = {**{name: escape(fact) for name, fact in facts.items()}, **html}
    return PLACEHOLDER.sub(lambda place: values[place[1]], part)


def _price(product: Product, symbols: Mapping[str, str]) -> str:
    whole, point, fraction = product.amount.partition(".")
    return f"{symbols.get(product.currency, f'{product.currency} ')}{int(whole):,}{point}{fraction}"


def _digest(html: str) -> str:
    return sha256(html.encode()).hexdigest()
