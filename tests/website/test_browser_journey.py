"""A newcomer's whole way through the shop, with mouse and keyboard, from the first look to the mail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cloud import Cloud
from tests.waiting import eventually
from tests.website.browsing import IN_A_BROWSER, NARROW, WIDE, pool_host, shopping, sign_up
from tests.website.shopper import Shopper

pytestmark = IN_A_BROWSER


@pytest.mark.parametrize(("width", "dark"), [(WIDE, False), (NARROW, True)], ids=["wide and light", "narrow and dark"])
def test_a_newcomer_orders_with_the_mouse_and_is_told_until_it_ships(
    cloud: Cloud, tmp_path: Path, width: int, dark: bool
) -> None:
    with shopping(cloud, tmp_path) as shopper:
        shopper.look_from(width, dark=dark)
        shopper.open("/")
        shopper.click("Souk hub mini")
        shopper.at("/products/HUB-MINI")
        shopper.click("Add to basket", within="main")
        email = sign_up(shopper)
        shopper.assert_accessible()

        shopper.click("Basket", within="header")
        shopper.at("/basket")
        shopper.sees("Souk hub mini")
        shopper.assert_accessible()
        shopper.click("Check out", within="main")
        order_id = check_out(shopper)
        staff_ships(cloud, order_id)

        shopper.sees("Shipped: it is on its way")
        shopper.assert_accessible()
        eventually(lambda: [mail for mail in cloud.mails() if order_id in mail["BodyText"] and email in mail["To"]])
        assert_listed(shopper, order_id)
        shopper.assert_quiet(pool_host(cloud))


def check_out(shopper: Shopper) -> str:
    """Give an address, and place the order; returns its id."""
    shopper.at("/checkout")
    shopper.assert_accessible()
    shopper.fill("Recipient", "Ada Quist")
    shopper.fill("Street and number", "1 Gate of Spices")
    shopper.fill("Postal code", "10115")
    shopper.fill("Town", "Berlin")
    shopper.choose("Country", "DE")
    shopper.click("Save the address", within="main")
    shopper.sees("1 Gate of Spices")
    shopper.click("Place the order", within="main")
    shopper.at("/orders/")
    shopper.sees("Placed: we are packing it")
    return str(shopper.page.run("location.pathname.split('/')[2]"))


def staff_ships(cloud: Cloud, order_id: str) -> None:
    cloud.staff().post("orders.v2", f"/orders/{order_id}/ship").raise_for_status()


def assert_listed(shopper: Shopper, order_id: str) -> None:
    """Among the notifications, with a link to the order; reading one is remembered."""
    shopper.click("Notifications", within="header")
    shopper.at("/notifications")
    eventually(lambda: is_told(shopper))
    shopper.click("See the order", within="main")
    shopper.at(f"/orders/{order_id}")


def is_told(shopper: Shopper) -> bool:
    """Whether the page lists both notifications. It asks when it is opened."""
    shopper.open("/notifications")
    shopper.page.wait("!document.querySelector('.state-loading')")
    return bool(shopper.page.run("document.querySelectorAll('main li').length >= 2"))
