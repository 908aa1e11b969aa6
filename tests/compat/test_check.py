"""The gate: baselines, invalid contracts, and findings about whole contracts."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from souk.base.errors import SoukError
from souk.contracts.compat import snapshots
from souk.contracts.compat.check import check, refuse_stale
from souk.contracts.compat.deprecations import deprecated
from tests.compat.conftest import Checkout
from tests.compat.mutants import ROOT, op

ORDERS, PLACED = "openapi/orders.v1.json", "events/orders.OrderPlaced.v1.json"


def lines(checkout: Checkout, **options) -> list[str]:
    return [finding.line() for finding in checkout.check(**options).findings]


def test_these_contracts_break_nobody_who_relies_on_the_last_release():
    report = check(ROOT, date.today(), refuse_stale=lambda root: None)

    assert [finding.line() for finding in report.breaks] == []
    assert list(report.complaints) == []


def test_without_git_the_last_release_is_what_counts(checkout: Checkout):
    checkout.edit(PLACED, lambda event: event["properties"].pop("total"))

    report = checkout.check()

    assert report.against == "0.1.0 of 2026-11-24"
    assert not report.passes


def test_a_commit_can_be_compared_with(checkout: Checkout):
    checkout.commit()
    checkout.edit(PLACED, lambda event: event["properties"].update(gift={"type": "boolean"}))

    assert checkout.check("HEAD").against.startswith("HEAD (")
    assert lines(checkout, ref="HEAD") == ["orders.OrderPlaced.v1: `gift` is new"]
    checkout.commit()
    assert lines(checkout, ref="HEAD") == []
    assert lines(checkout, ref="HEAD~1") == ["orders.OrderPlaced.v1: `gift` is new"]


def test_what_a_service_reads_has_to_be_there_whatever_was_released(checkout: Checkout):
    checkout.edit(PLACED, lambda event: event["required"].remove("total"))
    checkout.commit()

    assert lines(checkout, ref="HEAD") == [
        "orders.OrderPlaced.v1: `total` isn't what notifications reads: it may be missing now: "
        "breaks notifications alone: its events_in.py expects more than the contract has"
    ]


@pytest.mark.parametrize("ref", ["nonsense", "--all", "HEAD~99", "0" * 40])
def test_a_commit_that_is_none_is_refused(checkout: Checkout, ref: str):
    checkout.commit()

    with pytest.raises(SoukError, match="there is no commit"):
        checkout.check(ref)


def test_a_commit_without_contracts_is_refused(checkout: Checkout):
    checkout.git("init", "--quiet")
    checkout.git("commit", "--quiet", "--allow-empty", "-m", "Nothing yet")

    with pytest.raises(SoukError, match="has no contracts"):
        checkout.check("HEAD")


def test_a_contract_that_is_not_json_is_refused(checkout: Checkout):
    (checkout.root / "contracts" / PLACED).write_text('{"type": "object",\n')

    with pytest.raises(SoukError) as refused:
        checkout.check()

    assert refused.value.message.startswith(f"contracts/{PLACED} is not JSON: ")
    assert refused.value.message.endswith("in line 2")


@pytest.mark.parametrize("text", ["[]", "{}", '"orders"', "null"])
def test_json_that_is_no_contract_is_refused(checkout: Checkout, text: str):
    (checkout.root / "contracts" / ORDERS).write_text(text)

    with pytest.raises(SoukError, match=f"contracts/{ORDERS} is no contract"):
        checkout.check()


@pytest.mark.parametrize("ref", ["#/components/schemas/Nowhere", "elsewhere.json#/Money", "#/paths/0", "#"])
def test_a_reference_without_a_target_is_refused_with_its_location(checkout: Checkout, ref: str):
    checkout.edit(ORDERS, lambda api: api["components"]["schemas"]["Line"]["properties"].update(price={"$ref": ref}))

    if ref == "#":  # to the document itself: unusual, but it has a target
        checkout.check()
        return
    with pytest.raises(SoukError) as refused:
        checkout.check()

    place = "/components/schemas/Line/properties/price"
    assert refused.value.message == f"contracts/{ORDERS}: `{ref}` at {place} has no target"


def test_references_in_a_circle_are_refused(checkout: Checkout):
    circle = {"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}}
    checkout.edit(ORDERS, lambda api: api["components"]["schemas"].update(circle))

    with pytest.raises(SoukError, match="has no target"):
        checkout.check()


def test_a_report_is_one_object_for_programs(checkout: Checkout):
    checkout.edit(ORDERS, lambda api: api["paths"].pop("/orders/{order_id}/ship"))

    report = json.loads(json.dumps(checkout.check().as_json()))

    assert report["passes"] is False
    assert report["complaints"] == []
    [broken] = [finding for finding in report["findings"] if finding["breaks"]]
    assert (broken["contract"], broken["kind"], broken["waived"]) == ("orders.v1", "breaking", "")


def test_a_contract_that_does_not_match_the_code_is_refused(checkout: Checkout, fresh: None):
    checkout.edit(ORDERS, lambda api: api["info"].update(title="Somebody's orders"))

    with pytest.raises(SoukError, match=f"contracts/{ORDERS} doesn't match the code"):
        checkout.check(fresh=True)


@pytest.mark.slow
def test_an_sdk_edited_by_hand_is_refused(checkout: Checkout, fresh: None):
    shutil.copytree(ROOT / "sdk", checkout.root / "sdk", ignore=shutil.ignore_patterns("typescript"))
    (checkout.root / "pyproject.toml").symlink_to(ROOT / "pyproject.toml")
    edited = checkout.root / "sdk/souk_sdk/orders_v1/client.py"
    edited.write_text(edited.read_text() + "\nREPAIRED = True\n")

    with pytest.raises(SoukError) as refused:
        refuse_stale(checkout.root)

    assert refused.value.message == "sdk/souk_sdk/orders_v1 doesn't match the contracts"


def test_releases_that_cannot_be_read_are_refused(checkout: Checkout):
    (checkout.root / "contracts/released/releases.json").write_text("[]")

    with pytest.raises(SoukError, match=r"releases\.json can't be read"):
        checkout.check()


def test_an_api_goes_after_its_sunset_and_no_day_sooner(checkout: Checkout):
    (checkout.root / "contracts" / ORDERS).unlink()

    before = checkout.check(today=date(2027, 11, 30))
    after = checkout.check(today=date(2027, 12, 1))

    assert [finding.line().split(",")[0] for finding in before.breaks] == ["orders.v1: is gone"]
    assert after.passes


def test_an_operation_goes_after_its_sunset(checkout: Checkout):
    checkout.edit(ORDERS, lambda api: api["paths"].pop("/orders/{order_id}/cancel"))

    assert not checkout.check(today=date(2027, 11, 30)).passes
    assert lines(checkout, today=date(2028, 1, 1)) == [
        "orders.v1: cancel_order is gone, after its sunset on 2027-12-01"
    ]


def test_an_event_that_is_read_never_goes(checkout: Checkout):
    deprecation = {"deprecated": True, "x-sunset": "2027-01-01"}
    for folder in ("contracts", "contracts/released"):
        checkout.edit(f"../{folder}/{PLACED}", lambda event: event.update(deprecation))
    (checkout.root / "contracts" / PLACED).unlink()

    [line] = lines(checkout)
    assert line.startswith("orders.OrderPlaced.v1: is gone: breaks notifications, orders, ")
    assert line.endswith(", which read it, and external subscribers")


def test_an_event_that_nobody_reads_goes_after_its_sunset(checkout: Checkout):
    path = "events/orders.ReturnRequested.v1.json"
    checkout.edit(f"released/{path}", lambda event: event.update({"deprecated": True, "x-sunset": "2027-01-01"}))
    (checkout.root / "contracts" / path).unlink()

    assert checkout.check().passes
    assert not checkout.check(today=date(2026, 12, 31)).passes


def test_a_new_major_version_beside_the_old_one_breaks_nobody(checkout: Checkout):
    event = json.loads((checkout.root / "contracts" / PLACED).read_text())
    event["properties"]["total"] = {"type": "string"}
    (checkout.root / "contracts" / PLACED.replace(".v1", ".v2")).write_text(json.dumps(event))

    assert lines(checkout) == ["orders.OrderPlaced.v2: is a new event"]


def test_what_will_go_is_listed_soonest_first(checkout: Checkout):
    checkout.edit(PLACED, lambda event: event.update({"deprecated": True, "x-sunset": "2027-06-01"}))
    checkout.edit(ORDERS, lambda api: op(api, "ship_order").update({"x-sunset": "2027-05-01"}))

    entries = deprecated(snapshots.working_tree(checkout.root))

    assert [entry.name for entry in entries][:2] == ["ship_order", "orders.OrderPlaced.v1"]
    assert {entry.successor for entry in entries if entry.contract == "orders.v1"} == {"orders.v2"}


def test_the_release_that_is_kept_has_no_broken_references():
    assert snapshots.released(Path(ROOT)).openapi.keys() >= {"orders.v1", "users.v1", "notifications.v1"}
