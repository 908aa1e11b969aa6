"""Timeouts and attempts of calls to AWS, within the deadline of the invocation."""

from __future__ import annotations

from dataclasses import dataclass, replace

LONGEST_PAUSE = 1  # seconds before a second attempt


@dataclass(frozen=True)
class AwsConfig:
    """How long a client waits, in seconds, and how often it tries."""

    connect_timeout: float
    read_timeout: float
    attempts: int

    @property
    def longest_try(self) -> float:
        """The seconds that one attempt may take, including the pause after it."""
        return self.connect_timeout + self.read_timeout + (LONGEST_PAUSE if self.attempts > 1 else 0)


# Shorter than the Lambda timeout, so that a hanging call can be retried, or answered 503.
CONFIG = AwsConfig(connect_timeout=1, read_timeout=3, attempts=2)
# For calls that are not idempotent: the caller decides about a retry.
CONFIG_ONCE = replace(CONFIG, attempts=1)
# For a trigger of Cognito, which waits for 5 s and retries by itself.
CONFIG_BRIEF = AwsConfig(connect_timeout=0.5, read_timeout=1.5, attempts=1)
