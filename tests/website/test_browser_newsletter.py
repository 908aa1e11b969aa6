"""The newsletter in a browser: from the form, by the link of a mail, to the welcome and out again with one click."""

from __future__ import annotations

import uuid
from pathlib import Path
from urllib.parse import urlsplit

from tests.cloud import Cloud
from tests.website.browsing import IN_A_BROWSER, NARROW, shopping
from tests.website.shopper import Shopper
from tests.website.test_newsletter_cloud import mail_to, token_in

pytestmark = IN_A_BROWSER


def test_a_reader_confirms_by_the_mails_link_is_welcomed_and_leaves_with_one_click(
    cloud: Cloud, tmp_path: Path
) -> None:
    address = f"reader+{uuid.uuid4().hex[:12]}@souk.example"
    with shopping(cloud, tmp_path) as shopper:
        shopper.look_from(NARROW)
        shopper.open("/")
        shopper.click("Get the newsletter", within="footer")
        shopper.at("/newsletter")
        shopper.fill("Email address", address)
        shopper.click("Subscribe", within="main")
        shopper.sees("Look into your mailbox")
        shopper.assert_accessible()

        follow(shopper, mail_to(cloud, address, "Confirm")["BodyText"])
        shopper.sees("One click, and the newsletter comes")
        shopper.click("Confirm", within="main")
        shopper.sees("You are subscribed")
        shopper.assert_accessible()
        welcome = mail_to(cloud, address, "Welcome")
        shopper.assert_quiet()

        # As the button of a mailbox does it, by the address and the form of the mail's headers.
        form = {"List-Unsubscribe": "One-Click"}
        left = cloud.anyone().post("website", f"/subscribers/{token_in(welcome)}", data=form)
        assert left.status_code == 204
        follow(shopper, welcome["BodyText"])
        shopper.click("Unsubscribe", within="main")
        shopper.sees("You are unsubscribed")
        shopper.assert_accessible()
        shopper.assert_quiet()


def follow(shopper: Shopper, text: str) -> None:
    """Open the link of a mail, at the address that a browser here reaches."""
    (link,) = [urlsplit(word) for word in text.split() if "/newsletter/" in word]
    shopper.open(f"{link.path}?{link.query}")
