"""A customer's session, and an order without a mouse, in a browser."""

from __future__ import annotations

from pathlib import Path

from souk.cloud.outputs import Person
from tests.cloud import Cloud
from tests.website.browsing import IN_A_BROWSER, PASSWORD, WIDE, let_in, pool_host, shopping, sign_up
from tests.website.network import decided, refusal
from tests.website.shopper import Shopper

pytestmark = IN_A_BROWSER
EXPIRED = {"type": "urn:souk:problem:unauthenticated", "title": "Unauthenticated", "status": 401}


def test_tokens_are_renewed_until_somebody_signs_out_everywhere(cloud: Cloud, tmp_path: Path) -> None:
    with shopping(cloud, tmp_path) as shopper:
        shopper.look_from(WIDE)
        email = sign_up(shopper)
        elsewhere = cloud.tokens(Person(email, PASSWORD))

        shopper.open("/orders")
        shopper.sees("You haven't ordered anything yet")
        renewals = asked(shopper, pool_host(cloud))
        with decided(shopper.page, "*/api/notifications/v1/notifications?*", refusal(EXPIRED)):
            shopper.click("Notifications", within="header")
            shopper.page.wait("!!document.querySelector('main [role=alert]')")
        assert asked(shopper, pool_host(cloud)) > renewals, "a token that was refused is renewed"
        shopper.forgives_errors()  # of the refusals

        shopper.click("Profile", within="header")
        shopper.click("Sign out everywhere", within="main")
        shopper.sees("Sign in")
        shopper.page.wait("localStorage.getItem('souk-session') === null")
        assert is_over(cloud, elsewhere["RefreshToken"])
        shopper.page.open(f"{shopper.shop}/orders")
        shopper.sees("Sign in to go on")
        shopper.fill("Email address", email)
        shopper.fill("Password", PASSWORD)
        shopper.click("Sign in", within="main form")
        shopper.at("/orders")

        shopper.click("Profile", within="header")
        shopper.fill("Type DELETE to confirm", "DELETE")
        shopper.click("Delete my account", within="main")
        shopper.sees("Your account and your data are deleted")
        shopper.assert_quiet(pool_host(cloud))


def asked(shopper: Shopper, host: str) -> int:
    """How many requests went to a host."""
    shopper.page.run("0")  # those until now are recorded
    return len([url for url in shopper.page.requests if f"//{host}/" in url])


def is_over(cloud: Cloud, refresh: str) -> bool:
    """Whether the user pool renews nothing by this token any more."""
    cognito, client_id = cloud.aws.cognito, cloud.outputs.user_pool_client_id
    parameters = {"REFRESH_TOKEN": refresh}
    try:
        cognito.initiate_auth(ClientId=client_id, AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters=parameters)
    except cognito.exceptions.NotAuthorizedException:
        return True
    return False


def test_an_order_without_a_mouse(cloud: Cloud, tmp_path: Path) -> None:
    with shopping(cloud, tmp_path) as shopper:
        shopper.look_from(WIDE)
        let_in(shopper, cloud.customer())
        shopper.open(f"/products/{cloud.product()}")
        follow(shopper, "Add to basket")
        shopper.sees("1 in your basket")
        follow(shopper, "See the basket")
        shopper.at("/basket")
        follow(shopper, "Check out")
        shopper.sees("Where shall we send your gadgets?")
        for label, text in (
            ("Recipient", "Ada Quist"),
            ("Street and number", "1 Gate of Spices"),
            ("Postal code", "10115"),
            ("Town", "Berlin"),
            ("Country", "Germany"),
        ):
            shopper.tab_to(label)
            shopper.type(text)
        follow(shopper, "Save the address")
        shopper.sees("Change addresses")
        follow(shopper, "Place the order")
        shopper.at("/orders/")
        shopper.sees("Placed: we are packing it")
        assert shopper.page.run("document.activeElement.matches('h1')"), "the focus is where one goes on reading"
        follow(shopper, "Cancel this order")
        follow(shopper, "Yes, cancel it")
        shopper.page.wait("document.querySelector('[data-status=cancelled]')?.checkVisibility()")
        shopper.assert_quiet(pool_host(cloud))


def follow(shopper: Shopper, name: str) -> None:
    """Press Tab until this has the focus, then Enter."""
    shopper.page.wait(f"[...document.querySelectorAll('a, button')].some(each => each.innerText.includes({name!r}))")
    shopper.tab_to(name)
    shopper.press("Enter", 13)
