"""The registry of environments: expiry, unfinished operations, and their locks."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from souk.base.errors import SoukError
from souk.cloud.clients import Aws
from souk.environments import registry
from souk.environments.registry import Record
from tests.souk.fake_storage import FakeParameters


@pytest.fixture
def parameters():
    return FakeParameters()


@pytest.fixture
def local(parameters):
    return cast(Aws, SimpleNamespace(endpoint_url="http://127.0.0.1:1", ssm=parameters))


@pytest.fixture
def real(parameters):
    return cast(Aws, SimpleNamespace(endpoint_url=None, ssm=parameters))


def test_an_environment_without_a_record_has_an_empty_one(local):
    assert registry.record_of(local, "dev") == Record("dev")
    assert registry.records(local) == {}


def test_an_operation_is_recorded_until_its_end(local):
    record = registry.begin(local, Record("pr-7", expires_at="never", bucket="code"), "clone of dev")

    assert registry.records(local) == {"pr-7": record}
    assert (record.operation, record.bucket) == ("clone of dev", "code")

    registry.write(local, Record("pr-7", expires_at="never", bucket="code"))
    assert registry.record_of(local, "pr-7").operation == ""

    registry.forget(local, "pr-7")
    registry.forget(local, "pr-7")
    assert registry.records(local) == {}


def test_on_aws_an_operation_locks_its_environment_for_an_hour(real):
    record = registry.begin(real, Record("pr-7"), "clone of dev")
    since = datetime.fromisoformat(record.since)

    assert not record.is_abandoned(real, since + timedelta(minutes=60))
    assert record.is_abandoned(real, since + timedelta(minutes=61))
    with pytest.raises(SoukError) as refused:
        registry.refuse_busy(real, record)
    assert "environment `pr-7` is locked by another operation: clone of dev" in refused.value.message


def test_in_a_local_cloud_an_unfinished_operation_was_killed(local):
    record = registry.begin(local, Record("pr-7"), "clone of dev")

    assert record.is_abandoned(local, datetime.now(UTC))
    registry.refuse_busy(local, record)


def test_a_finished_operation_is_not_abandoned(real):
    assert not Record("pr-7", expires_at="never").is_abandoned(real, datetime.now(UTC) + timedelta(days=99))
