"""A shop for a browser, without a cloud: the built site, filled by the catalogue's rules, and the API of products."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.sdk_typescript.node import MODULES, ROOT, node
from website.domain.catalogue import PAGES, Picture, Product, Site, pages_of

SITE = ROOT / "services/website/site"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
PHOTO = b'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="800"><path fill="#8aa" d="M0 0h640v800H0"/></svg>'
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html; charset=utf-8"}
PROBLEMS = "application/problem+json"


def product(sku: str, name: str, price: str, stock: int, **picture: Any) -> dict[str, Any]:
    """A product as the API has it, or with its picture as a page has it."""
    return {"sku": sku, "name": name, "price": {"amount": price, "currency": "EUR"}, "stock": stock, **picture}


PICTURE = {"url": "/pictures/DRIFT-PURIFIER/v1", "widths": [320, 640, 1280], "alt": 'A "white" tower'}
SHELF = (
    product("ARIA-SPEAKER", "Aria room speaker", "129.00", 120),
    product("DRIFT-PURIFIER", "Drift air purifier", "1249.00", 4, picture=PICTURE),
    product("EMBER-THERMOSTAT", "Ember radiator thermostat", "69.90", 0),
    product("HUB-MINI", "<img src=x onerror=alert(1)>", "79.00", 1200),
)


def built_site(folder: Path) -> Path:
    """The site, as it is published."""
    result = node(MODULES / "vite/bin/vite.js", "build", "--outDir", folder, "--emptyOutDir", cwd=SITE)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


@dataclass
class Shop:
    """The products and the manners of the API, which a test changes."""

    site: Path
    products: list[dict[str, Any]] = field(default_factory=lambda: [dict(each) for each in SHELF])
    refusal: tuple[int, str] | None = None
    """The status and the problem type of every response of the API."""
    held: threading.Event | None = None
    """The API and the assets come when this is set."""
    asked: list[str] = field(default_factory=list)
    """The paths of the API's requests."""
    address: str = ""

    def page(self, path: str) -> tuple[int, str]:
        """The status and the HTML of a page."""
        name = "index.html" if path == "/" else "404.html" if "." in path else "app.html"
        templates = {each: (self.site / each).read_text() for each in PAGES}
        site = Site(templates, json.loads((self.site / "parts.json").read_text()), {})
        pages = pages_of(site, [rendered(each) for each in self.products])
        return 404 if name == "404.html" else 200, next(page.html for page in pages if page.name == name)

    def answer(self, path: str) -> tuple[int, str, dict[str, Any]]:
        """The status, the type and the body of the API's response."""
        self.asked.append(path)
        if self.held:
            self.held.wait(20)
        name = path.split("?")[0].rpartition("/")[2]
        one = [each for each in self.products if each["sku"] == name]
        status, problem = self.refusal or (404, "not-found")
        if self.refusal or (name not in ("products", "pictures") and not one):
            return status, PROBLEMS, {"type": f"urn:souk:problem:{problem}", "title": problem, "status": status}
        items = self.galleries() if name == "pictures" else self.products
        body = one[0] if one else {"items": items, "links": {"self": path, "next": None}}
        return 200, "application/json", body

    def galleries(self) -> list[dict[str, Any]]:
        """The pictures of products, as the API has them."""
        return [{"sku": each["sku"], "pictures": [each["picture"]]} for each in self.products if each.get("picture")]


def rendered(each: Mapping[str, Any]) -> Product:
    """A product as the catalogue's function has it."""
    shown = each.get("picture")
    picture = Picture(shown["url"], tuple(shown["widths"]), shown["alt"]) if shown else None
    return Product(each["sku"], each["name"], **each["price"], stock=each["stock"], picture=picture)


@contextmanager
def serving(shop: Shop) -> Iterator[Shop]:
    """The shop at an address of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            if path.startswith("/api/"):
                status, kind, body = shop.answer(self.path)
                return self._send(status, kind, json.dumps(body).encode())
            if path.startswith("/pictures/"):
                return self._send(200, TYPES[".svg"], PHOTO)
            if path.startswith("/assets/"):
                if shop.held:
                    shop.held.wait(20)
                file = shop.site / path[1:]
                return self._send(200, TYPES[file.suffix], file.read_bytes())
            status, text = shop.page(path)
            return self._send(status, TYPES[".html"], text.encode())

        def _send(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: failures are in the assertions."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    shop.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()
