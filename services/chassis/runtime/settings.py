"""Settings from environment variables: one mixin for each thing that a function uses, combined in `settings.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, Self

PARSERS = {"str": str, "int": int}


class InvalidSettings(Exception):
    """Environment variables are missing, or aren't numbers; they are named, and their values are not."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Typed environment variables, named alike in upper case. A missing one stops the cold start."""

    service: str
    environment: str
    log_level: str = "INFO"

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True, kw_only=True)(cls)

    @classmethod
    def load(cls, environ: Mapping[str, str]) -> Self:
        """Read `environ`. Raises InvalidSettings, which names every such variable."""
        values: dict[str, Any] = {}
        invalid = []
        for field in fields(cls):
            name, parse = field.name.upper(), PARSERS[str(field.type)]
            try:
                if name in environ or field.default is MISSING:
                    values[field.name] = parse(environ[name])
            except (KeyError, ValueError):
                invalid.append(name)
        if invalid:
            raise InvalidSettings(f"{cls.__name__}: missing or malformed: {', '.join(invalid)}")
        return cls(**values)


class TableSettings(Settings):
    """The table of the service."""

    table: str


class BusSettings(Settings):
    """The topic and the stream to publish to."""

    topic_arn: str
    event_stream: str


class QueueSettings(Settings):
    """The queue of the service and its dead-letter queue."""

    queue_url: str
    dlq_url: str


class ApiSettings(Settings):
    """The version of the API, the pages that may call it, and the user pool that issues its access tokens."""

    api_version: int = 1
    allow_origins: str = ""
    aws_region: str
    user_pool_id: str
    jwks_url: str

    @property
    def issuer(self) -> str:
        """The issuer of access tokens."""
        return f"https://cognito-idp.{self.aws_region}.amazonaws.com/{self.user_pool_id}"
