"""HTML in every field that a page shows, and in every address: it is text, and nothing of it is executed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.browser import CHROMIUM, Page, browser
from tests.website.shop_server import Shop, product, serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("site"),
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium here; `.ci/run` installs it"),
]
PAYLOAD = """'"><img src=x onerror="broken()"><script>broken()</script><a href="javascript:broken()">{{name}}</a>"""
ID, SKU, AT = "0f8fad5b-d9cb-469f-a165-70867728950e", "PAYLOAD-LAMP", "2026-11-30T12:00:00Z"
MONEY = {"amount": "49.90", "currency": "EUR"}
ORDER = {
    "id": ID,
    "status": "placed",
    "lines": [{"sku": SKU, "name": PAYLOAD, "quantity": 1, "price": MONEY}],
    "total": MONEY,
    "placed_at": AT,
}
TELLING = {"id": ID, "kind": "order-placed", "title": PAYLOAD, "text": PAYLOAD, "at": AT, "about": ID, "read": False}
LIVING = dict.fromkeys(("recipient", "street", "postal_code", "city"), PAYLOAD) | {"country": "DE", "id": ID}
LINKS = {"self": "/", "next": None}
BODIES: dict[str, Any] = {
    "/orders/v2/products": {"items": [product(SKU, PAYLOAD, "49.90", 3)], "links": LINKS},
    f"/orders/v2/products/{SKU}": product(SKU, PAYLOAD, "49.90", 3),
    "/orders/v2/orders": {"items": [ORDER], "links": LINKS},
    f"/orders/v2/orders/{ID}": ORDER,
    "/users/v1/users/me": {"id": ID, "name": PAYLOAD, "email": PAYLOAD, "orders": 1, "registered_at": AT},
    "/users/v1/users/me/addresses": {"items": [LIVING]},
    "/notifications/v1/notifications": {"items": [TELLING], "next_cursor": None},
    "/notifications/v1/notifications/preferences": {"mail": True},
}
PROBLEM = {"type": "urn:souk:problem:invalid-request", "title": PAYLOAD, "status": 400, "detail": PAYLOAD}
PROBLEM |= {"errors": [{"field": PAYLOAD, "reason": PAYLOAD}], "trace_id": PAYLOAD}
BEFORE = """
window.payloads = 0;
window.broken = () => { window.payloads += 1; };
localStorage.setItem("souk-session", %(session)s);
localStorage.setItem("souk-basket", %(basket)s);
const bodies = %(bodies)s, problem = %(problem)s;
window.fetch = async (input) => {
  const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
  const body = pathname.startsWith("/api/") ? bodies[pathname.slice(4)]
    : { AuthenticationResult: { AccessToken: "token", ExpiresIn: 3600 } };
  return body && !window.name ? Response.json(body)
    : new Response(JSON.stringify(problem), {status: 400, headers: {"Content-Type": "application/problem+json"}});
};
"""
INERT = """({
  executed: window.payloads,
  images: document.querySelectorAll("img[src=x]").length,
  handlers: document.querySelectorAll("[onerror], [onclick], [href^='javascript:' i]").length,
  scripts: document.querySelectorAll("script:not([src]):not([type='application/json'])").length,
})"""
NOTHING = {"executed": 0, "images": 0, "handlers": 0, "scripts": 0}
WITH_FIELDS = (
    "/",
    f"/products/{SKU}",
    "/basket",
    "/checkout",
    "/orders",
    f"/orders/{ID}",
    "/notifications",
    "/profile",
)
ENCODED = quote(PAYLOAD, safe="")
WITH_ADDRESSES = (
    f"/products/{ENCODED}",
    f"/orders/{ENCODED}",
    f"/{ENCODED}",
    f"/sign-in?back={ENCODED}",
    "/sign-in?back=javascript:broken()",
    f"/sign-up?back={ENCODED}",
    f"/newsletter/confirm?token={ENCODED}",
    f"/newsletter/unsubscribe?token={ENCODED}",
    f"/?{ENCODED}#{ENCODED}",
)


@pytest.fixture(scope="module")
def shop(built: Path) -> Iterator[Shop]:
    with serving(Shop(built, [product(SKU, PAYLOAD, "49.90", 3)])) as shop:
        yield shop


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A tab of a customer, whose APIs answer with HTML in every field."""
    with browser(tmp_path_factory.mktemp("profile")) as page:
        values = {
            "session": json.dumps(json.dumps({"username": PAYLOAD, "refresh": PAYLOAD})),
            "basket": json.dumps(json.dumps([{"sku": SKU, "quantity": 1}, {"sku": PAYLOAD, "quantity": 1}])),
            "bodies": json.dumps(BODIES),
            "problem": json.dumps(PROBLEM),
        }
        page.command("Page.addScriptToEvaluateOnNewDocument", source=BEFORE % values)
        yield page


@pytest.fixture
def page(tab: Page) -> Page:
    tab.errors.clear()
    tab.requests.clear()
    return tab


def visit(page: Page, shop: Shop, path: str) -> str:
    """The text of a page that has loaded everything."""
    page.open("about:blank")
    page.wait("location.href === 'about:blank'")
    page.open(shop.address + path)
    page.wait("document.documentElement?.dataset.script && !!document.querySelector('main h1')")
    page.wait("!document.querySelector('.state-loading') && document.readyState === 'complete'")
    return str(page.run("document.querySelector('main').innerText"))


def refused_by_the_browser(page: Page) -> list[str]:
    return [error for error in page.errors if "Content Security Policy" in error or "not a function" in error]


@pytest.mark.parametrize("path", WITH_FIELDS)
def test_html_in_a_field_is_text(page: Page, shop: Shop, path: str) -> None:
    text = visit(page, shop, path)

    assert '<img src=x onerror="broken()">' in text
    assert page.run(INERT) == NOTHING
    assert refused_by_the_browser(page) == []


@pytest.mark.parametrize("path", WITH_FIELDS)
def test_html_in_a_problem_is_text(page: Page, shop: Shop, path: str) -> None:
    page.run("window.name = 'refuse'")
    try:
        visit(page, shop, path)

        assert page.run(INERT) == NOTHING
        assert refused_by_the_browser(page) == []
    finally:
        page.run("window.name = ''")


@pytest.mark.parametrize("path", WITH_ADDRESSES, ids=range(len(WITH_ADDRESSES)))
def test_html_in_an_address_is_text(page: Page, shop: Shop, path: str) -> None:
    visit(page, shop, path)

    assert page.run(INERT) == NOTHING
    assert refused_by_the_browser(page) == []
    assert page.run("location.origin") == shop.address
    assert [url for url in page.requests if not url.startswith((shop.address, "about:"))] == []
