"""The environment variables that functions of content read."""

from __future__ import annotations

from chassis.runtime.settings import ApiSettings, QueueSettings, Settings, TableSettings


class HttpSettings(TableSettings, ApiSettings):
    """The API: how long a link and a session work."""

    link_seconds: int
    session_seconds: int


class ConsumerSettings(TableSettings, QueueSettings):
    """The consumer of the queue."""


class KeysSettings(Settings):
    """The maker of the keys that sign links."""
