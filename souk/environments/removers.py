"""Deletion of the resources that need more than one call."""

import time

from souk.cloud.clients import Aws

REPLICA_ATTEMPTS, REPLICA_PAUSE = 60, 5
"""How often, and with which pause in seconds, to look whether a replica is gone. On AWS it takes minutes."""


def empty_bucket(aws: Aws, bucket: str, prefix: str = "") -> None:
    """Delete all objects below a prefix, in all versions."""
    for page in aws.s3.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=prefix):
        for version in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]:
            arguments = {} if version["VersionId"] == "null" else {"VersionId": version["VersionId"]}
            aws.s3.delete_object(Bucket=bucket, Key=version["Key"], **arguments)


def remove_secret(aws: Aws, secret: str) -> None:
    """At once: a secret that can be restored for days keeps its name as long."""
    aws.client("secretsmanager").delete_secret(SecretId=secret, ForceDeleteWithoutRecovery=True)


def remove_table(aws: Aws, table: str) -> None:
    """The replicas of a global table first: each is a table of its region."""
    described = aws.dynamodb.describe_table(TableName=table)["Table"]
    for replica in described.get("Replicas", []):
        region = replica["RegionName"]
        if region != aws.region:
            aws.dynamodb.update_table(TableName=table, ReplicaUpdates=[{"Delete": {"RegionName": region}}])
            _wait_until_single(aws, table, region)
    aws.dynamodb.delete_table(TableName=table)


def _wait_until_single(aws: Aws, table: str, region: str) -> None:
    """Wait until a replica is gone: only one can be removed at a time."""
    for _ in range(REPLICA_ATTEMPTS):
        described = aws.dynamodb.describe_table(TableName=table)["Table"]
        if region not in {replica["RegionName"] for replica in described.get("Replicas", [])}:
            return
        time.sleep(REPLICA_PAUSE)


def remove_role(aws: Aws, role: str) -> None:
    for policy in aws.iam.list_role_policies(RoleName=role)["PolicyNames"]:
        aws.iam.delete_role_policy(RoleName=role, PolicyName=policy)
    for policy in aws.iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]:
        aws.iam.detach_role_policy(RoleName=role, PolicyArn=policy["PolicyArn"])
    aws.iam.delete_role(RoleName=role)


def remove_bucket(aws: Aws, bucket: str) -> None:
    empty_bucket(aws, bucket)
    aws.s3.delete_bucket(Bucket=bucket)


def remove_alarm(aws: Aws, alarm: str) -> None:
    aws.client("cloudwatch").delete_alarms(AlarmNames=[alarm])


def remove_rule(aws: Aws, rule: str) -> None:
    events = aws.client("events")
    targets = [target["Id"] for target in events.list_targets_by_rule(Rule=rule)["Targets"]]
    if targets:
        events.remove_targets(Rule=rule, Ids=targets)
    events.delete_rule(Name=rule)
