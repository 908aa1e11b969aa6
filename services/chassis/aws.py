"""A cold start: logs and traces on, and how patient AWS clients are."""

from __future__ import annotations

from botocore.config import Config

from chassis import logs, tracing
from chassis.settings import Settings

# Below the function's own timeout, so that a call that hangs is repeated or told of instead of being cut off.
CONFIG = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 3})
# For what must not be done twice and can't be told apart from what was not done: whoever calls decides to repeat.
CONFIG_ONCE = CONFIG.merge(Config(retries={"mode": "standard", "total_max_attempts": 1}))


def start(settings: Settings) -> None:
    """Call it once, first of all."""
    logs.start(settings.service, settings.environment, settings.log_level)
    tracing.start(settings.service)
