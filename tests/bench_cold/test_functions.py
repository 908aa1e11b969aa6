"""The costs of a function that need no clock, from its own zip, until its first answer: modules and calls to AWS."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.bench_cold.limits import CALLS, CALLS_OF_TEN, extra_packages
from tests.bench_cold.recorder import Recorder
from tests.bench_cold.scenarios import Scenario, Scenarios
from tests.bench_cold.shop import open_shop
from tests.cloud import CORE_ONLY, Cloud, bring_up

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("bench")]


@pytest.fixture(scope="module")
def scenarios(cloud: Cloud, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[Scenario]]]:
    """All scenarios, recorded once: `operations`, and `starts` of all functions."""
    environment = bring_up(cloud.home, "bench", *CORE_ONLY)
    with Recorder(str(environment.outputs.endpoint_url)) as recorder:
        recorded = Scenarios(open_shop(environment), recorder, tmp_path_factory.mktemp("functions"))
        yield {"operations": list(recorded.operations()), "starts": list(recorded.starts())}


def test_a_function_loads_only_packages_of_its_kind_until_its_first_answer(
    scenarios: dict[str, list[Scenario]],
) -> None:
    extra = {scenario.name: extra_packages(scenario.kind, scenario.modules) for scenario in scenarios["starts"]}

    assert {name: packages for name, packages in extra.items() if packages} == {}


def test_an_operation_makes_no_more_calls_than_it_needs(scenarios: dict[str, list[Scenario]]) -> None:
    assert {scenario.name: sorted(scenario.actions) for scenario in scenarios["operations"]} == CALLS


def test_a_batch_makes_no_more_calls_than_it_needs(scenarios: dict[str, list[Scenario]]) -> None:
    batches = [scenario for scenario in scenarios["starts"] if scenario.records > 1]

    assert {scenario.name: Counter(scenario.actions) for scenario in batches} == CALLS_OF_TEN
