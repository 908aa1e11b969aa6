"""The template of the updates in numbers: its Auto Scaling group, and what has a price while nobody downloads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from souk.deploy import template
from tests.bench_offload.prices import (
    ADDRESS,
    ALARM,
    BALANCER,
    DISK_GB,
    ENDPOINT,
    MACHINES,
    METRIC,
    MONTH_HOURS,
    SECRET,
    Machine,
)

TEMPLATE = "services/updates/template.yaml"
METRICS = 7
"""Of an instance with detailed monitoring."""
ALARMS_OF_A_POLICY = 2
"""Target tracking makes its own: one to grow, one to shrink."""


@dataclass(frozen=True)
class Line:
    """A line of the monthly bill."""

    name: str
    number: int
    dollars: float


@dataclass(frozen=True)
class Deployed:
    """The template's resources, on arm64."""

    machine_type: str
    least: int
    most: int
    target: float
    """Requests a minute and instance."""
    warmup_minutes: int
    disk_gb: int
    metrics: int
    zones: int
    """Of the load balancer; it has a public address in each."""
    endpoints: int
    """Interface endpoints, counted in each zone."""
    alarms: int
    secrets: int

    @property
    def machine(self) -> Machine:
        return MACHINES[self.machine_type]

    @property
    def instance_hour(self) -> float:
        """Dollars of an instance with its disk and its metrics."""
        monthly = self.disk_gb * DISK_GB.dollars + self.metrics * METRIC.dollars
        return self.machine.hour.dollars + monthly / MONTH_HOURS

    def at_rest(self) -> list[Line]:
        """The bill of a month in which nobody downloads."""
        hours = MONTH_HOURS
        lines = [
            Line("interface endpoints, in one zone", self.endpoints, self.endpoints * ENDPOINT.dollars * hours),
            Line(f"{self.machine_type} instances", self.least, self.least * self.machine.hour.dollars * hours),
            Line("load balancer", 1, BALANCER.dollars * hours),
            Line("its public addresses", self.zones, self.zones * ADDRESS.dollars * hours),
            Line("metrics of the instances", self.least * self.metrics, self.least * self.metrics * METRIC.dollars),
            Line("GB of their disks", self.least * self.disk_gb, self.least * self.disk_gb * DISK_GB.dollars),
            Line("alarms, two of them of the scaling", self.alarms, self.alarms * ALARM.dollars),
            Line("secrets", self.secrets, self.secrets * SECRET.dollars),
        ]
        return [line for line in lines if line.number]


def read(root: Path, offloaded: bool) -> Deployed:
    """The deployment with CloudFront or without."""
    document = template.read(root, TEMPLATE)
    resources = {
        name: resource
        for name, resource in template.resources(document).items()
        if offloaded or resource.get("Condition") != "Offloaded"
    }

    def of_type(kind: str) -> list[dict[str, Any]]:
        return [*template.of_type(resources, kind).values()]

    [group], [policy] = of_type("AWS::AutoScaling::AutoScalingGroup"), of_type("AWS::AutoScaling::ScalingPolicy")
    [balancer] = of_type("AWS::ElasticLoadBalancingV2::LoadBalancer")
    [launch] = (each["LaunchTemplateData"] for each in of_type("AWS::EC2::LaunchTemplate"))
    endpoints = [each for each in of_type("AWS::EC2::VPCEndpoint") if each["VpcEndpointType"] == "Interface"]
    return Deployed(
        machine_type=launch["InstanceType"]["If"][1],
        least=int(group["MinSize"]),
        most=int(document["Parameters"][group["MaxSize"]["Ref"]]["Default"]),
        target=float(policy["TargetTrackingConfiguration"]["TargetValue"]),
        warmup_minutes=policy["EstimatedInstanceWarmup"] // 60,
        disk_gb=sum(each["Ebs"]["VolumeSize"] for each in launch["BlockDeviceMappings"]),
        metrics=METRICS if launch.get("Monitoring", {}).get("Enabled") else 0,
        zones=len(balancer["Subnets"]),
        endpoints=sum(len(each["SubnetIds"]) for each in endpoints),
        alarms=len(of_type("AWS::CloudWatch::Alarm")) + ALARMS_OF_A_POLICY,
        secrets=len(of_type("AWS::SecretsManager::Secret")),
    )
