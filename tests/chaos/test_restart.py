"""The local cloud is stopped or killed under load, and started again. It saves every 20 s and when stopped."""

from __future__ import annotations

import signal
import threading
import time

import pytest

from souk.base.paths import find_paths
from souk.local import cloud as local
from souk.local import processes
from tests.chaos.history import Load
from tests.chaos.scale import ORDERS, SEED
from tests.chaos.system import ENV, OPTIONS, System
from tests.cloud import souk
from tests.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("chaos")]


def test_a_stop_and_a_start_under_load_lose_no_acknowledged_order(chaos: System) -> None:
    load = Load(chaos.cloud, SEED)
    ordering = threading.Thread(target=load.run, args=(ORDERS,))

    ordering.start()
    while len(load.history.operations) < ORDERS // 4:
        time.sleep(0.05)
    souk(chaos.cloud.home, "down")
    souk(chaos.cloud.home, "up", "--env", ENV, *OPTIONS)
    ordering.join()
    verdict = chaos.wait_until_at_rest(load.history)

    assert len(load.history.of("place")) == ORDERS
    assert verdict.is_clean, verdict


def test_a_kill_loses_no_order_acknowledged_before_the_last_save(chaos: System) -> None:
    paths = find_paths({"SOUK_HOME": str(chaos.cloud.home)})
    cloud = local.require(paths)
    history = Load(chaos.cloud, SEED).run(ORDERS // 10)
    chaos.wait_until_at_rest(history)  # a mail sent after the save would be sent again
    local.save(cloud)

    processes.send(cloud.pid, cloud.identity, signal.SIGKILL)
    eventually(lambda: local.running(paths) is None)
    souk(chaos.cloud.home, "up", "--env", ENV, *OPTIONS)
    verdict = chaos.wait_until_at_rest(history)

    assert len(history.of("place")) == ORDERS // 10
    assert verdict.is_clean, verdict
