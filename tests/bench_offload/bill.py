"""A day's dollars, by what is paid for."""

from __future__ import annotations

from collections.abc import Sequence

from tests.bench_offload.day import Minute
from tests.bench_offload.deployed import Deployed
from tests.bench_offload.prices import (
    BALANCER,
    CAPACITY_UNIT,
    CLOUDFRONT_REQUESTS,
    CLOUDFRONT_TIERS,
    EC2_TIERS,
    GB,
    MILLION,
    S3_GETS,
    capacity_units,
    tiered,
)


def dollars(day: Sequence[Minute], deployed: Deployed, offloaded: bool) -> dict[str, float]:
    """The bill of a day, as if its month had no other traffic. Bytes from an origin to CloudFront are free."""
    egress = sum(minute.viewer_bytes for minute in day)
    units = sum(capacity_units_of(day[first : first + 60]) for first in range(0, len(day), 60))
    parts = {
        "instances": sum(minute.instances for minute in day) / 60 * deployed.instance_hour,
        "load balancer": len(day) / 60 * BALANCER.dollars + units * CAPACITY_UNIT.dollars,
        "requests to S3": sum(minute.requests for minute in day) * S3_GETS.dollars / MILLION,
    }
    if not offloaded:
        return {**parts, "data": tiered(egress, EC2_TIERS), "requests to CloudFront": 0.0}
    requests = sum(minute.viewer_requests for minute in day) * CLOUDFRONT_REQUESTS.dollars / MILLION
    return {**parts, "data": tiered(egress, CLOUDFRONT_TIERS), "requests to CloudFront": requests}


def capacity_units_of(hour: Sequence[Minute]) -> float:
    """The load balancer's units in an hour."""
    minutes = len(hour)
    return capacity_units(
        sum(minute.connections for minute in hour) / minutes / 60,
        sum(minute.connections + minute.waiting for minute in hour) / minutes,
        sum(minute.bytes_sent for minute in hour) / GB,
    )
