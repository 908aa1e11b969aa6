"""A check on the whole run: each event that any test caused matches its contract."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from souk.cloud import event_archive
from tests.captured_events import violations
from tests.cloud import Cloud


@pytest.fixture(scope="session", autouse=True)
def _everything_announced_is_declared(cloud: Cloud) -> Iterator[None]:
    """Looked at by every worker when it is done, so that the last one sees all."""
    yield
    assert violations(event.wire for event in event_archive.read(cloud.environment)) == []
