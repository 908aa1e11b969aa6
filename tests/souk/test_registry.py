"""The registry of environments: expiry, unfinished operations, and their locks."""

from datetime import UTC, datetime, timedelta

import pytest

from souk.base.errors import SoukError
from souk.environments import registry
from souk.environments.registry import Record
from tests.fake_environment import FakeEnvironment
from tests.souk.fake_storage import FakeParameters


@pytest.fixture
def environment():
    return FakeEnvironment("pr-7", ssm=FakeParameters())


@pytest.fixture
def local(environment):
    return environment.aws


@pytest.fixture
def real():
    return FakeEnvironment("pr-7", ssm=FakeParameters(), endpoint_url=None).aws


def test_an_environment_without_a_record_has_an_empty_one(environment, local):
    assert registry.record_of(environment) == Record("pr-7")
    assert registry.records(local) == {}


def test_an_operation_is_recorded_until_its_end(environment, local):
    record = registry.begin(local, Record("pr-7", expires_at="never", bucket="code"), "clone of dev")

    assert registry.records(local) == {"pr-7": record}
    assert (record.operation, record.bucket) == ("clone of dev", "code")

    registry.write(local, Record("pr-7", expires_at="never", bucket="code"))
    assert registry.record_of(environment).operation == ""

    registry.forget(environment)
    registry.forget(environment)
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
