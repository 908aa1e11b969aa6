"""A value that was added after this version of the SDK is kept, and can be told from those it knows."""

from __future__ import annotations

import copy
import json
import pickle
import shutil
import sys
from importlib import import_module
from pathlib import Path

import httpx
import pytest

from souk.generate import python
from souk_sdk.orders_v2.models import Order, Status, WantedLine
from tests.sdk.fakes import ORDER, Ask, Service

ROOT = Path(__file__).resolve().parents[2]
TELEPORTED = {**ORDER, "status": "teleported"}


def test_an_order_that_was_placed_counts_as_placed_whatever_its_status(ask: Ask) -> None:
    lines = [WantedLine(sku="LAMP-1", quantity=1)]

    order = ask(Service(httpx.Response(201, json=TELEPORTED)), lambda souk: souk.orders.place_order(lines=lines))

    assert isinstance(order, Order)
    assert isinstance(order.status, Status)
    assert (order.status, str(order.status), order.status.value) == ("teleported",) * 3
    assert not order.status.is_known
    assert order.to_dict() == {**TELEPORTED, "placed_at": "2026-11-25T12:00:00+00:00"}


def test_what_is_known_is_what_it_was() -> None:
    assert Status("placed") is Status.PLACED
    assert Status.PLACED.is_known
    assert [*Status] == ["cancelled", "placed", "shipped"]


def test_a_value_like_the_name_of_a_known_one_is_another() -> None:
    assert not Status("PLACED").is_known
    assert Status("PLACED") != Status.PLACED


def test_an_unknown_value_is_equal_to_itself_wherever_it_went() -> None:
    status = Status("teleported")

    again = [copy.deepcopy(status), pickle.loads(pickle.dumps(status)), Status("teleported")]  # noqa: S301

    assert {status, *again} == {"teleported"}
    assert {type(each) for each in again} == {Status}


@pytest.mark.parametrize("value", [None, 1, ["placed"]], ids=str)
def test_what_is_no_text_is_no_value(value: object) -> None:
    with pytest.raises(ValueError, match="is not a valid Status"):
        Status(value)


def test_one_waits_for_a_status_that_has_no_name_yet(ask: Ask) -> None:
    service = Service(httpx.Response(200, json=ORDER), httpx.Response(200, json=TELEPORTED))

    order = ask(service, lambda souk: souk.orders.wait_until("1", status=Status("teleported")))

    assert order.status == "teleported"


@pytest.mark.slow
def test_enums_of_requests_stay_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contract = json.loads((ROOT / "contracts/openapi/orders.v2.json").read_text())
    schemas = contract["components"]["schemas"]
    schemas["Wrapping"] = {"type": "string", "title": "Wrapping", "enum": ["paper", "cloth"]}
    schemas["WantedLine"]["properties"]["wrapping"] = {"$ref": "#/components/schemas/Wrapping"}
    for part in ("pyproject.toml", "sdk/generator.yaml"):
        (tmp_path / part).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / part, tmp_path / part)
    shutil.copytree(ROOT / "sdk/templates", tmp_path / "sdk/templates")
    (tmp_path / "contracts/openapi").mkdir(parents=True)
    (tmp_path / "contracts/openapi/shop.v1.json").write_text(json.dumps(contract))
    (package := tmp_path / "made").mkdir()
    shutil.copy(ROOT / "sdk/souk_sdk/open_enums.py", package)

    python.generate(tmp_path, package)
    monkeypatch.syspath_prepend(tmp_path)
    models = import_module("made.shop_v1.models")
    for name in [name for name in sys.modules if name.partition(".")[0] == "made"]:
        monkeypatch.delitem(sys.modules, name)

    assert models.Status("teleported") == "teleported"
    with pytest.raises(ValueError, match="is not a valid Wrapping"):
        models.Wrapping("bubbles")
