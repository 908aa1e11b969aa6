"""The catalogue's pages: what they say, what is written, and what caches forget."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from tests.website.fakes_catalogue import LAMP, PARTS, SITE, TEMPLATES, MemoryShelf, MemorySite
from website.actions.catalogue import refresh
from website.domain.catalogue import Picture, Product, Site, data_block, pages_of

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(1)</script>",
    "<!--<script>",
    '{{price}} {{picture}} <!--souk:catalogue--> id="souk-catalogue">[]</script>',
    "' onmouseover='alert(1)",
    "\u2028alert(1)\u2029",
)


def index(*products: Product, site: Site = SITE) -> str:
    return next(page.html for page in pages_of(site, products) if page.name == "index.html")


def test_the_page_says_name_price_and_what_is_left_without_any_script() -> None:
    few, plenty = replace(LAMP, sku="FEW-1", stock=3), replace(LAMP, sku="PLENTY-1", stock=10_000)
    html = index(LAMP, few, plenty, replace(LAMP, sku="GONE-1", stock=0, currency="CHF"))

    assert '<a href="/products/LAMP-1">Lamp</a> €1,249.00 1,200 left' in html
    assert 'data-left="few"' in html
    assert "Only 3 left" in html
    assert "In stock" in html
    assert "CHF 1,249.00 Sold out" in html
    assert f'class="tint-{sum(map(ord, "LAMP-1")) % 6}">L<' in html


def test_the_page_carries_the_products_as_the_api_has_them() -> None:
    html = index(LAMP)

    [data] = re.findall(r'id="souk-catalogue">(.*?)</script>', html)
    [settings] = re.findall(r'id="souk-settings">(.*?)</script>', html)
    price = {"amount": "1249.00", "currency": "EUR"}
    assert json.loads(data) == [{"sku": "LAMP-1", "name": "Lamp", "price": price, "stock": 1200, "picture": None}]
    assert json.loads(settings) == {"api": "/api"}


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_name_is_text_in_the_html_and_in_the_data_whatever_is_in_it(name: str) -> None:
    alt = Picture("/pictures/LAMP-1/1", (320, 640), name)
    html = index(replace(LAMP, name=name), replace(LAMP, sku="LAMP-2", name=name, picture=alt))

    assert html.count("<script") == html.count("</script>") == 2
    assert re.findall(r"<(?!/?(?:ul|li|i|a|img|script)\b)", html) == []
    assert not re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', html))
    assert "\u2028" not in re.findall(r'id="souk-catalogue">(.*?)</script>', html)[0]
    [data] = re.findall(r'id="souk-catalogue">(.*?)</script>', html)
    assert [product["name"] for product in json.loads(data)] == [name, name]


def test_no_data_ends_its_script() -> None:
    assert "<" not in data_block(["</script>", "<!--"])
    assert data_block("\u2028") == '"\\u2028"'


def test_a_picture_is_offered_in_its_widths_and_at_once_where_it_is_in_sight() -> None:
    picture = Picture("/pictures/LAMP-1/1", (320, 1280), "A lamp")
    html = index(replace(LAMP, picture=picture), replace(LAMP, sku="LAMP-2", picture=picture))

    assert 'srcset="/pictures/LAMP-1/1-320.jpg 320w, /pictures/LAMP-1/1-1280.jpg 1280w"' in html
    assert 'src="/pictures/LAMP-1/1-1280.jpg"' in html
    assert re.findall(r'loading="(\w+)"', html) == ["eager", "lazy"]


def test_empty_shelves_are_said() -> None:
    assert "<ul><p>Nothing</p></ul>" in index()


def test_pages_are_written_once_and_then_only_if_they_differ() -> None:
    site, shelf = MemorySite(), MemoryShelf(LAMP)

    first = refresh(site, shelf, shelf, site)
    second = refresh(site, shelf, shelf, site)

    assert (first.written, first.invalidated) == (["index.html", "app.html", "404.html"], [])
    assert (second.written, second.invalidated) == ([], [])


def test_another_price_is_written_and_invalidated_alone() -> None:
    site, shelf = MemorySite(), MemoryShelf(LAMP)
    refresh(site, shelf, shelf, site)

    shelf.all = [replace(LAMP, amount="999.00")]
    refreshed = refresh(site, shelf, shelf, site)

    assert refreshed.written == ["index.html"]
    assert site.forgotten == refreshed.invalidated == ["/", "/index.html"]


def test_another_stock_is_written_and_caches_keep_the_old_page_for_their_minute() -> None:
    site, shelf = MemorySite(), MemoryShelf(LAMP)
    refresh(site, shelf, shelf, site)

    shelf.all = [replace(LAMP, stock=5)]

    assert refresh(site, shelf, shelf, site).written == ["index.html"]
    assert site.forgotten == []


def test_another_build_changes_the_pages_it_differs_in() -> None:
    site, shelf = MemorySite(), MemoryShelf(LAMP)
    refresh(site, shelf, shelf, site)

    site.built = Site({**TEMPLATES, "app.html": "<main>new</main>"}, PARTS, SITE.settings)

    assert refresh(site, shelf, shelf, site).invalidated == ["/app.html"]


def test_before_the_first_publication_nothing_is_written() -> None:
    site, shelf = MemorySite(None), MemoryShelf(LAMP)

    assert refresh(site, shelf, shelf, site).written == []


class OvertakenShelf(MemoryShelf):
    """While the first refresh reads its products, they change, and another refresh writes the page."""

    site: MemorySite

    def products(self) -> list[Product]:
        old = super().products()
        if old == [LAMP]:
            self.all = [replace(LAMP, amount="999.00")]
            refresh(self.site, self, self, self.site)
        return old


def test_a_refresh_with_older_products_never_replaces_the_page_of_a_newer_one() -> None:
    shelf = OvertakenShelf(LAMP)
    shelf.site = site = MemorySite()

    refresh(site, shelf, shelf, site)

    assert "€999.00" in site.pages["index.html"].html
