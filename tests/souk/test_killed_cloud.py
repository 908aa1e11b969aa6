"""A local cloud after a SIGKILL has all saved data, as of one moment; and its behaviour on a full disk."""

from __future__ import annotations

import fcntl
import json
import resource
import signal
import threading
import time
from contextlib import contextmanager, suppress

import pytest

from souk.base.errors import SoukError
from souk.cloud.clients import local_aws
from souk.commands.down import bring_down
from souk.local import cloud, processes
from souk.local.snapshots import Snapshots
from tests.waiting import eventually

pytestmark = pytest.mark.cloud
FULL = 4096


def killed_and_started(paths, local):
    processes.send(local.pid, local.identity, signal.SIGKILL)
    eventually(lambda: cloud.running(paths) is None)
    return local_aws(cloud.start(paths, local.port).endpoint_url)


def write(aws, name):
    """The same name in S3, which saves at once, and in services that don't."""
    aws.s3.create_bucket(Bucket=name)
    aws.s3.put_object(Bucket=name, Key="object", Body=b"content")
    aws.ssm.put_parameter(Name=name, Value="value", Type="String")


def known(aws):
    buckets = {bucket["Name"] for bucket in aws.s3.list_buckets()["Buckets"]}
    objects = {bucket for bucket in buckets if aws.s3.list_objects_v2(Bucket=bucket)["KeyCount"]}
    parameters = {parameter["Name"] for parameter in aws.ssm.describe_parameters()["Parameters"]}
    assert buckets == objects == parameters
    return buckets


def test_killed_before_its_first_save_it_starts_with_nothing(paths, local):
    write(local_aws(local.endpoint_url), "early")

    aws = killed_and_started(paths, local)

    assert known(aws) == set()
    write(aws, "early")


def test_killed_later_it_starts_with_what_was_saved(paths, local):
    aws = local_aws(local.endpoint_url)
    write(aws, "saved")
    written_at = time.time()
    eventually(lambda: known(aws) and cloud.saved_at(paths) > written_at)  # each question counts as a change
    write(aws, "lost")
    aws.s3.put_object(Bucket="saved", Key="object", Body=b"changed")

    aws = killed_and_started(paths, local)

    assert known(aws) == {"saved"}
    assert aws.s3.get_object(Bucket="saved", Key="object")["Body"].read() == b"content"


def test_a_save_waits_for_a_deployment_to_end(paths, local):
    aws = local_aws(local.endpoint_url)
    stack = {
        "Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "whole"}},
        "Signal": {
            "Type": "AWS::CloudFormation::WaitCondition",
            "DependsOn": "Bucket",
            "CreationPolicy": {"ResourceSignal": {"Timeout": "PT10M"}},
        },
    }
    aws.cloudformation.create_stack(StackName="whole", TemplateBody=json.dumps({"Resources": stack}))
    eventually(lambda: aws.s3.list_buckets()["Buckets"])

    saving = threading.Thread(target=cloud.save, args=(local,))
    saving.start()
    eventually(lambda: is_being_taken(Snapshots(paths.cloud_dir)))
    aws.cloudformation.signal_resource(StackName="whole", LogicalResourceId="Signal", UniqueId="1", Status="SUCCESS")
    saving.join()

    stacks = killed_and_started(paths, local).cloudformation.describe_stacks()["Stacks"]
    assert [stack["StackStatus"] for stack in stacks] == ["CREATE_COMPLETE"]


def is_being_taken(snapshots):
    """Somebody holds the lock. (Not `locked`, which would wait, and hold up the cloud.)"""
    with (snapshots.current.parent / "lock").open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def test_on_a_full_disk_it_is_not_stopped_and_nothing_is_lost(paths, local):
    aws = local_aws(local.endpoint_url)
    write(aws, "before")
    cloud.save(local)
    with full_disk(local):
        write(aws, "during")
        aws.s3.put_object(Bucket="during", Key="object", Body=bytes(FULL + 1))

        with pytest.raises(SoukError, match="is still running, because its data can't be saved: "):
            bring_down(paths, erase=False)
        assert known(aws) == {"before", "during"}

    bring_down(paths, erase=False)

    assert cloud.running(paths) is None
    aws = local_aws(cloud.start(paths, local.port).endpoint_url)
    assert known(aws) == {"before", "during"}
    assert aws.s3.head_object(Bucket="during", Key="object")["ContentLength"] == FULL + 1


def test_an_end_without_a_save_is_told(paths, local):
    write(local_aws(local.endpoint_url), "lost")
    with full_disk(local):
        assert not cloud.stop(paths, local)


@contextmanager
def full_disk(local):
    """No file that the cloud writes can grow beyond a page."""
    limit, (_, most) = resource.RLIMIT_FSIZE, resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.prlimit(local.pid, limit, (FULL, most))
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            resource.prlimit(local.pid, limit, (most, most))
