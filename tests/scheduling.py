"""The order of the tests: the longest groups first, so that none runs alone at the end while other processors rest."""

from __future__ import annotations

import pytest

GROUP = "xdist_group"
LONGEST = ("two environments", "scaffold", "chaos", "dev", "updates", "website", "bench", "load balancer")
"""Groups, each of which one worker runs; those that begin with a system of their own do not wait for another's."""


def in_order(items: list[pytest.Item]) -> list[pytest.Item]:
    """The long groups, then the others, then single tests in the cloud, then those that fill every gap."""
    return sorted(items, key=_place)


def _place(item: pytest.Item) -> int:
    mark = item.get_closest_marker(GROUP)
    if mark is None:
        return len(LONGEST) + (1 if item.get_closest_marker("cloud") else 2)
    group = mark.args[0]
    return LONGEST.index(group) if group in LONGEST else len(LONGEST)
