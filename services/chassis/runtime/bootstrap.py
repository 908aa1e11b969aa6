"""Cold start: logs, tracing, and AWS clients that obey the deadline."""

from __future__ import annotations

import boto3
from botocore.config import Config

from chassis.runtime import logs, tracing
from chassis.runtime.boto_config import CONFIG, obey_deadline
from chassis.runtime.settings import Settings


def init_runtime(settings: Settings, config: Config = CONFIG) -> boto3.Session:
    """Configure logs and tracing. Returns the default session, whose clients obey the deadline. Call it once, first."""
    logs.configure(settings.service, settings.environment, settings.log_level)
    tracing.configure(settings.service)
    session = boto3.Session()
    boto3.DEFAULT_SESSION = session
    obey_deadline(session, config)
    return session
