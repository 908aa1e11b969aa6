"""The amount of load: little in `make test`, ten times as much in `make chaos`."""

from __future__ import annotations

import os

SCALE = int(os.environ.get("SOUK_CHAOS_SCALE", "1"))
SEED = int(os.environ.get("SOUK_CHAOS_SEED", "1"))
TIMEOUT = int(os.environ.get("SOUK_CHAOS_PATIENCE", "900"))  # seconds until all events must be handled
ORDERS = 200 * SCALE  # per cell of the matrix
OUTAGE_SECONDS = int(os.environ.get("SOUK_CHAOS_OUTAGE", "15" if SCALE == 1 else "600"))
LETTERS = 1_000 * SCALE  # dead letters to redrive
MESSAGES = 1_000 * SCALE  # one of a hundred is poison
LOST_REPLIES = 100 * SCALE  # for each action
