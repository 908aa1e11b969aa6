"""Rounds of measurements: in each every variant once, in a new order, so that all meet the same disturbances."""

from __future__ import annotations

import random
import re
import shutil
import statistics
import sysconfig
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from souk.base.paths import find_paths
from tests.bench_cold.processes import Process
from tests.bench_cold.recorder import Recorder
from tests.bench_cold.scenarios import Scenario, Scenarios

SITE_PACKAGES = Path(sysconfig.get_path("purelib"))
VALGRIND = ("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null")
REQUESTS, BATCHES = 100, 12
"""Repetitions in one process."""
FLOOR = "GET /products"
"""The operation of the bare handler and of the tutorial's that all cold starts are compared with."""
Show = Callable[[str], None]


@dataclass
class Variant:
    """A process with an event, and its figures by name, one a round."""

    name: str
    process: Process
    scenario: Scenario
    times: int = 0
    figures: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    modules: int = 0
    instructions: int = 0

    def median(self, figure: str) -> float:
        """Seconds, for one record."""
        return statistics.median(self.figures[figure]) / (self.scenario.records if figure in ("warm", "wall") else 1)

    def ratio(self, figure: str, other: Variant) -> float:
        """The median of the rounds' ratios."""
        pairs = zip(self.figures[figure], other.figures[figure], strict=True)
        return statistics.median(mine / its for mine, its in pairs)


@dataclass
class Measured:
    """The variants of one scenario."""

    ours: Variant
    bare: Variant
    tutorial: Variant | None = None


class Bench:
    """The variants, from scenarios that are recorded while the local cloud is up."""

    def __init__(self, scenarios: Scenarios, recorder: Recorder, folder: Path) -> None:
        self._recorder, self._folder = recorder, folder
        self._python = find_paths({}).cloud_python
        self.operations = [self._beside(scenario, tutorial=True) for scenario in scenarios.operations()]
        starts = list(scenarios.starts())
        self.cold = [Variant(each.name, each.process, each) for each in starts if each.records == 1]
        self.batches = [self._beside(scenario) for scenario in starts if scenario.records > 1]
        floor = next(each.ours.scenario for each in self.operations if each.ours.name == FLOOR)
        self.bare, self.tutorial = (Variant(name, self._fixture(name, floor), floor) for name in ("bare", "tutorial"))

    def _beside(self, scenario: Scenario, *, tutorial: bool = False) -> Measured:
        times = BATCHES if scenario.records > 1 else REQUESTS

        def variant(name: str) -> Variant:
            return Variant(name, self._fixture(name, scenario), scenario, times)

        ours = Variant(scenario.name, scenario.process, scenario, times)
        return Measured(ours, variant("bare"), variant("tutorial") if tutorial else None)

    def _fixture(self, name: str, scenario: Scenario) -> Process:
        return scenario.fixture(name, self._folder, self._python, SITE_PACKAGES)

    def run(self, rounds: int, show: Show, *, instructions: bool) -> None:
        """Measure everything."""
        starts = [self.bare, self.tutorial, *self.cold]
        measured = [*self.operations, *self.batches]
        warm = [[variant for variant in (each.ours, each.bare, each.tutorial) if variant] for each in measured]
        self._rounds("starts", [[variant] for variant in starts], rounds, show)
        self._rounds("requests and records", warm, max(rounds // 3, 3), show)
        if instructions and shutil.which("valgrind"):
            for number, variant in enumerate(starts, 1):
                show(f"counting instructions: {number} of {len(starts)}")
                variant.instructions = self._count(variant)

    def _rounds(self, title: str, groups: list[list[Variant]], rounds: int, show: Show) -> None:
        """Measure each variant once a round; those of a group one after another, because they are compared."""
        for number in range(rounds + 1):
            show(f"measuring {title}: round {number} of {rounds}")
            for group in random.sample(groups, len(groups)):
                for variant in random.sample(group, len(group)):
                    figures = self._measure(variant)
                    for name in ("cold", "import", "warm", "wall"):
                        if number and name in figures:  # the first round fills the caches
                            variant.figures[name].append(figures[name])

    def _measure(self, variant: Variant) -> dict[str, Any]:
        self._recorder.replay(variant.scenario.calls)
        figures = variant.process.run(variant.scenario.event, variant.times)
        variant.modules = len(figures["modules"])
        return figures

    def _count(self, variant: Variant) -> int:
        self._recorder.replay(variant.scenario.calls)
        stderr = variant.process.run(variant.scenario.event, prefix=VALGRIND)["stderr"]
        return int(re.findall(r"Collected : (\d+)", stderr)[-1])

    def imports(self, variant: Variant) -> list[tuple[str, float]]:
        """The packages that take longest to import, with their own seconds."""
        self._recorder.replay(variant.scenario.calls)
        stderr = variant.process.run(variant.scenario.event, options=["-X", "importtime"])["stderr"]
        seconds: Counter[str] = Counter()
        for own, module in re.findall(r"^import time: +(\d+) \| +\d+ \| +(\S+)$", stderr, re.MULTILINE):
            package = module.partition(".")[0]
            seconds[package] += int(own) / 1e6
        return seconds.most_common()
