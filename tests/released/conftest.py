"""The surroundings that the tests of earlier releases knew, so that they run as they were written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.cloud import Cloud


@pytest.fixture(scope="session")
def cloud(cloud: Cloud) -> Cloud:
    """The running environment; up to 0.1.0 a service had one API, and was enough to name it."""
    only = {key.removesuffix(".v1"): url for key, url in cloud.outputs.apis.items() if key.endswith(".v1")}
    return replace(cloud, outputs=replace(cloud.outputs, apis={**cloud.outputs.apis, **only}))
