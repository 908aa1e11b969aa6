"""Everything orders reads from the environment."""

from __future__ import annotations

from chassis import settings
from chassis.settings import Settings

__all__ = ["HttpSettings", "Settings"]


class HttpSettings(settings.HttpSettings):
    """What the API needs: where users answers."""

    users_url: str
