"""The shop in a browser, without a cloud: at two widths, in light and dark, slow, failing and offline."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.accessibility import violations
from tests.browser import CHROMIUM, Page, browser
from tests.website.shop_server import Shop, serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("site"),
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium here; `.ci/run` installs it"),
]
READY = """document.documentElement?.dataset.script && document.readyState === "complete"
  && !!document.querySelector("main h1")"""
SHIFTS = """new Promise((done) => {
  let shift = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { shift += entry.value; }))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(shift), 300);
})"""
LINES = '[{"sku":"DRIFT-PURIFIER","quantity":5},{"sku":"ARIA-SPEAKER","quantity":2}]'


@pytest.fixture
def shop(built: Path) -> Iterator[Shop]:
    with serving(Shop(built)) as shop:
        yield shop


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture
def page(tab: Page) -> Page:
    """An empty tab of the default size."""
    tab.command("Emulation.clearDeviceMetricsOverride")
    tab.open("about:blank")
    tab.wait("location.href === 'about:blank'")
    tab.errors.clear()
    tab.requests.clear()
    return tab


def visit(page: Page, shop: Shop, path: str) -> None:
    page.open(shop.address + path)
    page.wait(f"location.pathname === '{path}' && {READY}")


def text(page: Page) -> str:
    return str(page.run("document.querySelector('main').innerText"))


def press(page: Page, key: str, code: int) -> None:
    for kind in ("keyDown", "keyUp"):
        held = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
        page.command("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **held)


def set_offline(page: Page, offline: bool) -> None:
    speed = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    page.command("Network.emulateNetworkConditions", offline=offline, **speed)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_every_page_fits_is_accessible_and_asks_nobody_else(page: Page, shop: Shop, width: int, scheme: str) -> None:
    page.command("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
    page.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    for path in ("/", "/products/DRIFT-PURIFIER", "/products/NO-SUCH-THING", "/basket", "/nowhere"):
        visit(page, shop, path)
        page.run(f"localStorage.setItem('souk-basket', '{LINES}')")
        page.wait("!document.querySelector('.state-loading')")

        assert page.run("document.documentElement.scrollWidth <= innerWidth"), path
        assert violations(page, ignored=set()) == [], path
    assert [url for url in page.requests if not url.startswith((shop.address, "about:"))] == []
    assert [error for error in page.errors if "404" not in error] == []


def test_nothing_moves_when_the_script_takes_over_what_the_server_wrote(page: Page, shop: Shop) -> None:
    visit(page, shop, "/")

    same = """fetch("/").then((page) => page.text()).then((html) => {
      const main = document.querySelector("main").cloneNode(true);
      main.normalize();
      return new DOMParser().parseFromString(html, "text/html").querySelector("main").isEqualNode(main);
    })"""
    assert page.run(same)
    assert page.run(SHIFTS) == 0
    assert [path for path in shop.asked if "/api/" in path] == [], "the page has the products with it"


def test_a_page_that_came_without_products_shows_their_pictures(page: Page, shop: Shop) -> None:
    visit(page, shop, "/")
    page.run(f"localStorage.setItem('souk-basket', '{LINES}')")
    visit(page, shop, "/basket")

    page.wait("document.querySelector('.basket img')?.currentSrc.includes('/pictures/DRIFT-PURIFIER/v1-')")


def test_a_name_with_html_is_shown_as_text(page: Page, shop: Shop) -> None:
    visit(page, shop, "/")
    assert "<img src=x onerror=alert(1)>" in text(page)

    visit(page, shop, "/products/HUB-MINI")
    assert page.run("document.title") == "<img src=x onerror=alert(1)> · Souk"
    assert page.run("document.querySelectorAll('img').length") == 0


def test_gadgets_are_readable_without_a_script(page: Page, shop: Shop) -> None:
    page.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open(f"{shop.address}/")
        page.wait("document.readyState === 'complete' && location.pathname === '/'")
        shown = text(page)
    finally:
        page.command("Emulation.setScriptExecutionDisabled", value=False)

    assert "€1,249.00" in shown
    assert "Only 4 left" in shown
    assert "Add to basket" not in shown


def test_the_keyboard_leads_everywhere_and_the_focus_to_the_heading(page: Page, shop: Shop) -> None:
    visit(page, shop, "/")
    press(page, "Tab", 9)
    assert page.run("document.activeElement.className") == "skip"

    page.run("document.querySelector('.card a').focus()")
    press(page, "Enter", 13)
    page.wait("location.pathname === '/products/ARIA-SPEAKER'")
    page.wait("document.activeElement.matches('h1')")
    assert page.run("document.title") == "Aria room speaker · Souk"
    page.run("document.querySelector('[name=quantity]').focus()")
    press(page, "Enter", 13)
    page.wait("document.querySelector('#basket-count').textContent === '1'")
    assert page.run("document.querySelector('#announcements').textContent") == "Aria room speaker is in your basket: 1."

    page.run("document.querySelector('.product-basket a').focus()")
    press(page, "Enter", 13)
    page.wait("document.activeElement.textContent === 'Basket'")
    page.run("history.back()")
    page.wait("document.activeElement.textContent === 'Aria room speaker'")


def test_an_address_with_two_slashes_stays_in_the_shop(page: Page, shop: Shop) -> None:
    visit(page, shop, "/")
    page.run("document.querySelector('.card a').href = location.origin + '//elsewhere.invalid/'")
    page.run("document.querySelector('.card a').click()")

    page.wait("document.querySelector('h1').textContent === 'Page not found'")
    assert page.run("location.origin") == shop.address


def test_a_page_that_loads_slowly_is_said_to_be_slow_and_the_last_one_stays(page: Page, shop: Shop) -> None:
    visit(page, shop, "/")
    shop.held = threading.Event()
    page.run("document.querySelector('.basket-link').click()")
    page.wait("document.querySelector('main [role=status]')?.textContent.includes('longer than usual')")
    assert "Aria room speaker" in text(page)

    shop.held.set()
    page.wait("document.querySelector('h1').textContent === 'Basket'")


def test_a_problem_is_told_in_words_and_can_be_tried_again(page: Page, shop: Shop) -> None:
    shop.refusal = (503, "busy")
    visit(page, shop, "/products/NEW-GADGET")
    page.wait("!!document.querySelector('[role=alert]')")
    assert "The shop is very busy." in text(page)

    shop.refusal = None
    shop.products.append({**shop.products[0], "sku": "NEW-GADGET", "name": "Brand new"})
    page.run("document.querySelector('[role=alert] button').click()")
    page.wait("document.querySelector('h1').textContent === 'Brand new'")


def test_a_slow_api_is_said_to_be_slow(page: Page, shop: Shop) -> None:
    shop.held = threading.Event()
    visit(page, shop, "/products/ARIA-SPEAKERS")
    page.wait("document.querySelector('[role=status].state')?.textContent.includes('longer than usual')")
    shop.held.set()
    page.wait("document.querySelector('h1').textContent === 'No such gadget'")


def test_offline_says_so_keeps_the_basket_and_goes_on_by_itself(page: Page, shop: Shop) -> None:
    visit(page, shop, "/")
    page.run("document.querySelector('[data-sku=ARIA-SPEAKER] button').click()")
    page.wait("document.querySelector('#basket-count').textContent !== ''")
    set_offline(page, True)
    try:
        page.wait("!document.querySelector('#offline').hidden")
        page.run("document.querySelector('.basket-link').click()")
        page.wait("!!document.querySelector('[role=alert]')")
        assert "You are offline." in text(page)
    finally:
        set_offline(page, False)
    page.wait("document.querySelector('h1')?.textContent === 'Basket'")
    page.wait("document.querySelector('main').innerText.includes('Aria room speaker')")
    assert page.run("document.querySelector('#offline').hidden")
