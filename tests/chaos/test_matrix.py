"""Under each fault nothing is lost, doubled or reordered."""

from __future__ import annotations

import pytest

from tests.chaos.history import Load
from tests.chaos.matrix import CELLS, Cell
from tests.chaos.scale import ORDERS, SCALE, SEED
from tests.chaos.system import System

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("chaos")]


@pytest.mark.sampled("cell")
@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)
def test_every_order_survives(chaos: System, cell: Cell) -> None:
    load = Load(chaos.cloud, SEED)

    plan = chaos.under(cell.plan(SEED, SCALE))
    history = load.run(ORDERS)
    verdict = chaos.wait_until_at_rest(history)
    chaos.under(None)

    assert plan.struck, "the fault never struck"
    assert len(history.of("place")) == ORDERS
    assert len(verdict.mails_twice) <= plan.struck * cell.mails_twice, verdict
    assert verdict.is_clean, verdict
