"""Settings from environment variables; a service's own `settings.py` adds what only it needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from pydantic import BaseModel, ConfigDict


class Settings(BaseModel):
    """Typed environment variables, named alike in upper case. A missing one stops the cold start."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    service: str
    environment: str
    table: str
    topic_arn: str
    event_stream: str
    queue_url: str
    dlq_url: str
    log_level: str = "INFO"

    @classmethod
    def load(cls, environ: Mapping[str, str]) -> Self:
        """Read `environ`; raises pydantic's ValidationError, which names every missing variable."""
        return cls.model_validate({name.lower(): value for name, value in environ.items()})


class HttpSettings(Settings):
    """What an API needs besides, to check tokens that no gateway has checked."""

    api_version: int = 1
    aws_region: str
    user_pool_id: str
    jwks_url: str

    @property
    def issuer(self) -> str:
        """Who must have issued an access token."""
        return f"https://cognito-idp.{self.aws_region}.amazonaws.com/{self.user_pool_id}"
