"""The use case of the catalogue: its pages say what orders says."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from chassis.core.errors import ChangedMeanwhile
from chassis.core.retry import retry_on
from website.domain.catalogue import PAGES, pages_of
from website.ports.catalogue import Build, Pages, Pictures, Shelf


@dataclass
class Refreshed:
    """The pages that were written, and the paths that caches may no longer answer."""

    written: list[str] = field(default_factory=list)
    invalidated: list[str] = field(default_factory=list)


@retry_on(ChangedMeanwhile)
def refresh(build: Build, shelf: Shelf, pictures: Pictures, pages: Pages) -> Refreshed:
    """Write the pages that differ from what the templates and the products say now.

    The stored pages are looked at first. If another refresh writes one after that, this one begins again: its
    products may be older. So of two refreshes the one that read later is kept.

    A change of the stock alone invalidates nothing, since caches keep a page for a minute at most.
    """
    stored = {name: pages.stored(name) for name in PAGES}
    site = build.site()
    if site is None:
        return Refreshed()
    shown = pictures.of_products()
    products = [replace(product, picture=shown.get(product.sku)) for product in shelf.products()]
    refreshed = Refreshed()
    for page in pages_of(site, products):
        former = stored[page.name]
        if page.digest == former.digest:
            continue
        pages.replace(page, former)
        refreshed.written.append(page.name)
        if former.tag and page.lasting != former.lasting:
            refreshed.invalidated += PAGES[page.name]
    if refreshed.invalidated:
        pages.forget(refreshed.invalidated)
    return refreshed
