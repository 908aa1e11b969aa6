"""The environment variables that functions of orders read."""

from __future__ import annotations

from chassis.runtime.settings import ApiSettings, QueueSettings, TableSettings


class HttpSettings(TableSettings, ApiSettings):
    """The API, and the address of users."""

    users_url: str


class ConsumerSettings(TableSettings, QueueSettings):
    """The consumers of the queue and of the event stream."""
