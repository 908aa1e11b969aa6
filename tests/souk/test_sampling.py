"""Which of the longest tests a run leaves out."""

from __future__ import annotations

import pytest

from tests import sampling

pytest_plugins = ["pytester"]
CELLS = [f"cell {number}" for number in range(29)]
TESTS = """
import pytest

@pytest.mark.sampled("cell")
@pytest.mark.parametrize("number", range(9))
def test_long(number): ...

@pytest.mark.sampled("page")
def test_only_one(): ...

def test_short(): ...
"""


def test_a_third_is_drawn_the_same_for_the_same_commit() -> None:
    drawn = sampling.share(CELLS, "a1b2c3")

    assert len(drawn) == 10
    assert drawn < {*CELLS}
    assert sampling.share(CELLS[::-1], "a1b2c3") == drawn


def test_every_test_comes_round() -> None:
    assert set().union(*(sampling.share(CELLS, f"commit {number}") for number in range(40))) == {*CELLS}


def test_only_what_is_marked_is_left_out_and_only_when_that_is_asked_for(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(TESTS)
    pytester.makeconftest((sampling.ROOT / "tests/conftest.py").read_text())
    options = ("-o", "markers=sampled: a kind", "-o", f"pythonpath={sampling.ROOT}")

    pytester.runpytest_subprocess(*options).assert_outcomes(passed=11)
    pytester.runpytest_subprocess(*options, "--sample").assert_outcomes(passed=5, deselected=6)
