"""The API documentation in a real browser: it shows every operation, loads nothing from elsewhere, and can be used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from souk.contracts import export
from tests.browser import CHROMIUM, Page, browser
from tests.cloud import Cloud
from tests.waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
APIS = {api.key: api for service in export.services(ROOT) for api in export.apis(service)}
# A name like a public one: Swagger UI asks swagger.io to validate what doesn't come from a `localhost`.
# One of AWS's, because the local cloud refuses all other sites'.
HOST = "docs.amazonaws.com"
ONLY_HERE = f"--host-resolver-rules=MAP {HOST} 127.0.0.1, MAP * ~NOTFOUND"

pytestmark = pytest.mark.cloud
in_a_browser = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here; `.ci/run` installs it")


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    with browser(tmp_path / "profile", ONLY_HERE) as opened:
        yield opened


@in_a_browser
@pytest.mark.parametrize("contract", APIS)
def test_the_page_shows_every_operation_and_asks_nobody_else(cloud: Cloud, page: Page, contract: str) -> None:
    operations = [len(methods) for methods in export.openapi(APIS[contract])["paths"].values()]

    page.open(address(cloud, contract))

    page.wait(f"document.querySelectorAll('.opblock').length === {sum(operations)}")
    for path in export.openapi(APIS[contract])["paths"]:
        assert page.run(f"!!document.querySelector('[data-path=\"{path}\"]')"), path
    page.run("document.querySelectorAll('.opblock-summary-control').forEach(operation => operation.click())")
    page.wait(f"document.querySelectorAll('.opblock-body').length === {sum(operations)}")
    asked = [url for url in page.requests if not url.startswith("data:")]
    assert len(asked) >= 4, "the page, its style, its script, the contract"
    assert [url for url in asked if httpx.URL(url).host != HOST] == []


@in_a_browser
def test_a_token_is_entered_once_for_all_pages_and_survives_a_reload(cloud: Cloud, page: Page) -> None:
    customer = cloud.customer()
    order_id = customer.order(cloud.product()).json()["id"]
    page.open(address(cloud, "orders.v2"))

    enter_token(page, customer.tokens["AccessToken"])

    page.open(address(cloud, "users.v1"))
    page.wait("!!document.querySelector('.authorize.locked')")
    page.open(address(cloud, "orders.v2"))
    page.wait("!!document.querySelector('.authorize.locked')")
    assert order_id in try_out(page, "#operations-orders-list_orders")


@in_a_browser
@pytest.mark.parametrize("contract", ["orders.v1", "orders.v2"])
def test_an_order_is_placed_on_the_first_click_and_another_on_the_second(
    cloud: Cloud, page: Page, contract: str
) -> None:
    customer = cloud.customer()
    operation = "#operations-orders-place_order"
    page.open(address(cloud, contract))
    enter_token(page, customer.tokens["AccessToken"])

    assert '"status": "placed"' in try_out(page, operation)
    page.run(f"document.querySelector('{operation} .btn-clear').click()")
    page.wait(f"!document.querySelector('{operation} .live-responses-table')")
    assert '"status": "placed"' in execute(page, operation)

    assert len(customer.get(contract, "/orders").json()["items"]) == 2


@in_a_browser
def test_a_key_that_somebody_types_in_is_sent_as_it_is(cloud: Cloud, page: Page) -> None:
    customer, key = cloud.customer(), "typed-in-by-a-person"
    operation = "#operations-orders-place_order"
    body = export.openapi(APIS["orders.v1"])["paths"]["/orders"]["post"]["requestBody"]
    shown = body["content"]["application/json"]["example"]
    first = customer.post("orders", "/orders", json=shown, headers={"Idempotency-Key": key}).json()["id"]
    page.open(address(cloud, "orders.v1"))
    enter_token(page, customer.tokens["AccessToken"])
    click(page, f"{operation} .opblock-summary-control")
    click(page, f"{operation} .try-out__btn")

    field = f"document.querySelector('{operation} .parameters input')"
    page.wait(f"!!{field}?.value")
    page.run(f"{field}.focus(), {field}.select()")
    page.command("Input.insertText", text=key)
    page.run(f"{field}.blur()")

    assert first in execute(page, operation)


@in_a_browser
def test_the_page_is_as_dark_as_the_system(cloud: Cloud, page: Page) -> None:
    page.open(address(cloud, "orders.v2"))
    page.wait("!!document.querySelector('.opblock')")

    for scheme in ("dark", "light"):
        page.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        page.wait(f"document.documentElement.classList.contains('dark-mode') === {str(scheme == 'dark').lower()}")


@pytest.mark.parametrize("contract", APIS)
def test_nothing_but_the_page_and_its_assets_is_served_there(cloud: Cloud, contract: str) -> None:
    docs = f"{cloud.outputs.apis[contract]}/docs"

    for asset, status in {"swagger-ui.css": 200, "swagger-ui-bundle.js": 200, "page.js": 200, "page.html": 404}.items():
        assert httpx.get(f"{docs}/{asset}", trust_env=False, timeout=PATIENCE).status_code == status, asset


def address(cloud: Cloud, contract: str) -> str:
    return f"{cloud.outputs.apis[contract]}/docs".replace("127.0.0.1", HOST)


def enter_token(page: Page, token: str) -> None:
    """Authorize, as a person does: open the dialog, type, confirm."""
    click(page, ".btn.authorize.unlocked")
    click(page, "#auth-bearer-value")
    page.run("document.querySelector('#auth-bearer-value').focus()")
    page.command("Input.insertText", text=token)
    page.run("document.querySelector('.modal-btn.authorize').click()")
    page.wait("document.querySelector('.auth-container')?.innerText.includes('Logout')")


def try_out(page: Page, operation: str) -> str:
    """Execute an operation as the page shows it, and read the page's answer."""
    click(page, f"{operation} .opblock-summary-control")
    click(page, f"{operation} .try-out__btn")
    return execute(page, operation)


def execute(page: Page, operation: str) -> str:
    click(page, f"{operation} .execute")
    answer = f"{operation} .live-responses-table tbody .response-col_description"
    return str(page.wait(f"document.querySelector('{answer}')?.innerText"))


def click(page: Page, selector: str) -> None:
    page.wait(f"document.querySelector('{selector}') && (document.querySelector('{selector}').click(), true)")
