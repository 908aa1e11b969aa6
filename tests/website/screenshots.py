"""`make screenshots`: the pictures of the shop in the documentation, of the environment that is up."""

from __future__ import annotations

import os
import tempfile
from base64 import b64decode
from pathlib import Path

from souk.base.paths import find_paths
from tests.cloud import attach
from tests.website.browsing import NARROW, WIDE, shopping
from tests.website.shopper import Shopper

STATIC = Path(__file__).resolve().parents[2] / "docs/static"


def save(shopper: Shopper, name: str) -> None:
    """The window as a small WebP."""
    data = shopper.page.command("Page.captureScreenshot", format="webp", quality=75)["data"]
    (STATIC / f"{name}.webp").write_bytes(b64decode(data))


def main() -> None:
    """Look at the catalogue from a desk and from a telephone, and at a basket."""
    cloud = attach(find_paths(os.environ).home, os.environ.get("ENV", "dev"))
    with tempfile.TemporaryDirectory() as profile, shopping(cloud, Path(profile)) as shopper:
        shopper.look_from(WIDE, 900)
        shopper.open("/")
        save(shopper, "shop-wide")
        shopper.click("Add to basket: Souk hub mini")
        shopper.click("Add to basket: Aria room speaker")
        shopper.look_from(NARROW, 720, dark=True)
        shopper.open("/")
        save(shopper, "shop-narrow-dark")
        shopper.open("/basket")
        shopper.sees("Aria room speaker")
        save(shopper, "shop-basket-dark")


if __name__ == "__main__":
    main()
