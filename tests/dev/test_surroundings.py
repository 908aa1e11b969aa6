"""`souk dev` notices deployment inputs and saves, and runs once per environment."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from souk.base.errors import SoukError
from souk.base.lock import only_dev
from souk.base.paths import Paths
from souk.deploy import applications
from souk.dev.deploy_inputs import DeployInputs
from souk.dev.watcher import watching


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for place in ("contracts/gateway", "services/orders/handlers"):
        (tmp_path / place).mkdir(parents=True)
    (tmp_path / "services/orders/handlers/__init__.py").touch()
    for place in ("template.yaml", "uv.lock", "contracts/gateway/orders.v1.json", "services/package.py"):
        (tmp_path / place).write_text("as it was")
    return tmp_path


@pytest.mark.parametrize(
    "place", ["template.yaml", "uv.lock", "contracts/gateway/orders.v1.json", "services/package.py"]
)
def test_a_changed_input_of_a_deployment_is_reported_once(checkout, place):
    inputs = DeployInputs(checkout, [applications.core(checkout)])
    (checkout / place).write_text("changed")

    assert inputs.changed() == [place]
    assert inputs.changed() == []


def test_an_added_or_removed_contract_is_reported(checkout):
    inputs = DeployInputs(checkout, [applications.core(checkout)])
    (checkout / "contracts/gateway/orders.v2.json").touch()
    (checkout / "contracts/gateway/orders.v1.json").unlink()

    assert inputs.changed() == ["contracts/gateway/orders.v1.json", "contracts/gateway/orders.v2.json"]


def test_simultaneous_saves_count_as_one(checkout):
    with watching([checkout / "services"], threading.Event()) as saves:
        # Watching begins in another thread.
        while saves.next(0.2) is None:
            (checkout / "services/first.py").write_text(os.urandom(4).hex())

        for number in range(20):
            (checkout / f"services/{number}.py").touch()

        count = 0
        while saves.next(30 if not count else 1) is not None:
            count += 1
        assert 1 <= count < 20


def test_a_signal_while_waiting_does_not_block_it_for_ever(checkout):
    received: list[int] = []

    def handler(number: int, _frame: object) -> None:
        received.append(number)
        assert len(received) == 1, "still waiting"
        time.sleep(0.2)

    before = signal.signal(signal.SIGALRM, handler)
    try:
        with watching([checkout / "services"], threading.Event()) as saves:
            signal.setitimer(signal.ITIMER_REAL, 0.05, 10)
            assert saves.next(0.1) is None
        assert received == [signal.SIGALRM]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_folders_that_can_not_be_watched_are_reported(tmp_path):
    with watching([tmp_path / "nowhere"], threading.Event()) as saves, pytest.raises(SoukError) as refused:
        saves.next(30)

    assert "the files can't be watched" in refused.value.message


def test_an_environment_has_one_dev(tmp_path):
    paths = Paths(root=tmp_path, home=tmp_path)

    with only_dev(paths, "dev"), only_dev(paths, "two"), pytest.raises(SoukError) as refused, only_dev(paths, "dev"):
        pass

    assert refused.value.message == f"`souk dev` (process {os.getpid()}) already updates `dev`"
