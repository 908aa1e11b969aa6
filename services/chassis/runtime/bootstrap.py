"""Cold start: logs, and AWS clients that obey the deadline."""

from __future__ import annotations

import os

from chassis.runtime import logs, snapshots
from chassis.runtime.aws_client import Session
from chassis.runtime.settings import Settings


def init_runtime(settings: Settings) -> Session:
    """Configure logs. Returns the session for clients of AWS. Call it once, first."""
    logs.configure(settings.service, settings.environment, settings.log_level)
    snapshots.renew_after_restore(os.environ)
    return Session()
