"""A day and a month cost what AWS's rules say."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from souk.base.paths import find_paths
from tests.bench_offload import bill, deployed
from tests.bench_offload.day import Minute
from tests.bench_offload.deployed import Deployed
from tests.bench_offload.prices import CLOUDFRONT_TIERS, EC2_TIERS, GB, PRICES, TB, capacity_units, tiered

DEPLOYED = Deployed("t4g.small", 2, 8, 3000, 2, disk_gb=8, metrics=7, zones=2, endpoints=4, alarms=4, secrets=1)
QUIET = Minute(0, 0, 0, 0, 0, 0, instances=2, updated=0)
TEMPLATE = """
Parameters: {Most: {Type: Number, Default: 5}}
Conditions: {Offloaded: !Equals [a, b], IsArm: !Equals [a, b]}
Resources:
  Group: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: "3", MaxSize: !Ref Most}}
  Scaling:
    Type: AWS::AutoScaling::ScalingPolicy
    Properties: {EstimatedInstanceWarmup: 180, TargetTrackingConfiguration: {TargetValue: 700}}
  Front: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Subnets: [a, b, c]}}
  Launch:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        InstanceType: !If [IsArm, t4g.small, t3.small]
        BlockDeviceMappings: [{Ebs: {VolumeSize: 10}}]
  Lambda: {Type: AWS::EC2::VPCEndpoint, Properties: {VpcEndpointType: Interface, SubnetIds: [a, b]}}
  S3: {Type: AWS::EC2::VPCEndpoint, Properties: {VpcEndpointType: Gateway}}
  Errors: {Type: AWS::CloudWatch::Alarm, Properties: {}}
  Secret: {Type: AWS::SecretsManager::Secret, Condition: Offloaded, Properties: {}}
"""


def minutes(**changes: Any) -> list[Minute]:
    return [dataclasses.replace(QUIET, **changes)] * 60


def test_each_tier_has_its_price() -> None:
    assert tiered(1 * TB, EC2_TIERS) == pytest.approx(90)
    assert tiered(12 * TB, EC2_TIERS) == pytest.approx(900 + 2 * 85)
    assert tiered(60 * TB, CLOUDFRONT_TIERS) == pytest.approx(850 + 40 * 80 + 10 * 60)
    assert tiered(200 * TB, EC2_TIERS) == pytest.approx(900 + 40 * 85 + 100 * 70 + 50 * 50)


def test_a_load_balancer_bills_the_largest_of_its_measures() -> None:
    assert capacity_units(100, 3000, 2) == 4
    assert capacity_units(25, 30_000, 2) == 10
    assert capacity_units(25, 3000, 20) == 20


@pytest.mark.parametrize(
    ("changes", "units"),
    [
        ({"connections": 25 * 60}, 1),
        ({"connections": 3000, "waiting": 6000}, 3),
        ({"bytes_sent": GB}, 60),
        ({"viewer_bytes": GB}, 0),
    ],
)
def test_the_units_of_an_hour_are_averages_of_its_minutes(changes: dict[str, Any], units: float) -> None:
    assert bill.capacity_units_of(minutes(**changes)) == pytest.approx(units)


def test_cloudfront_gets_its_bytes_free_and_bills_those_of_viewers() -> None:
    day = minutes(bytes_sent=GB, viewer_bytes=2 * GB, viewer_requests=100_000)

    offloaded, direct = (bill.dollars(day, DEPLOYED, each) for each in (True, False))

    assert (offloaded["data"], offloaded["requests to CloudFront"]) == pytest.approx((120 * 0.085, 6.0))
    assert (direct["data"], direct["requests to CloudFront"]) == pytest.approx((120 * 0.09, 0))


def test_each_request_at_the_origin_is_one_to_s3() -> None:
    assert bill.dollars(minutes(requests=1_000_000 / 60), DEPLOYED, True)["requests to S3"] == pytest.approx(0.4)


def test_instances_are_billed_with_their_disks_and_metrics() -> None:
    hours = bill.dollars([QUIET] * 60 * 730, DEPLOYED, True)["instances"]

    assert hours == pytest.approx(2 * (0.0168 * 730 + 8 * 0.08 + 7 * 0.3))


def test_a_month_at_rest_bills_everything_that_runs() -> None:
    lines = {line.name: line.dollars for line in DEPLOYED.at_rest()}

    assert lines["interface endpoints, in one zone"] == pytest.approx(4 * 7.30)
    assert lines["its public addresses"] == pytest.approx(2 * 3.65)
    assert sum(lines.values()) == pytest.approx(83.733)


def test_the_template_says_how_much_there_is(tmp_path: Path) -> None:
    file = tmp_path / deployed.TEMPLATE
    file.parent.mkdir(parents=True)
    file.write_text(TEMPLATE)

    offloaded, direct = (deployed.read(tmp_path, each) for each in (True, False))

    assert offloaded == Deployed(
        "t4g.small", 3, 5, 700, 3, disk_gb=10, metrics=0, zones=3, endpoints=2, alarms=3, secrets=1
    )
    assert direct == dataclasses.replace(offloaded, secrets=0)


def test_the_instances_of_the_real_template_have_a_price() -> None:
    assert deployed.read(find_paths({}).root, offloaded=True).machine.hour.dollars > 0


def test_every_price_has_its_page() -> None:
    assert all(price.source.startswith("https://aws.amazon.com/") and price.seen for price in PRICES)
    assert len({price.unit for price in PRICES}) == len(PRICES)
