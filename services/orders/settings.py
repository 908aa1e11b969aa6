"""Everything orders reads from the environment."""

from __future__ import annotations

from chassis.runtime import settings
from chassis.runtime.settings import Settings

__all__ = ["HttpSettings", "Settings"]


class HttpSettings(settings.HttpSettings):
    """What the API needs: where users answers."""

    users_url: str
