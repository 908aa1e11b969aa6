"""Timeouts and retries of AWS clients, within the deadline of the invocation."""

from __future__ import annotations

from typing import Any

import boto3
from botocore.config import Config

from chassis.runtime import deadline

# Shorter than the Lambda timeout, so that a hanging call can be retried, or answered 503.
CONFIG = Config(connect_timeout=1, read_timeout=3, retries={"mode": "standard", "total_max_attempts": 2})
# For calls that are not idempotent: the caller decides about a retry.
CONFIG_ONCE = CONFIG.merge(Config(retries={"mode": "standard", "total_max_attempts": 1}))
# For a trigger of Cognito, which waits for 5 s and retries by itself.
CONFIG_BRIEF = CONFIG_ONCE.merge(Config(connect_timeout=0.5, read_timeout=1.5))
LONGEST_PAUSE = 1  # seconds that botocore waits before a second try


def obey_deadline(session: boto3.Session, config: Config) -> None:
    """Refuse attempts of the session's clients that could outlast the invocation."""
    seconds = longest_try(config)
    session.events.register("before-send", lambda **_: deadline.check(seconds))


def longest_try(config: Config) -> float:
    """The seconds that one attempt may take, including the pause after it."""
    options: Any = config  # whose attributes are set from its arguments
    pause = LONGEST_PAUSE if options.retries["total_max_attempts"] > 1 else 0
    return float(options.connect_timeout + options.read_timeout + pause)
