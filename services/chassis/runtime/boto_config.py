"""How patient AWS clients are: timeouts and retries, held against the deadline of the invocation."""

from __future__ import annotations

from typing import Any

import boto3
from botocore.config import Config

from chassis.runtime import deadline

# All tries together stay below the function's timeout: a call that hangs is answered 503 instead of being cut off.
CONFIG = Config(connect_timeout=1, read_timeout=3, retries={"mode": "standard", "total_max_attempts": 2})
# For what must not be done twice and can't be told apart from what was not done: whoever calls decides to repeat.
CONFIG_ONCE = CONFIG.merge(Config(retries={"mode": "standard", "total_max_attempts": 1}))
# For a trigger of Cognito, which waits for 5 s and calls again by itself.
CONFIG_BRIEF = CONFIG_ONCE.merge(Config(connect_timeout=0.5, read_timeout=1.5))
LONGEST_PAUSE = 1  # seconds that botocore waits before a second try


def obey_deadline(session: boto3.Session, config: Config) -> None:
    """Have no try of the session's clients begin that could outlast the invocation."""
    seconds = longest_try(config)
    session.events.register("before-send", lambda **_: deadline.check(seconds))


def longest_try(config: Config) -> float:
    """The seconds that one try may take, the pause after it included."""
    told: Any = config  # whose attributes are made of its arguments
    again = told.retries["total_max_attempts"] > 1
    return float(told.connect_timeout + told.read_timeout + (LONGEST_PAUSE if again else 0))
