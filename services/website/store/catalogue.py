"""The pictures that the catalogue shows."""

from __future__ import annotations

from collections.abc import Mapping

from website.domain.catalogue import Picture
from website.ports.pictures import Pictures


class ShownPictures:
    """The newest picture of each product."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures

    def of_products(self) -> Mapping[str, Picture]:
        shown = self._pictures.of_products()
        return {sku: Picture(picture.url, picture.widths, picture.alt) for sku, picture in shown.items()}
