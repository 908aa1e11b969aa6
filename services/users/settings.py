"""The environment variables that functions of users read."""

from __future__ import annotations

from chassis.runtime.settings import ApiSettings, QueueSettings, TableSettings


class HttpSettings(TableSettings, ApiSettings):
    """The API, and the roles that may call its operations for services through a load balancer: ARNs with commas."""

    callers: str = ""


class ConsumerSettings(TableSettings, QueueSettings):
    """The consumer of the queue."""
