"""SnapStart: functions that start from one snapshot of a function after its cold start.

A cold start here opens no connection, reads no credentials and no clock: each call does. Ids and tokens come from the
operating system's randomness. The copies would share only the state of `random`, which spreads retries.
"""

from __future__ import annotations

import random
from collections.abc import Mapping


def renew_after_restore(environ: Mapping[str, str]) -> None:
    """Have Lambda give each restored function its own random state."""
    if environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
        from snapshot_restore_py import register_after_restore  # Lambda's own, in its runtime

        register_after_restore(random.seed)
