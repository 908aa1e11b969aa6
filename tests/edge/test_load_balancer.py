"""A load balancer as an origin: the emulator is asked by its name, and passes objects on as they come."""

from __future__ import annotations

import asyncio

import pytest

from souk.cloud.clients import Aws
from souk.local import processes
from souk.local.edge.config import Origin
from souk.local.edge.emulator import EmulatorOrigins
from souk.local.edge.origin import OriginRequest
from tests.edge.deployment import Deployment
from tests.edge.origin_server import serving
from tests.edge.rows import behavior, distribution

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("edge")]

SIZE = 200_000_000


def load_balancer(aws: Aws, port: int) -> str:
    """The name of a load balancer in front of a server of this machine."""
    ec2, balancing = aws.client("ec2"), aws.client("elbv2")
    network = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    zones = {"us-east-1a": "10.0.1.0/24", "us-east-1b": "10.0.2.0/24"}
    subnets = [
        ec2.create_subnet(VpcId=network, CidrBlock=block, AvailabilityZone=zone)["Subnet"]["SubnetId"]
        for zone, block in zones.items()
    ]
    [balancer] = balancing.create_load_balancer(Name="edge", Subnets=subnets)["LoadBalancers"]
    target = {"Protocol": "HTTP", "Port": port, "VpcId": network, "TargetType": "ip"}
    [group] = balancing.create_target_group(Name="edge", **target)["TargetGroups"]
    balancing.register_targets(TargetGroupArn=group["TargetGroupArn"], Targets=[{"Id": "127.0.0.1", "Port": port}])
    balancing.create_listener(
        LoadBalancerArn=balancer["LoadBalancerArn"],
        Protocol="HTTP",
        Port=80,
        DefaultActions=[{"Type": "forward", "TargetGroupArn": group["TargetGroupArn"]}],
    )
    return str(balancer["DNSName"])


def test_a_load_balancer_passes_a_large_object_on_without_holding_it(deployed: Deployment) -> None:
    emulator = processes.listener_on(int(str(deployed.aws.endpoint_url).rpartition(":")[2]))
    assert emulator is not None

    async def fetch(name: str) -> int:
        origins = EmulatorOrigins(str(deployed.aws.endpoint_url))
        chosen = behavior(origin=Origin("lb", name, protocol="http-only"))
        answer = await origins.send(OriginRequest(distribution(), chosen, "GET", f"/bytes-{SIZE}", "", (), https=True))
        size = 0
        async for piece in answer.pieces():
            size += len(piece)
        await answer.close()
        await origins.close()
        return size

    with serving() as port:
        name = load_balancer(deployed.aws, port)
        before = processes.memory_bytes([emulator])
        assert asyncio.run(fetch(name)) == SIZE

    assert processes.memory_bytes([emulator]) < before + SIZE // 4
