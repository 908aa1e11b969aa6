"""A new service works at once: it passes the checks, is deployed beside the others, and goes without a trace."""

from __future__ import annotations

import json
import shutil
import sys
from typing import Any

import pytest

from souk.cloud.clients import local_aws
from souk.deploy import applications
from tests.scaffold.checkouts import ROOT
from tests.scaffold.grown import Grown, all_names, log_of, set_aside, use
from tests.waiting import eventually

pytestmark = pytest.mark.xdist_group("scaffold")
ABOUT_EVERY_SERVICE = ["tests/architecture", "tests/template", "tests/contracts", "tests/compat"]
ABOUT_EVERY_SERVICE += ["tests/chassis/test_openapi.py", "tests/docs/test_site.py"]
ABOUT_WHAT_IS_NEW = "not [ or reviews or billing or MailSent or orders"
"""Not those with a parameter that is none of this: they are the same in every checkout."""
LEFT = ["services", "tests", "contracts", "sdk"]


@pytest.mark.slow
def test_what_was_made_is_there_and_said(grown: Grown) -> None:
    for command, name, route in (
        ("service reviews", "reviews", "/reviews"),
        ("service billing --thing invoice", "billing", "/invoices"),
    ):
        assert f"services/{name}/domain.py" in grown.outputs[command]
        assert grown.outputs[command].rstrip().endswith("souk up")
        assert route in json.loads(grown.text(f"contracts/openapi/{name}.v1.json"))["paths"]
        assert grown.holds(f"sdk/souk_sdk/{name}_v1/client.py")
    assert grown.holds("contracts/events/notifications.MailSent.v1.json")
    assert ", notifications.MailSent.v1]}\n" in grown.text("template.yaml")
    assert "FilterPolicy: {event: [users.UserErased.v1, notifications.MailSent.v1]}" in grown.text(
        "services/billing/template.yaml"
    )
    assert grown.checkout.git("diff", "--stat", "HEAD~2", "--", "template.yaml").count("|") == 1, "for orders alone"


@pytest.mark.slow
def test_it_passes_every_check_at_once(grown: Grown) -> None:
    # Tools that are out of date would be filled from the checkout's lock, and are this one's: they fail instead.
    grown.checkout.run("make", "--old-file=setup", f"UV={shutil.which('false')}", "lint")


@pytest.mark.slow
def test_it_passes_every_test_of_its_own_and_of_every_service(grown: Grown) -> None:
    own = ["tests/reviews", "tests/billing", "tests/orders"]
    selected = ("-m", "not cloud and not slow", "-k", ABOUT_WHAT_IS_NEW)
    grown.checkout.run("pytest", "-q", *selected, *own, *ABOUT_EVERY_SERVICE)


@pytest.mark.cloud
def test_a_new_service_is_used_and_removed_without_a_trace(grown: Grown, up: dict[str, Any]) -> None:
    checkout, outputs = grown.checkout, up
    aws = local_aws(outputs["endpoint_url"])

    review = use(outputs["apis"]["reviews.v1"], checkout.run("souk", "token").stdout.strip())

    assert set(outputs["apis"]) >= {"reviews.v1", "billing.v1", "orders.v1", "users.v1", "notifications.v1"}
    named = ("env", "SOUK_TESTS_ENV=dev", sys.executable, "-m", "pytest")
    checkout.run(*named, "-q", "-m", "cloud", "tests/reviews")  # what its store promises, kept by a real table
    [event] = eventually(lambda: [event for event in log_of(aws, outputs) if event["name"].startswith("reviews.")])
    assert (event["name"], event["aggregate_id"]) == ("reviews.ReviewCreated", review["id"])

    checkout.run("souk", "remove", "service", "reviews")
    try:
        # Only all that the checkout has can be compared with what is there.
        with set_aside(checkout, *(each.folder for each in applications.find(ROOT))):
            removed = checkout.run("souk", "up").stdout

        assert "remove reviews" in removed
        assert removed.count("nothing changed") == 2, "the core and billing"
        assert checkout.git("diff", "HEAD~1") == ""
        assert [path for folder in LEFT for path in (checkout.root / folder).rglob("*reviews*")] == []
        outputs = json.loads(checkout.run("souk", "outputs", "--json").stdout)
        assert "reviews.v1" not in outputs["apis"]
        assert [name for name in all_names(aws) if "reviews" in name] == []
    finally:
        checkout.git("restore", ".")
