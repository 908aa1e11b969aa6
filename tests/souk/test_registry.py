"""What was begun and not finished, and who may go on."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from souk.base.errors import SoukError
from souk.cloud.clients import Aws
from souk.environments import registry
from souk.environments.registry import Entry
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


def test_an_environment_that_was_never_written_down_is_an_empty_entry(local):
    assert registry.entry_of(local, "dev") == Entry("dev")
    assert registry.entries(local) == {}


def test_what_is_begun_is_known_until_it_is_done(local):
    entry = registry.begin(local, Entry("pr-7", expires_at="never", bucket="code"), "clone of dev")

    assert registry.entries(local) == {"pr-7": entry}
    assert (entry.doing, entry.bucket) == ("clone of dev", "code")

    registry.write(local, Entry("pr-7", expires_at="never", bucket="code"))
    assert registry.entry_of(local, "pr-7").doing == ""

    registry.forget(local, "pr-7")
    registry.forget(local, "pr-7")
    assert registry.entries(local) == {}


def test_on_aws_somebody_elses_work_is_left_alone_for_an_hour(real):
    entry = registry.begin(real, Entry("pr-7"), "clone of dev")
    since = datetime.fromisoformat(entry.since)

    assert not entry.is_abandoned(real, since + timedelta(minutes=60))
    assert entry.is_abandoned(real, since + timedelta(minutes=61))
    with pytest.raises(SoukError) as refused:
        registry.refuse_busy(real, entry)
    assert "somebody is at environment `pr-7`: clone of dev" in refused.value.message


def test_in_a_local_cloud_nobody_else_can_be_at_it(local):
    entry = registry.begin(local, Entry("pr-7"), "clone of dev")

    assert entry.is_abandoned(local, datetime.now(UTC))
    registry.refuse_busy(local, entry)


def test_what_is_finished_is_not_abandoned(real):
    assert not Entry("pr-7", expires_at="never").is_abandoned(real, datetime.now(UTC) + timedelta(days=99))
