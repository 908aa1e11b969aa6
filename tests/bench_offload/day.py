"""A release day of a million gadgets, on paper: requests and bytes at the origin, instances, gadgets that are updated.

Gadgets check evenly over the period between two checks, and take the release at their first check after it. Without
CloudFront all of it reaches the instances. With it each regional cache fetches an object once in its lifetime.

An instance sends as fast as the baseline of its network. Downloads share it, and those of which it is too much wait;
they aren't given up and asked for again.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.bench_offload.prices import REST

MINUTES = 24 * 60
REGIONAL_CACHES = 13
"""Of CloudFront, which fetch from an origin; without Origin Shield. PriceClass_100 uses fewer."""
OUT_MINUTES, IN_MINUTES, IN_SHARE = 3, 15, 0.9
"""Target tracking's alarms: three minutes over the target, fifteen under 90 % of it."""


@dataclass(frozen=True)
class Fleet:
    """The gadgets and their release."""

    gadgets: int = 1_000_000
    checks_a_day: int = 4
    release_at: int = 9 * 60
    """In minutes of the day."""
    firmware_bytes: int = 8_000_000
    metadata_bytes: int = 2_000
    """Of an answer, with its headers."""
    objects_of_a_minute: int = 2
    """Each check asks for them: the next root, which isn't there, and the timestamp. Caches keep them for a minute."""
    metadata_of_a_release: int = 2
    """Snapshot and targets. Caches keep them, and the firmware, for a year."""

    @property
    def period(self) -> int:
        """Minutes between two checks of a gadget."""
        return MINUTES // self.checks_a_day


@dataclass
class Group:
    """An Auto Scaling group that keeps a measure of each instance at a target, as target tracking does."""

    target: float
    """Of a minute: requests, or bytes sent."""
    most: int
    least: int = 2
    warmup: int = 2
    """Minutes until a new instance serves and counts."""
    by_bytes: bool = False
    bytes_a_second: float = REST
    """That an instance can send."""
    size: int = field(init=False)
    """Instances that are paid for."""
    serving: int = field(init=False)
    _recent: deque[float] = field(default_factory=lambda: deque(maxlen=IN_MINUTES))
    _starting: int = 0

    def __post_init__(self) -> None:
        self.size = self.serving = self.least

    @property
    def bytes_a_minute(self) -> float:
        """The most that its instances send."""
        return self.serving * self.bytes_a_second * 60

    def follow(self, total: float) -> int:
        """The instances after a minute with this much of the measure."""
        self._starting = max(0, self._starting - 1)
        if not self._starting:
            self.serving = self.size
        self._recent.append(total / self.serving)
        if self._starting:
            return self.size
        latest = [*self._recent]
        wanted = min(max(math.ceil(total / self.target), self.least), self.most)
        grows = len(latest) >= OUT_MINUTES and min(latest[-OUT_MINUTES:]) > self.target and wanted > self.size
        shrinks = len(latest) == IN_MINUTES and max(latest) < IN_SHARE * self.target and wanted < self.size
        if grows or shrinks:
            self.size = wanted
            self._starting = self.warmup if grows else 0
            self.serving = min(self.serving, wanted)
            self._recent.clear()
        return self.size


@dataclass(frozen=True)
class Minute:
    """A minute of the day."""

    viewer_requests: float
    viewer_bytes: float
    """That have arrived at gadgets."""
    requests: float
    """At the origin."""
    bytes_sent: float
    """By the origin."""
    connections: float
    """New ones, to the load balancer."""
    waiting: float
    """Downloads that are not complete at its end, at the origin."""
    instances: int
    updated: float
    """Gadgets that have the release at its end."""


@dataclass(frozen=True)
class Scenario:
    """A way to serve the gadgets."""

    name: str
    offloaded: bool
    group: Group


def simulate(fleet: Fleet, scenario: Scenario) -> list[Minute]:
    """The day, minute by minute."""
    group, day, queue, updated = scenario.group, [], 0.0, 0.0
    checks = fleet.gadgets / fleet.period
    for minute in range(MINUTES):
        updates = checks if fleet.release_at <= minute < fleet.release_at + fleet.period else 0.0
        metadata = checks * fleet.objects_of_a_minute + updates * fleet.metadata_of_a_release
        asked, downloads, connections = metadata, updates, checks
        if scenario.offloaded:
            # No more caches fetch than gadgets ask.
            caches, is_new = min(checks, REGIONAL_CACHES), minute == fleet.release_at
            asked = caches * (fleet.objects_of_a_minute + is_new * fleet.metadata_of_a_release)
            downloads = caches * is_new
            connections = asked + downloads
        metadata_bytes = asked * fleet.metadata_bytes
        queue += downloads * fleet.firmware_bytes
        sent = min(queue, max(0.0, group.bytes_a_minute - metadata_bytes))
        queue -= sent
        complete = updates if scenario.offloaded else sent / fleet.firmware_bytes
        updated += complete
        day.append(
            Minute(
                viewer_requests=metadata + updates,
                viewer_bytes=metadata * fleet.metadata_bytes + complete * fleet.firmware_bytes,
                requests=asked + downloads,
                bytes_sent=metadata_bytes + sent,
                connections=connections,
                waiting=queue / fleet.firmware_bytes,
                instances=group.size,
                updated=updated,
            )
        )
        group.follow(day[-1].bytes_sent if group.by_bytes else day[-1].requests)
    return day


def longest_wait(fleet: Fleet, day: Sequence[Minute]) -> int | None:
    """The most minutes from a check to the release, first come first served; None if some don't get it that day."""
    longest, complete = 0, fleet.release_at
    for minute in range(fleet.release_at, fleet.release_at + fleet.period):
        # A gadget is a fraction here, and sums of them are inexact.
        asked = fleet.gadgets * (minute - fleet.release_at + 1) / fleet.period - 1e-6
        while complete < len(day) and day[complete].updated < asked:
            complete += 1
        if complete == len(day):
            return None
        longest = max(longest, complete - minute)
    return longest
