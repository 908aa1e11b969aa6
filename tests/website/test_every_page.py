"""Every page of the deployed shop, with HTML in all that it shows, at two widths, in light and dark."""

from __future__ import annotations

import uuid
from pathlib import Path
from urllib.parse import quote

from tests.cloud import Cloud, Visitor
from tests.waiting import eventually
from tests.website.browsing import IN_A_BROWSER, NARROW, PAYLOAD, WIDE, is_listed, let_in, pool_host, shopping
from tests.website.files import jpeg
from tests.website.network import BUSY, decided, refusal
from tests.website.shopper import SETTLED, Shopper
from tests.website.uploading import Uploader

pytestmark = IN_A_BROWSER
LOOKS = [(width, dark) for width in (WIDE, NARROW) for dark in (False, True)]
SHORT_PAYLOAD = "<img src=x>"
INERT = "window.hit === undefined && !document.querySelector('img[src=x], [onerror], a[href^=javascript]')"
ENCODED = quote(PAYLOAD, safe="")
SIGNED_OUT = (
    "/",
    "/basket",
    "/sign-up",
    "/sign-in",
    f"/sign-in?back={ENCODED}",
    "/newsletter",
    "/newsletter/confirm",
    f"/newsletter/confirm?token={ENCODED}",
    f"/newsletter/unsubscribe?token={ENCODED}",
)
FOR_CUSTOMERS = ("/checkout", "/orders", "/orders/x", "/notifications", "/profile", "/staff/pictures")
UNKNOWN = ("/products/NO-SUCH-THING", f"/products/{ENCODED}", f"/{ENCODED}")


def see(shopper: Shopper, *texts: str) -> None:
    """Look at the page in every way: it says this, is accessible, fits, and nothing of a payload became an element."""
    shopper.page.wait(SETTLED)
    for text in texts:
        shopper.sees(text)
    for width, dark in LOOKS:
        shopper.look_from(width, dark=dark)
        shopper.assert_accessible()
    assert shopper.page.run(INERT)


def test_pages_of_somebody_unknown(cloud: Cloud, tmp_path: Path) -> None:
    with shopping(cloud, tmp_path) as shopper:
        for path in SIGNED_OUT:
            shopper.open(path)
            see(shopper)
        for path in FOR_CUSTOMERS:
            shopper.page.open(f"{shopper.shop}{path}")
            shopper.page.wait(f"location.search === '?back={quote(path, safe='')}'")
            shopper.sees("Sign in to go on")
        see(shopper)
        for path in ("/sign-up", "/sign-in"):
            shopper.open(path)
            shopper.fill("Email address", PAYLOAD)
            shopper.click("Create account" if path == "/sign-up" else "Sign in", within="main form")
            see(shopper, "Write an address like")
        shopper.click("Password forgotten?", within="main")
        see(shopper, "Set a new password")
        shopper.assert_quiet()
        for path in UNKNOWN:
            shopper.open(path)
            see(shopper)
        shopper.open(f"/newsletter/confirm?token={ENCODED}")
        shopper.click("Confirm", within="main")
        shopper.page.wait("!!document.querySelector('[role=alert]')")
        see(shopper)
        shopper.forgives_errors()  # of the answers 404 and 400
        shopper.assert_quiet()


def test_pages_of_a_customer_with_html_in_every_field(cloud: Cloud, tmp_path: Path) -> None:
    product, customer = offered(cloud), cloud.customer(PAYLOAD)
    order_id = ordered(customer, product.sku)
    with shopping(cloud, tmp_path) as shopper:
        let_in(shopper, customer)
        shopper.open(f"/products/{product.sku}")
        shopper.click("Add to basket", within="main")
        see(shopper, PAYLOAD, "1 in your basket")
        for path in ("/basket", "/checkout", "/orders", f"/orders/{order_id}", "/profile"):
            shopper.open(path)
            see(shopper, PAYLOAD)
        for path, text in (("/notifications", "See the order"), ("/sign-in", "You are signed")):
            shopper.open(path)
            see(shopper, text)
        shopper.assert_quiet(pool_host(cloud))

        shopper.open(f"/orders/{uuid.uuid4()}")
        see(shopper, "There is no such order")
        with decided(
            shopper.page, "*/api/orders/v2/orders*", refusal({**BUSY, "detail": PAYLOAD, "trace_id": PAYLOAD})
        ):
            shopper.open("/orders")
            see(shopper, "The shop is very busy")
        shopper.forgives_errors()  # of these two answers

        let_in(shopper, product.staff)
        shopper.open(f"/staff/pictures?sku={product.sku}")
        see(shopper, "Pictures of this gadget")
        eventually(lambda: is_listed(shopper, product.sku))
        assert shopper.page.run(f"document.querySelector('[data-sku={product.sku}] img').alt") == PAYLOAD
        see(shopper, PAYLOAD)
        shopper.assert_quiet(pool_host(cloud))


def offered(cloud: Cloud) -> Uploader:
    """A product with HTML as its name and as the description of its picture."""
    staff, sku = cloud.staff(), f"T-{uuid.uuid4().hex[:16].upper()}"
    body = {"name": PAYLOAD, "price": {"amount": 4990, "currency": "EUR"}, "stock": 100}
    staff.put("orders", f"/products/{sku}", json=body).raise_for_status()
    product = Uploader(staff, sku)
    assert product.upload(jpeg(), alt=PAYLOAD)[1] == "ready"
    return product


def ordered(customer: Visitor, sku: str) -> str:
    """An order, delivered to HTML, that the customer was told of."""
    place = {**dict.fromkeys(("recipient", "street", "city"), PAYLOAD), "postal_code": SHORT_PAYLOAD, "country": "DE"}
    customer.post("users", "/users/me/addresses", json=place).raise_for_status()
    order = customer.order(sku).raise_for_status().json()
    eventually(lambda: order["id"] in customer.get("notifications", "/notifications").text)
    return str(order["id"])
