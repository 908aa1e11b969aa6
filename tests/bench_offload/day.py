"""A release day of a million gadgets, on paper: requests at the origin, instances by target tracking, dollars.

Each gadget checks at a time of its own, evenly over the period between two checks, and takes the release at its first
check after it. Without CloudFront everything reaches the instances. With it each regional cache fetches an object once
in its lifetime.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

MINUTES = 24 * 60
REGIONAL_CACHES = 13
"""Of CloudFront, which fetch from an origin; without Origin Shield."""
DATE = "2026-11-30"
"""Of the prices, us-east-1, first tiers: https://aws.amazon.com/cloudfront/pricing, https://aws.amazon.com/ec2/pricing,
https://aws.amazon.com/elasticloadbalancing/pricing/."""
GB = 10**9
INSTANCE_HOUR, EC2_GB, CLOUDFRONT_GB, CLOUDFRONT_REQUEST = 0.0168, 0.09, 0.085, 0.01 / 10_000
BALANCER_HOUR, CAPACITY_UNIT_HOUR = 0.0225, 0.008
"""A capacity unit is a GB an hour; the other measures of one stay below that here."""


@dataclass(frozen=True)
class Fleet:
    """The gadgets and their release."""

    gadgets: int = 1_000_000
    checks_a_day: int = 4
    release_at: int = 9 * 60
    """In minutes of the day."""
    firmware_bytes: int = 8_000_000
    metadata_bytes: int = 2_000
    requests_of_a_check: int = 2
    """The next root, which isn't there, and the timestamp."""
    requests_of_an_update: int = 3
    """Snapshot, targets, firmware."""


@dataclass
class Group:
    """An Auto Scaling group that follows a target of requests a minute and instance, as the template has it."""

    target: float = 3000
    least: int = 2
    most: int = 100
    warmup: int = 2
    """Minutes until a new instance counts."""
    size: int = 2
    _recent: deque[float] = field(default_factory=lambda: deque(maxlen=15))
    _cooling: int = 0

    def follow(self, requests: float) -> int:
        """The instances after another minute: out after three minutes over the target, in after fifteen under 90 %."""
        self._recent.append(requests / self.size)
        self._cooling = max(0, self._cooling - 1)
        latest = [*self._recent][-3:]
        wanted = self.size
        if (len(latest) == 3 and min(latest) > self.target and not self._cooling) or (
            len(self._recent) == 15 and max(self._recent) < 0.9 * self.target
        ):
            wanted = math.ceil(requests / self.target)
        wanted = min(max(wanted, self.least), self.most)
        if wanted != self.size:
            self.size, self._cooling = wanted, self.warmup
            self._recent.clear()
        return self.size


@dataclass(frozen=True)
class Day:
    """Each minute of the day, and its sum in dollars."""

    requests: list[float]
    """At the origin."""
    instances: list[int]
    origin_bytes: float
    viewer_requests: float
    viewer_bytes: float
    offloaded: bool

    @property
    def dollars(self) -> dict[str, float]:
        """By what is paid for."""
        egress = self.viewer_bytes / GB
        parts = {
            "instances": sum(self.instances) / 60 * INSTANCE_HOUR,
            "load balancer": 24 * BALANCER_HOUR + self.origin_bytes / GB * CAPACITY_UNIT_HOUR,
        }
        if self.offloaded:
            return {
                **parts,
                "CloudFront, data": egress * CLOUDFRONT_GB,
                "CloudFront, requests": self.viewer_requests * CLOUDFRONT_REQUEST,
            }
        return {**parts, "EC2, data": egress * EC2_GB}


def simulate(fleet: Fleet, offloaded: bool) -> Day:
    """The day with or without CloudFront."""
    group, period = Group(), MINUTES // fleet.checks_a_day
    a_minute = fleet.gadgets / period
    requests, instances = [], []
    origin_bytes = viewer_requests = viewer_bytes = 0.0
    for minute in range(MINUTES):
        updates = a_minute if fleet.release_at <= minute < fleet.release_at + period else 0.0
        asked = a_minute * fleet.requests_of_a_check + updates * fleet.requests_of_an_update
        sent = updates * fleet.firmware_bytes + asked * fleet.metadata_bytes
        viewer_requests += asked
        viewer_bytes += sent
        if offloaded:
            is_first = minute == fleet.release_at
            asked = REGIONAL_CACHES * (fleet.requests_of_a_check + is_first * fleet.requests_of_an_update)
            sent = REGIONAL_CACHES * is_first * fleet.firmware_bytes + asked * fleet.metadata_bytes
        origin_bytes += sent
        requests.append(asked)
        instances.append(group.follow(asked))
    return Day(requests, instances, origin_bytes, viewer_requests, viewer_bytes, offloaded)
