"""Everything notifications reads from the environment."""

from __future__ import annotations

from chassis.runtime.settings import HttpSettings, Settings

__all__ = ["HttpSettings", "Settings", "SqsSettings"]


class SqsSettings(Settings):
    """What the consumer needs: who the mails are from."""

    mail_from: str
