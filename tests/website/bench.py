"""`make bench-website`: the figures of the shop in the environment that is up, each beside its target."""

from __future__ import annotations

import gzip
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from PIL import Image
from rich.console import Console
from rich.table import Table

from souk.base.paths import find_paths
from tests.browser import Page
from tests.cloud import SOUK, Cloud, attach
from tests.waiting import eventually
from tests.website.browsing import WIDE, address, shopping
from tests.website.files import encoded
from tests.website.uploading import post, uploader

ROOT = Path(__file__).resolve().parents[2]
# All that the first view shows is there and drawn, by the scripts as well: `__k` is the mark of preact's root.
DRAWN = """
document.readyState === "complete" && document.fonts.status === "loaded" && "__k" in document.querySelector("main")
&& [...document.querySelectorAll("img:not([loading=lazy])")].every(each => each.complete)
&& new Promise(done => requestAnimationFrame(() => requestIdleCallback(() => done(true))))
"""
VIEWS, LOADS, UPLOADS = 1000, 15, 20
WORD = ROOT / "services/website/site/src/texts/en.ts"
OBSERVE = """
window.paint = 0; window.shift = 0;
new PerformanceObserver(list => { for (const each of list.getEntries()) window.paint = each.startTime; })
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(list => { for (const each of list.getEntries()) window.shift += each.value; })
  .observe({type: "layout-shift", buffered: true});
"""


def reader(shop: str) -> httpx.Client:
    """A client of the shop. Browsers resolve names below `localhost` by themselves, Python doesn't."""
    place = urlsplit(shop)
    if (place.hostname or "").endswith(".localhost"):
        base, headers = f"{place.scheme}://127.0.0.1:{place.port}", {"Host": place.netloc}
        return httpx.Client(base_url=base, headers=headers, trust_env=False, timeout=60)
    return httpx.Client(base_url=shop, trust_env=False, timeout=60)


def javascript(page: Page, shop: str) -> int:
    """The bytes of the scripts that the first page loads, gzipped."""
    scripts = {url.removeprefix(shop) for url in page.requests if url.startswith(shop) and url.endswith(".js")}
    with reader(shop) as http:
        return sum(len(gzip.compress(http.get(path).content, 9)) for path in scripts)


def paints(cloud: Cloud) -> tuple[int, float, float]:
    """Bytes of JavaScript, the median of the largest paint in milliseconds, and the greatest layout shift."""
    largest, shifts, size = [], [], 0
    with tempfile.TemporaryDirectory() as profile, shopping(cloud, Path(profile)) as shopper:
        shopper.page.command("Page.addScriptToEvaluateOnNewDocument", source=OBSERVE)
        shopper.page.command("Network.setCacheDisabled", cacheDisabled=True)
        shopper.look_from(WIDE, 900)
        for load in range(LOADS + 1):
            shopper.page.requests.clear()
            shopper.open("/")
            shopper.page.wait(DRAWN)
            if load == 0:
                size = javascript(shopper.page, shopper.shop)
                continue
            largest.append(float(shopper.page.run("window.paint")))
            shifts.append(float(shopper.page.run("window.shift")))
    return size, statistics.median(largest), max(shifts)


def requests_of_views(cloud: Cloud) -> tuple[int, float]:
    """The API's requests while a thousand readers load the page and the products, and the minutes it took."""
    log, began = f"/aws/lambda/souk-{cloud.outputs.env}-orders-v2-http", time.time()
    with reader(address(cloud)) as http:
        for _ in range(VIEWS):
            http.get("/").raise_for_status()
            http.get("/api/orders/v2/products", params={"limit": 100}).raise_for_status()
        minutes = (time.time() - began) / 60
        last = http.get("/api/orders/v2/products/NO-SUCH").headers["x-trace-id"]
    logs, search = cloud.client("logs"), {"logGroupName": log, "startTime": int(began * 1000)}
    eventually(lambda: logs.filter_log_events(**search, filterPattern=f'"{last}"')["events"])
    return len(logs.filter_log_events(**search, filterPattern='"START RequestId"')["events"]) - 1, minutes


def thumbnails(cloud: Cloud) -> float:
    """The median seconds from the upload of a photo of 12 megapixels and 5 MB until its thumbnails are shown."""
    content = encoded(Image.effect_noise((4000, 3000), 60).convert("RGB"), "JPEG", quality=60)
    seconds = []
    for _ in range(UPLOADS):
        staff = uploader(cloud)
        announced, began = staff.announce(content), time.perf_counter()
        post(announced, content).raise_for_status()
        while staff.state(announced["id"]) == "waiting":
            time.sleep(0.02)
        seconds.append(time.perf_counter() - began)
        staff.withdraw(announced["id"])
    return statistics.median(seconds)


def publication() -> float:
    """Seconds to publish with one changed file."""
    text = WORD.read_text()
    try:
        WORD.write_text(text.replace("Look in again soon.", f"Look in again soon. {time.time():.0f}"))
        began = time.perf_counter()
        subprocess.run([SOUK, "website", "publish"], check=True, capture_output=True)
        return time.perf_counter() - began
    finally:
        WORD.write_text(text)


def main() -> None:
    """Measure, and print a table."""
    cloud = attach(find_paths(os.environ).home, os.environ.get("ENV", "dev"))
    size, paint, shift = paints(cloud)
    asked, minutes = requests_of_views(cloud)
    table = Table("figure", "measured", "target", box=None)
    table.add_row("JavaScript of the first page, gzipped", f"{size / 1000:.1f} kB", "40 kB")
    table.add_row(f"largest paint, warm edge, p50 of {LOADS}", f"{paint:.0f} ms", "1000 ms")
    table.add_row(f"layout shift, most of {LOADS}", f"{shift:.3f}", "0")
    table.add_row(f"API requests of {VIEWS} views", f"{asked} in {minutes:.1f} minutes", "1 a minute")
    table.add_row(f"picture to thumbnails, p50 of {UPLOADS}", f"{thumbnails(cloud):.2f} s", "2 s")
    table.add_row("publish with one changed file", f"{publication():.1f} s", "5 s")
    Console().print(table)


if __name__ == "__main__":
    main()
