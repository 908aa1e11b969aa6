"""The pictures of a fresh environment, uploaded as staff do: through the API and S3. No function ships this."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import httpx

from souk_sdk import Souk
from souk_sdk.problems import NotFound
from souk_sdk.website_v1.models import AnnouncePictureType

FOLDER = Path(__file__).with_name("seed_pictures")
ALTS = {
    "ARIA-SPEAKER": "A round, dark speaker with a ring of light on its top",
    "DRIFT-PURIFIER": "A white air purifier with a grille and a round button",
    "EMBER-THERMOSTAT": "A round thermostat that shows 21 degrees on a glowing scale",
    "HUB-MINI": "A flat white box with waves of radio in three colours",
    "LUMEN-BULB": "A bulb that glows in warm light",
    "LUMEN-STRIP": "A strip of lights in all colours of the rainbow",
    "SPROUT-SENSOR": "A small white sensor in a pot with a green plant",
    "VIGIL-DOORBELL": "A doorbell with a camera and a lit button, on a wall of bricks",
}
SECONDS = 300
"""A laptop that starts an environment has much else to do."""


def seed(clients: Mapping[str, Souk]) -> dict[str, int]:
    """Upload the pictures of products that have none. Returns how many, once they are ready."""
    staff = clients["staff"]
    try:
        present = {gallery.sku for gallery in staff.website.list_pictures(limit=100)}
    except NotFound:
        return {}  # a clone may run a version that had no pictures yet
    uploads = {sku: upload(staff, sku, alt) for sku, alt in ALTS.items() if sku not in present}
    for sku, upload_id in uploads.items():
        wait(staff, sku, upload_id)
    return {"pictures": len(uploads)}


def upload(staff: Souk, sku: str, alt: str) -> str:
    """Upload the picture of a product; the upload's id."""
    content = (FOLDER / f"{sku.lower()}.webp").read_bytes()
    announced = staff.website.announce_picture(sku, type_=AnnouncePictureType.IMAGEWEBP, size=len(content), alt=alt)
    file = {"file": (f"{sku}.webp", content)}
    httpx.post(announced.url, data=announced.fields.to_dict(), files=file, timeout=SECONDS).raise_for_status()
    return announced.id


def wait(staff: Souk, sku: str, upload_id: str) -> None:
    """Wait until an upload is decided. Raises RuntimeError if it was refused."""
    deadline = time.monotonic() + SECONDS
    while (state := staff.website.get_picture(sku, upload_id)).state == "waiting":
        if time.monotonic() > deadline:
            raise RuntimeError(f"the picture of {sku} is not ready after {SECONDS} s")
        time.sleep(0.1)
    if state.refusal:
        raise RuntimeError(f"the picture of {sku} was refused: {state.refusal.detail}")
