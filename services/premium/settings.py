"""The environment variables that functions of premium read."""

from __future__ import annotations

from chassis.runtime.settings import ApiSettings, QueueSettings, TableSettings


class HttpSettings(TableSettings, ApiSettings):
    """The API."""


class ConsumerSettings(TableSettings, QueueSettings):
    """The consumer of the queue."""
