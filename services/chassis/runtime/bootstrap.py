"""A cold start: logs and traces on, and AWS clients that obey the deadline."""

from __future__ import annotations

import boto3
from botocore.config import Config

from chassis.runtime import logs, tracing
from chassis.runtime.boto_config import CONFIG, obey_deadline
from chassis.runtime.settings import Settings


def start(settings: Settings, config: Config = CONFIG) -> boto3.Session:
    """Call it once, first of all. Clients of the session that it answers, the default one, obey the deadline."""
    logs.start(settings.service, settings.environment, settings.log_level)
    tracing.start(settings.service)
    session = boto3.Session()
    boto3.DEFAULT_SESSION = session
    obey_deadline(session, config)
    return session
