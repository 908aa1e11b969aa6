"""A page of another origin calls the APIs by the TypeScript SDK in a browser, if and only if its origin is allowed."""

from __future__ import annotations

import json
import shutil
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.browser import CHROMIUM, Page, browser
from tests.cloud import CORE_ONLY, Cloud, clone, souk
from tests.sdk_typescript.node import MODULES, SDK, tsc

pytestmark = [
    pytest.mark.cloud,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium here; `.ci/run` installs it"),
    pytest.mark.xdist_group("origins"),  # one environment of their own
]
ENV = "origins"
ALLOWED, OTHER = "front.localhost", "other.localhost"
PAGE = """<!doctype html><link rel="icon" href="data:,">
<script type="importmap">{"imports": {
  "@souk/sdk": "/dist/index.js", "openapi-fetch": "/openapi-fetch/dist/index.mjs",
  "aws4fetch": "/aws4fetch/dist/aws4fetch.esm.mjs"
}}</script>
<script type="module">
  import { AccessToken, Souk, Unreachable } from "@souk/sdk";
  const details = (error) => ({
    error: error.constructor.name, type: error.type, traceId: error.traceId, retryAfterMs: error.retryAfterMs,
  });
  const retries = { attempts: 1 };
  window.call = (baseUrls, token, operation, ...more) => {
    const souk = new Souk({ baseUrls, auth: token && new AccessToken(token), retries });
    return operation(souk.orders, ...more).catch(details);
  };
  window.raw = (url, headers) => fetch(url, { headers }).then((response) => response.status, (error) => error.name);
  window.ready = true;
</script>
"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files."""

    def log_message(self, *_: object) -> None:
        """Nothing: failures are in the assertions."""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where the page is, under any name of this machine."""
    folder = tmp_path_factory.mktemp("front")
    tsc("--project", SDK / "tsconfig.build.json", "--outDir", folder / "dist", cwd=SDK)
    for module in ("aws4fetch", "openapi-fetch"):
        shutil.copytree(MODULES / module, folder / module)
    (folder / "index.html").write_text(PAGE)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def shop(cloud: Cloud, port: int) -> Iterator[Cloud]:
    """An environment that allows two origins."""
    origins = f"AllowOrigins=https://*.partner.example,http://{ALLOWED}:{port}"
    yield clone(cloud, ENV, "--set", origins, *CORE_ONLY)
    souk(cloud.home, "env", "rm", ENV)


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    with browser(tmp_path / "profile") as opened:
        yield opened


class Front:
    """The page, opened at one origin."""

    def __init__(self, page: Page, shop: Cloud, port: int, name: str) -> None:
        self.page, self.shop, self.origin = page, shop, f"http://{name}:{port}"
        page.open(f"{self.origin}/index.html")
        page.wait("window.ready")

    def call(self, operation: str, *arguments: Any, token: str = "") -> Any:
        """The result of a call of the SDK, or what the page knows of its error."""
        values = [{"orders.v2": self.shop.outputs.apis["orders.v2"]}, token]
        first, rest = ", ".join(map(json.dumps, values)), ", ".join(map(json.dumps, arguments))
        return self.page.run(f"call({first}, {operation}, {rest})")

    def raw(self, path: str, **headers: str) -> Any:
        """The status of a plain request, or the name of the browser's error."""
        url = self.shop.outputs.apis["orders.v2"] + path
        return self.page.run(f"raw({json.dumps(url)}, {json.dumps(headers)})")


@pytest.fixture
def front(page: Page, shop: Cloud, port: int) -> Front:
    return Front(page, shop, port, ALLOWED)


@pytest.fixture
def other(page: Page, shop: Cloud, port: int) -> Front:
    return Front(page, shop, port, OTHER)


def test_an_allowed_page_reads_and_creates_once_with_its_key(front: Front, shop: Cloud) -> None:
    sku, key = shop.product(stock=5), uuid.uuid4().hex
    token = shop.customer().http.headers["Authorization"].removeprefix("Bearer ")
    place = "(orders, sku, key) => orders.placeOrder({ lines: [{ sku, quantity: 1 }] }, { idempotencyKey: key })"

    assert front.call("(orders, sku) => orders.getProduct(sku)", sku)["stock"] == 5
    first, second = (front.call(place, sku, key, token=token) for _ in range(2))

    assert first["id"] == second["id"]
    assert front.page.errors == []


def test_an_allowed_page_reads_errors_with_trace_and_retry_after_the_gateways_too(front: Front, shop: Cloud) -> None:
    missing = front.call("(orders) => orders.getProduct('NOTHING')")
    assert (missing["error"], missing["type"]) == ("NotFound", "urn:souk:problem:not-found")
    assert missing["traceId"]

    refused = front.call("(orders) => orders.listOrders().first()", token="no.token.here")
    assert (refused["error"], refused["type"]) == ("Unauthenticated", "urn:souk:problem:unauthenticated")

    with throttled(shop, "/~1bestsellers/GET"):
        busy = front.call("(orders) => orders.listBestsellers()")
    assert (busy["error"], busy["type"]) == ("TooManyRequests", "urn:souk:problem:too-many-requests")
    assert busy["retryAfterMs"] > 0


@contextmanager
def throttled(shop: Cloud, method: str) -> Iterator[None]:
    """API Gateway refuses all requests of a method."""
    api, stage = shop.outputs.apis["orders.v2"].split("/")[-2:]
    update = partial(shop.aws.apigateway.update_stage, restApiId=api, stageName=stage)
    paths = [f"{method}/throttling/{limit}" for limit in ("rateLimit", "burstLimit")]
    update(patchOperations=[{"op": "replace", "path": path, "value": "0"} for path in paths])
    try:
        yield
    finally:
        update(patchOperations=[{"op": "remove", "path": method}])


def test_a_page_that_is_not_allowed_reads_nothing_and_creates_nothing(other: Front, shop: Cloud) -> None:
    sku, customer = shop.product(), shop.customer()
    token = customer.http.headers["Authorization"].removeprefix("Bearer ")
    place = "(orders, sku) => orders.placeOrder({ lines: [{ sku, quantity: 1 }] })"

    assert other.call("(orders, sku) => orders.getProduct(sku)", sku)["error"] == "Unreachable"
    assert other.call(place, sku, token=token)["error"] == "Unreachable"
    assert customer.get("orders.v2", "/orders").json()["items"] == []
    # Without any header that needs a preflight, and with one that pretends to be allowed.
    assert other.raw(f"/products/{sku}") == "TypeError"
    assert other.raw("/orders") == "TypeError"
    assert other.raw("/orders", **{"X-Origin": other.origin}) == "TypeError"
