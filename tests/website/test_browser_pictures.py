"""Staff's page for pictures in a browser: an upload until the shop shows it, and refusals that it explains."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from tests.cloud import Cloud
from tests.waiting import eventually
from tests.website.browsing import IN_A_BROWSER, WIDE, is_listed, let_in, pool_host, shopping
from tests.website.files import jpeg
from tests.website.shopper import Shopper
from tests.website.uploading import Uploader

pytestmark = IN_A_BROWSER
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><script>hit()</script></svg>'
ALT = "A lamp on a table"


def test_staff_upload_a_picture_that_the_shop_shows_and_read_why_others_are_refused(
    cloud: Cloud, tmp_path: Path
) -> None:
    staff, sku = cloud.staff(), cloud.product()
    store = urlsplit(Uploader(staff, sku).announce(SVG)["url"]).netloc
    files = {name: tmp_path / name for name in ("drawing.svg", "disguised.png", "empty.jpg", "lamp.jpg")}
    for file, content in zip(files.values(), (SVG, SVG, b"", jpeg()), strict=True):
        file.write_bytes(content)
    with shopping(cloud, tmp_path / "profile") as shopper:
        shopper.look_from(WIDE)
        let_in(shopper, staff)
        shopper.open(f"/staff/pictures?sku={sku}")
        shopper.sees("This gadget has no pictures yet")

        upload(shopper, files["drawing.svg"])
        shopper.sees("The file is no JPEG, PNG or WebP.")
        upload(shopper, files["empty.jpg"])
        shopper.sees("The file is empty.")
        upload(shopper, files["disguised.png"])
        shopper.sees("Drawings (SVG) can contain programs")
        shopper.assert_accessible()
        assert shopper.page.run("document.querySelector('[name=alt]').value") == ALT

        upload(shopper, files["lamp.jpg"])
        shopper.sees("The picture is ready")
        eventually(lambda: is_listed(shopper, sku))
        shopper.page.run(f"document.querySelector('[data-sku={sku}] a').click()")
        shopper.at(f"/products/{sku}")
        shopper.page.wait(f"[...document.images].some(({{alt, naturalWidth}}) => alt === '{ALT}' && naturalWidth)")
        shopper.assert_accessible()
        shopper.assert_quiet(pool_host(cloud), store)


def upload(shopper: Shopper, file: Path) -> None:
    """Choose a file, describe it, and send it."""
    shopper.fill("Description", ALT)
    shopper.attach("File", file)
    shopper.click("Upload", within="main")
