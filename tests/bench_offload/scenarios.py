"""The ways to serve a release day that are compared on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench_offload import bill, deployed
from tests.bench_offload.day import Fleet, Group, Minute, Scenario, simulate
from tests.bench_offload.deployed import METRICS, Deployed

NETWORK_SHARE = 0.8
"""Of an instance's baseline: the target of a group that follows its network (ASGAverageNetworkOut)."""
ENOUGH = 40
"""Instances."""


@dataclass(frozen=True)
class Result:
    """A day of a scenario."""

    scenario: Scenario
    day: list[Minute]
    dollars: dict[str, float]


def results(root: Path, fleet: Fleet) -> list[Result]:
    """Each scenario's day."""
    return [
        Result(scenario, day, bill.dollars(day, each, scenario.offloaded))
        for scenario, each in _scenarios(root)
        for day in [simulate(fleet, scenario)]
    ]


def _scenarios(root: Path) -> Iterator[tuple[Scenario, Deployed]]:
    with_it, without = (deployed.read(root, offloaded) for offloaded in (True, False))
    yield Scenario("with CloudFront", True, group(with_it)), with_it
    yield Scenario("without, as deployed", False, group(without)), without
    # Without detailed monitoring the network has a figure every five minutes.
    monitored = replace(without, metrics=METRICS)
    yield Scenario("without, scaled by network", False, group(monitored, by_network=True)), monitored


def group(template: Deployed, by_network: bool = False) -> Group:
    """The template's group; or one that follows its network and may grow as far as it has to."""
    speed = template.machine.bytes_a_second
    return Group(
        target=NETWORK_SHARE * speed * 60 if by_network else template.target,
        most=ENOUGH if by_network else template.most,
        least=template.least,
        warmup=template.warmup_minutes,
        by_bytes=by_network,
        bytes_a_second=speed,
    )
