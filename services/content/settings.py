"""The environment variables that functions of content read."""

from __future__ import annotations

from chassis.runtime.settings import ApiSettings, QueueSettings, Settings, TableSettings


class HttpSettings(TableSettings, ApiSettings):
    """The API: the distribution's host, the secret that names the key, and the terms of links and sessions."""

    content_domain: str
    signing: str
    link_seconds: int
    session_seconds: int
    links_per_day: int
    bind_address: str
    """`true`: a session works only from the address that asked for it."""
    cookie_domain: str = ""
    """The domain for which browsers keep a session's cookies; empty: they are not sent as such."""


class ConsumerSettings(TableSettings, QueueSettings):
    """The consumer of the queue."""


class KeysSettings(Settings):
    """The maker of the keys that sign links."""
