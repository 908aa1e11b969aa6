"""The shop by a bad network: it says so, keeps what was typed, and a lost reply makes no second order."""

from __future__ import annotations

from pathlib import Path

from tests.cloud import Cloud
from tests.website.browsing import IN_A_BROWSER, NARROW, let_in, pool_host, shopping
from tests.website.network import BUSY, LOST, decided, held, refusal
from tests.website.shopper import Shopper

pytestmark = IN_A_BROWSER
PLACE = {
    "Recipient": "Ada Quist",
    "Street and number": "1 Gate of Spices",
    "Postal code": "10115",
    "Town": "Berlin",
    "Country": "DE",
}
ADDRESSES, ORDERS = "*/api/users/v1/users/me/addresses", "*/api/orders/v2/orders"


def test_a_bad_network_loses_nothing_typed_and_makes_no_second_order(cloud: Cloud, tmp_path: Path) -> None:
    customer, sku = cloud.customer(), cloud.product()
    with shopping(cloud, tmp_path) as shopper:
        shopper.look_from(NARROW)
        let_in(shopper, customer)
        shopper.open(f"/products/{sku}")
        shopper.click("Add to basket", within="main")
        shopper.click("See the basket", within="main")
        shopper.click("Check out", within="main")
        shopper.sees("Where shall we send your gadgets?")

        saves_the_address(shopper)
        loses_replies_of_an_order(shopper)

        assert len(customer.get("users", "/users/me/addresses").json()["items"]) == 1
        assert len(customer.get("orders.v2", "/orders").json()["items"]) == 1
        shopper.forgives_errors()  # of the failures
        shopper.assert_quiet(pool_host(cloud))


def saves_the_address(shopper: Shopper) -> None:
    """Offline, then with a server that is busy, then slowly."""
    for label, text in PLACE.items():
        shopper.choose(label, text) if label == "Country" else shopper.fill(label, text)
    shopper.offline(True)
    shopper.click("Save the address", within="main")
    shopper.page.wait("document.querySelector('main [role=alert]')?.innerText.includes('You are offline')")
    shopper.assert_accessible()
    shopper.offline(False)

    with decided(shopper.page, ADDRESSES, refusal(BUSY)):
        shopper.click("Save the address", within="main")
        shopper.sees("The shop is very busy")
    assert typed(shopper) == list(PLACE.values())
    shopper.open("/checkout")
    shopper.sees("Where shall we send your gadgets?")
    assert typed(shopper) == list(PLACE.values())

    with held(shopper.page, ADDRESSES):
        shopper.click("Save the address", within="main")
        shopper.sees("This takes longer than usual")
    shopper.sees("1 Gate of Spices")


def typed(shopper: Shopper) -> list[str]:
    """The values of the form's fields."""
    fields: list[str] = shopper.page.run(
        "[...document.querySelectorAll('main form input, main select')].map(f => f.value)"
    )
    return fields


def loses_replies_of_an_order(shopper: Shopper) -> None:
    """It was placed, and nobody heard so: not even after the page was loaded again."""
    with decided(shopper.page, ORDERS, LOST, stage="Response") as lost:
        shopper.click("Place the order", within="main")
        shopper.sees("We don't know whether your order arrived")
        shopper.assert_accessible()
    assert lost
    shopper.open("/checkout")
    shopper.sees("We don't know whether your order arrived")
    shopper.click("Send it again", within="main")
    shopper.at("/orders/")
    shopper.sees("Placed: we are packing it")
    assert shopper.page.run("localStorage.getItem('souk-basket')") == "[]"
