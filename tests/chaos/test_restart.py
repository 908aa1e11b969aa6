"""The whole local cloud is stopped and started under load. It saves its state when it is asked to stop."""

from __future__ import annotations

import threading
import time

import pytest

from tests.chaos.history import Load
from tests.chaos.scale import ORDERS, SEED
from tests.chaos.system import ENV, System
from tests.cloud import souk

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("chaos")]


def test_a_stop_and_a_start_under_load_lose_no_acknowledged_order(chaos: System) -> None:
    load = Load(chaos.cloud, SEED)
    ordering = threading.Thread(target=load.run, args=(ORDERS,))

    ordering.start()
    while len(load.history.done) < ORDERS // 4:
        time.sleep(0.05)
    souk(chaos.cloud.home, "down")
    souk(chaos.cloud.home, "up", "--env", ENV)
    ordering.join()
    verdict = chaos.wait_until_at_rest(load.history)

    assert len(load.history.of("place")) == ORDERS
    assert verdict.is_clean, verdict
