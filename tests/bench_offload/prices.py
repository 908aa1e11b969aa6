"""AWS's list prices for the update server: us-east-1, without free tiers, plans and discounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

DATE = "2026-11-30"
"""The day on which the prices were looked up; `Price.source` has today's."""
GB, TB = 10**9, 10**12
MILLION = 10**6
MONTH_HOURS = 730
COPY = "copy of the page"
OTHERS = "pages and code of others"
MEMORY = "memory of published figures"


@dataclass(frozen=True)
class Price:
    """The price of one unit."""

    unit: str
    dollars: float
    page: str
    """Below https://aws.amazon.com/."""
    seen: str
    """In which source it was looked up."""

    @property
    def source(self) -> str:
        return f"https://aws.amazon.com/{self.page}/pricing/"


@dataclass(frozen=True)
class Machine:
    """A type of instance."""

    hour: Price
    bytes_a_second: float
    """Its network's baseline, each way. Bursts above it last for minutes, and AWS doesn't publish their budget."""


MACHINES = {"t4g.small": Machine(Price("t4g.small, an hour", 0.0168, "ec2", OTHERS), 0.128e9 / 8)}
BALANCER = Price("load balancer, an hour", 0.0225, "elasticloadbalancing", OTHERS)
CAPACITY_UNIT = Price("its capacity unit (LCU), an hour", 0.008, "elasticloadbalancing", OTHERS)
ENDPOINT = Price("interface endpoint, an hour in one zone", 0.01, "privatelink", OTHERS)
ADDRESS = Price("public IPv4 address, an hour", 0.005, "vpc", OTHERS)
DISK_GB = Price("gp3, a GB for a month", 0.08, "ebs", MEMORY)
METRIC = Price("metric of detailed monitoring, a month", 0.30, "cloudwatch", OTHERS)
ALARM = Price("alarm, a month", 0.10, "cloudwatch", MEMORY)
SECRET = Price("secret, a month", 0.40, "secrets-manager", MEMORY)
S3_GETS = Price("a million GETs of S3", 0.40, "s3", MEMORY)
CLOUDFRONT_REQUESTS = Price("a million HTTPS requests to CloudFront, North America", 1.00, "cloudfront", MEMORY)
EC2_GB = Price("GB from EC2 to the internet, the first 10 TB a month", 0.09, "ec2", OTHERS)
CLOUDFRONT_GB = Price("GB from CloudFront, the first 10 TB a month", 0.085, "cloudfront", COPY)
PRICES = (
    *(machine.hour for machine in MACHINES.values()),
    BALANCER,
    CAPACITY_UNIT,
    ENDPOINT,
    ADDRESS,
    DISK_GB,
    METRIC,
    ALARM,
    SECRET,
    S3_GETS,
    CLOUDFRONT_REQUESTS,
    EC2_GB,
    CLOUDFRONT_GB,
)

Tiers = Sequence[tuple[float, float]]
"""Bytes of a tier, and the dollars of a GB in it."""
REST = float("inf")
EC2_TIERS: Tiers = ((10 * TB, EC2_GB.dollars), (40 * TB, 0.085), (100 * TB, 0.07), (REST, 0.05))
CLOUDFRONT_TIERS: Tiers = (
    (10 * TB, CLOUDFRONT_GB.dollars),
    (40 * TB, 0.08),
    (100 * TB, 0.06),
    (350 * TB, 0.04),
    (524 * TB, 0.03),
    (4000 * TB, 0.025),
    (REST, 0.02),
)
"""North America and Europe."""


def tiered(size: float, tiers: Tiers) -> float:
    """Dollars of so many bytes in a month that has no others."""
    dollars = 0.0
    for width, price in tiers:
        dollars += min(size, width) / GB * price
        size = max(0.0, size - width)
    return dollars


def capacity_units(connections_a_second: float, active_connections: float, gigabytes_an_hour: float) -> float:
    """A load balancer's units in an hour: of its measures the largest. Rules count from the eleventh on, here none."""
    return max(connections_a_second / 25, active_connections / 3000, gigabytes_an_hour)
