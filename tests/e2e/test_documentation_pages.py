"""The API documentation in a real browser: it shows every operation, loads nothing from elsewhere, and can be used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from souk.contracts import from_code
from tests.browser import CHROMIUM, Page, browser
from tests.cloud import Cloud

ROOT = Path(__file__).resolve().parents[2]
APIS = {api.key: api for service in from_code.services(ROOT) for api in from_code.apis(service)}
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
    operations = [len(methods) for methods in from_code.openapi(APIS[contract])["paths"].values()]

    page.open(address(cloud, contract))

    page.wait(f"document.querySelectorAll('.opblock').length === {sum(operations)}")
    for path in from_code.openapi(APIS[contract])["paths"]:
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


@pytest.mark.parametrize("contract", APIS)
def test_nothing_but_the_page_and_its_assets_is_served_there(cloud: Cloud, contract: str) -> None:
    docs = f"{cloud.outputs.apis[contract]}/docs"

    for asset, status in {"swagger-ui.css": 200, "swagger-ui-bundle.js": 200, "secrets.txt": 404}.items():
        assert httpx.get(f"{docs}/{asset}", trust_env=False, timeout=60).status_code == status, asset


def address(cloud: Cloud, contract: str) -> str:
    return f"{cloud.outputs.apis[contract]}/docs".replace("127.0.0.1", HOST)


def enter_token(page: Page, token: str) -> None:
    """Authorize, as a person does: open the dialog, type, confirm."""
    click(page, ".btn.authorize.unlocked")
    click(page, "#auth-bearer-value")
    page.run("document.querySelector('#auth-bearer-value').focus()")
    page.ask("Input.insertText", text=token)
    page.run("document.querySelector('.modal-btn.authorize').click()")
    page.wait("document.querySelector('.auth-container')?.innerText.includes('Logout')")


def try_out(page: Page, operation: str) -> str:
    """Execute an operation that takes nothing, and read the page's answer."""
    click(page, f"{operation} .opblock-summary-control")
    click(page, f"{operation} .try-out__btn")
    click(page, f"{operation} .execute")
    answer = f"{operation} .live-responses-table tbody .response-col_description"
    return str(page.wait(f"document.querySelector('{answer}')?.innerText"))


def click(page: Page, selector: str) -> None:
    page.wait(f"document.querySelector('{selector}') && (document.querySelector('{selector}').click(), true)")
