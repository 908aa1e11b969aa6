"""The way of a member: bought with the mouse, played in the browser, and cut off when the membership ends."""

from __future__ import annotations

import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.cloud import Cloud
from tests.waiting import PATIENCE
from tests.website.browsing import IN_A_BROWSER, NARROW, WIDE, pool_host, shopping, sign_up
from tests.website.shopper import Shopper
from tests.website.test_browser_journey import check_out

pytestmark = IN_A_BROWSER
COURSE = "/library/first-evening"
VIDEO = "document.querySelector('main video')"
SEGMENT = """performance.getEntriesByType('resource').map(each => each.name)
  .filter(name => name.includes('.m4s?')).at(-1)"""


@pytest.mark.parametrize(("width", "dark"), [(WIDE, False), (NARROW, True)], ids=["wide and light", "narrow and dark"])
def test_a_membership_is_bought_and_plays_a_course_until_staff_revokes_it(
    cloud: Cloud, tmp_path: Path, width: int, dark: bool
) -> None:
    with shopping(cloud, tmp_path) as shopper:
        shopper.look_from(width, dark=dark)
        email = sign_up(shopper)
        look_at_the_offer(shopper)

        become_a_member(shopper)
        segment = play(shopper)
        shopper.assert_accessible()

        revoke(cloud, email)
        until_closed(shopper)
        shopper.sees("This is for members.")
        assert shopper.page.run(f"{VIDEO} === null")
        shopper.assert_accessible()
        # A link that was made works until it expires.
        assert at_edge(cloud, segment).status_code == 200
        assert at_edge(cloud, segment.partition("?")[0]).status_code == 403
        shopper.forgives_errors()
        shopper.assert_quiet(pool_host(cloud), urlsplit(segment).netloc)


def look_at_the_offer(shopper: Shopper) -> None:
    """The library and a course, as they are for others."""
    shopper.click("Library", within="header")
    shopper.at("/library")
    shopper.assert_accessible()
    shopper.click("The first evening", within="main")
    shopper.at(COURSE)
    shopper.sees("This is for members.")
    shopper.sees("What is in it")
    shopper.assert_accessible()


def become_a_member(shopper: Shopper) -> None:
    """An order as any other, after which the page shows the membership by itself."""
    shopper.click("How to become a member", within="main")
    shopper.at("/membership")
    shopper.sees("You are not a member yet.")
    shopper.assert_accessible()
    shopper.click("Add to basket: Souk Premium, one month", within="main")
    shopper.click("See the basket", within="main")
    shopper.at("/basket")
    shopper.click("Check out", within="main")
    check_out(shopper)
    shopper.click("Become a member", within="footer")
    shopper.at("/membership")
    shopper.sees("You are a member until")


def play(shopper: Shopper) -> str:
    """Open the course, press play on its video with the keyboard, and see it run; returns a segment's address."""
    until_open(shopper)
    shopper.page.wait(f"{VIDEO}?.readyState >= 2")
    shopper.page.run(f"{VIDEO}.muted = true, {VIDEO}.focus()")
    shopper.press(" ", 32)
    shopper.page.wait(f"{VIDEO}.currentTime > 1 && !{VIDEO}.paused")
    before = shopper.page.run(f"{VIDEO}.currentTime")
    shopper.page.wait(f"{VIDEO}.currentTime > {before} + 0.5")
    return str(shopper.page.wait(SEGMENT))


def until_open(shopper: Shopper) -> None:
    _until(shopper, f"{VIDEO} !== null")


def until_closed(shopper: Shopper) -> None:
    _until(shopper, "document.body.innerText.includes('This is for members.')")


def _until(shopper: Shopper, condition: str) -> None:
    """Open the course again until this is so: content hears of memberships by events."""
    settled = f"{VIDEO} !== null || document.body.innerText.includes('This is for members.')"
    deadline = time.monotonic() + PATIENCE
    while True:
        shopper.open(COURSE)
        shopper.page.wait(settled)
        if shopper.page.run(condition):
            return
        assert time.monotonic() < deadline, condition


def revoke(cloud: Cloud, email: str) -> None:
    """By staff, with a reason."""
    pool = cloud.outputs.user_pool_id
    customer = cloud.aws.cognito.admin_get_user(UserPoolId=pool, Username=email)["UserAttributes"]
    sub = next(each["Value"] for each in customer if each["Name"] == "sub")
    revocation = {"reason": "Shared with the whole office"}
    cloud.staff().post("premium.v1", f"/members/{sub}/revocations", json=revocation).raise_for_status()


def at_edge(cloud: Cloud, address: str) -> httpx.Response:
    """The same file, by the address of the edge that every machine resolves."""
    base = cloud.outputs.applications["content"].get("ContentDistribution.path_url")
    parts = urlsplit(address)
    url = f"{base}{parts.path}?{parts.query}" if base else address
    return httpx.get(url, trust_env=False, timeout=PATIENCE)
