"""Settings from environment variables: one mixin for each thing that a function uses, combined in `settings.py`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from pydantic import BaseModel, ConfigDict


class Settings(BaseModel):
    """Typed environment variables, named alike in upper case. A missing one stops the cold start."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    service: str
    environment: str
    log_level: str = "INFO"

    @classmethod
    def load(cls, environ: Mapping[str, str]) -> Self:
        """Read `environ`. Raises pydantic's ValidationError, which names every missing variable."""
        return cls.model_validate({name.lower(): value for name, value in environ.items()})


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
    """The version of the API, and the user pool that issues its access tokens."""

    api_version: int = 1
    aws_region: str
    user_pool_id: str
    jwks_url: str

    @property
    def issuer(self) -> str:
        """The issuer of access tokens."""
        return f"https://cognito-idp.{self.aws_region}.amazonaws.com/{self.user_pool_id}"
