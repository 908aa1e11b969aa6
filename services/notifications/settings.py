"""Everything notifications reads from the environment."""

from __future__ import annotations

from chassis import settings
from chassis.settings import HttpSettings

__all__ = ["HttpSettings", "Settings"]


class Settings(settings.Settings):
    """What the consumer needs: who the mails are from, and which environment they are counted for."""

    mail_from: str
    environment: str
