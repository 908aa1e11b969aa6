"""The page at `/docs` is accessible: keyboard, screen reader, dark mode, phone."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from chassis.web.docs import documentation
from tests.accessibility import violations
from tests.browser import CHROMIUM, Page, browser
from tests.gateway import rest_event

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium here; `.ci/run` installs it"),
]
# Known faults of Swagger UI: a link inside each operation's button, its head outside of all landmarks, a step between
# headings, and tables of answers that are regions of one name.
SWAGGER_UI = {"nested-interactive", "region", "heading-order", "landmark-unique"}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of orders v2's page."""
    handler = documentation("orders", ROOT / "contracts/openapi")

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            event = rest_event("GET", self.path.removeprefix("/v2"))
            event["requestContext"]["stage"] = "v2"
            answer = handler(event, None)
            body = answer["body"].encode()
            self.send_response(answer["statusCode"])
            self.send_header("Content-Type", answer["headers"]["content-type"])
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v2/docs"
        server.shutdown()


@pytest.fixture
def page(tmp_path: Path, address: str) -> Iterator[Page]:
    """The page, with all of its operations opened."""
    with browser(tmp_path / "profile") as opened:
        opened.open(address)
        opened.wait("document.querySelectorAll('.opblock').length > 5")
        opened.run("document.querySelectorAll('.opblock-summary-control').forEach(operation => operation.click())")
        opened.wait("[...document.querySelectorAll('.opblock')].every(each => each.querySelector('.opblock-body'))")
        yield opened


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_except_for_known_faults_of_swagger_ui(page: Page, scheme: str) -> None:
    page.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    page.wait(f"document.documentElement.classList.contains('dark-mode') === {str(scheme == 'dark').lower()}")

    assert violations(page, ignored=SWAGGER_UI) == []


def test_on_a_phone_the_page_is_as_wide_as_the_phone(page: Page) -> None:
    page.command("Emulation.setDeviceMetricsOverride", width=420, height=900, deviceScaleFactor=1, mobile=True)

    page.wait("innerWidth === 420 && document.documentElement.scrollWidth <= 420")
