"""The deployed shop in a browser: its address, and somebody who looks at it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser import CHROMIUM, browser
from tests.cloud import Cloud, Visitor
from tests.website.shopper import Shopper

IN_A_BROWSER = [pytest.mark.cloud, pytest.mark.skipif(CHROMIUM is None, reason="no chromium here; .ci/run installs it")]
PASSWORD = "Correct-Horse-7"  # nosec
WIDE, NARROW = 1440, 360
# One in every field that a page shows. It tells if it is executed, and can be found if it becomes an element.
PAYLOAD = '"><img src=x onerror="window.hit=1"><script>window.hit=1</script>'


def address(cloud: Cloud) -> str:
    """Where people find the shop."""
    website = cloud.outputs.applications["website"]
    return website.get("WebsiteDistribution.page_url", website["Shop"]).rstrip("/")


def pool_host(cloud: Cloud) -> str:
    """The only other host that a page may talk to: people sign in at the user pool itself."""
    endpoint = cloud.outputs.endpoint_url
    return urlsplit(endpoint).netloc if endpoint else f"cognito-idp.{cloud.aws.region}.amazonaws.com"


@contextmanager
def shopping(cloud: Cloud, profile: Path) -> Iterator[Shopper]:
    """Somebody with an empty browser."""
    with browser(profile) as page:
        yield Shopper(page, address(cloud))


def let_in(shopper: Shopper, visitor: Visitor) -> None:
    """Let the browser have the session of somebody who signed in elsewhere."""
    kept = {"username": visitor.person.username, "refresh": visitor.tokens["RefreshToken"]}
    shopper.open("/basket")
    shopper.page.run(f"localStorage.setItem('souk-session', {json.dumps(json.dumps(kept))})")


def sign_up(shopper: Shopper, name: str = "Ada Quist") -> str:
    """Create an account, confirm its address, and come back signed in; returns the address."""
    email = f"{uuid.uuid4().hex}@test.souk.example"
    shopper.open("/sign-up")
    shopper.fill("Your name", name)
    shopper.fill("Email address", email)
    shopper.fill("Password", PASSWORD)
    shopper.click("Create account", within="main")
    shopper.sees("Confirm your address")
    shopper.assert_accessible()
    shopper.fill("Code from the mail", "123456")
    shopper.click("Confirm", within="main")
    shopper.page.wait("!location.pathname.startsWith('/sign-up')")
    return email


def is_listed(shopper: Shopper, sku: str) -> bool:
    """Whether the first page lists a product with its picture, if the browser asks for it again."""
    shopper.page.command("Network.setCacheDisabled", cacheDisabled=True)
    shopper.open("/")
    return bool(shopper.page.run(f"!!document.querySelector('[data-sku={sku}] img')"))
