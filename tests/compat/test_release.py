"""A release stores today's contracts and their changes."""

from __future__ import annotations

import shutil

import pytest

from souk.base.errors import SoukError
from souk.contracts import releases
from souk.contracts.compat.release import release
from tests.compat.conftest import Checkout
from tests.compat.mutants import TODAY
from tests.compat.test_waivers import GOOD, RETURN

PLACED = "events/orders.OrderPlaced.v1.json"


@pytest.fixture
def grown(checkout: Checkout) -> Checkout:
    """A checkout with something to release."""
    checkout.edit(PLACED, lambda event: event["properties"].update(gift={"type": "boolean"}))
    return checkout


def test_what_was_released_is_what_later_changes_are_held_against(grown: Checkout):
    new = release(grown.root, "0.2.0", grown.check().findings, TODAY)

    assert [vars(change) for change in new.changes] == [
        {"contract": "orders.OrderPlaced.v1", "kind": "compatible", "what": "`gift` is new"}
    ]
    assert [one.version for one in releases.read(grown.root)] == ["0.2.0", "0.1.0"]
    assert releases.read(grown.root)[0].date == TODAY
    assert list(grown.check().findings) == []
    grown.edit(PLACED, lambda event: event["properties"].pop("gift"))
    assert [finding.what for finding in grown.check().breaks] == ["is gone"]


@pytest.mark.parametrize("version", ["0.1.0", "0.0.9", "0.0.10"])
def test_a_version_that_is_not_newer_is_refused(grown: Checkout, version: str):
    with pytest.raises(SoukError, match=r"is not newer than 0\.1\.0"):
        release(grown.root, version, grown.check().findings, TODAY)


@pytest.mark.parametrize("version", ["1", "v0.2.0", "0.2", "0.2.0-rc1", "0.02.0", "", "../0.2.0"])
def test_a_version_that_is_none_is_refused(grown: Checkout, version: str):
    with pytest.raises(SoukError, match="is no version"):
        release(grown.root, version, grown.check().findings, TODAY)


def test_versions_are_numbers_and_no_texts(grown: Checkout):
    release(grown.root, "0.9.0", grown.check().findings, TODAY)
    grown.edit(PLACED, lambda event: event["properties"].update(note={"type": "string"}))

    assert release(grown.root, "0.10.0", grown.check().findings, TODAY).version == "0.10.0"


def test_nothing_new_is_no_release(checkout: Checkout):
    with pytest.raises(SoukError, match=r"nothing changed since 0\.1\.0"):
        release(checkout.root, "0.2.0", checkout.check().findings, TODAY)


def test_a_release_that_breaks_says_so_in_its_number_and_ends_its_waivers(checkout: Checkout):
    checkout.edit(RETURN, lambda event: event["required"].remove("total"))
    checkout.waive(**GOOD)

    with pytest.raises(SoukError, match=r"0\.1\.1 can't be the version of a breaking change"):
        release(checkout.root, "0.1.1", checkout.check().findings, TODAY)
    new = release(checkout.root, "0.2.0", checkout.check().findings, TODAY)

    assert [(change.kind, change.what) for change in new.changes] == [
        ("breaking", "`total` may be missing now (nobody subscribes yet)")
    ]
    assert checkout.check().passes


def test_a_release_that_was_cut_short_can_be_made_again(grown: Checkout):
    folder = grown.root / releases.RELEASED
    shutil.copytree(folder, folder.with_name("released.new"))
    shutil.copytree(folder, folder.with_name("released.old"))

    release(grown.root, "0.2.0", grown.check().findings, TODAY)

    assert sorted(path.name for path in folder.parent.glob("released*")) == ["released"]
    assert releases.read(grown.root)[0].version == "0.2.0"
