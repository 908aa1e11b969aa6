"""A service is a folder with handlers: one without an API, a table or a queue is complete."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import manifest
import package
from souk.contracts import export, subscriptions
from souk.contracts.compat import consumers
from souk.scaffold.names import SKELETON, Names

ROOT = Path(__file__).resolve().parents[2]
NAMES = Names("herald", "notice", "notices")
FILES = ("__init__.py", "events_out.py", "handlers/__init__.py", "handlers/sweeper.py")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout of that service alone, made of the scaffold's parts: it announces one event."""
    root = tmp_path_factory.mktemp("checkout")
    for file in FILES:
        (root / "services/herald" / file).parent.mkdir(parents=True, exist_ok=True)
        (root / "services/herald" / file).write_text(NAMES.put_into((SKELETON / "services/stall" / file).read_text()))
    shutil.copytree(ROOT / "services/chassis", root / "services/chassis")
    shutil.copy(ROOT / "template.yaml", root)
    return root


@pytest.fixture
def importable(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(checkout / "services")
    return checkout


def test_its_events_are_in_the_contracts(importable: Path) -> None:
    contracts = export.render(importable)

    assert sorted(contracts) == ["asyncapi.json", "events/herald.NoticeCreated.v1.json"]
    operations = json.loads(contracts["asyncapi.json"])["operations"]
    assert list(operations) == ["herald.announce", "herald.log"]
    assert consumers.consumers(["herald"]) == {}
    assert subscriptions.service("herald").reactions == {}


def test_its_zip_holds_its_files_and_the_chassis(checkout: Path) -> None:
    assert manifest.names(checkout / "services") == ["herald"]
    assert manifest.service_of("HeraldSweeper", checkout / "services") == "herald"

    paths = package.sources("herald", checkout)

    assert {path.removeprefix("herald/") for path in paths if path.startswith("herald/")} == {*FILES}
    assert {path.partition("/")[0] for path in paths} == {"herald", "chassis"}
