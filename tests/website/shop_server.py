"""A shop for a browser, without a cloud: the built site, filled as the server fills it, and the API of products."""

from __future__ import annotations

import html
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any

from tests.sdk_typescript.node import MODULES, ROOT, node

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
        sku = path.removeprefix("/products/")
        one = [each for each in self.products if each["sku"] == sku and sku != path]
        name = "index" if path == "/" else "product" if one else "404" if "." in path else "app"
        text = (self.site / f"{name}.html").read_text()
        parts = json.loads((self.site / "parts.json").read_text())
        shown = one or (self.products if name == "index" else [])
        text = text.replace("<!--souk:catalogue-->", "".join(map(partial(filled, parts, "card"), shown, count())))
        text = text.replace("<!--souk:product-->", "".join(filled(parts, "product", each, 0) for each in one))
        text = text.replace("{{name}}", html.escape(one[0]["name"]) if one else "")
        embedded = json.dumps(shown).replace("<", "\\u003c")
        return 404 if name == "404" else 200, text.replace(
            'id="souk-catalogue">[]<', f'id="souk-catalogue">{embedded}<'
        )

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


def filled(parts: Mapping[str, Any], part: str, each: Mapping[str, Any], index: int) -> str:
    """A part with the values of a product."""
    words, sku, stock = parts["words"], each["sku"], each["stock"]
    left = "none" if stock <= 0 else "few" if stock <= words["few"] else "many"
    whole, _, cents = each["price"]["amount"].partition(".")
    values = {"sku": sku, "name": each["name"], "left": left, "price": f"€{int(whole):,}.{cents}"}
    values["stock"] = words["left"][left].replace("{{pieces}}", f"{stock:,}")
    loading = "eager" if index < words["in_sight"] else "lazy"
    return _put(_put(parts[part], values), {"picture": _picture(parts, part, each, loading)}, raw=True)


def _picture(parts: Mapping[str, Any], part: str, each: Mapping[str, Any], loading: str) -> str:
    if not (picture := each.get("picture")):
        tint = sum(map(ord, each["sku"])) % parts["words"]["tints"]
        return _put(parts["blank"], {"tint": tint, "initial": each["name"][0]})
    url = picture["url"]
    sets = {
        name: ", ".join(f"{url}-{width}.{ending} {width}w" for width in picture["widths"])
        for name, ending in (("webp", "webp"), ("jpeg", "jpg"))
    }
    values = {**sets, "src": f"{url}-640.jpg", "alt": picture["alt"], "loading": loading}
    return _put(parts[f"{part}_photo"], values)


def _put(text: str, values: Mapping[str, Any], raw: bool = False) -> str:
    for name, value in values.items():
        text = text.replace("{{" + name + "}}", value if raw else html.escape(str(value)))
    return text


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
