"""How much is done to the system: little in `make test`, ten times as much in `make chaos`."""

from __future__ import annotations

import os

SCALE = int(os.environ.get("SOUK_CHAOS_SCALE", "1"))
SEED = int(os.environ.get("SOUK_CHAOS_SEED", "1"))
PATIENCE = int(os.environ.get("SOUK_CHAOS_PATIENCE", "900"))  # seconds that a system may take to come to rest
ORDERS = 200 * SCALE  # a cell of the matrix
OUTAGE_SECONDS = int(os.environ.get("SOUK_CHAOS_OUTAGE", "15" if SCALE == 1 else "600"))
LETTERS = 1_000 * SCALE  # dead letters that are sent back
MESSAGES = 1_000 * SCALE  # among which one of a hundred is poison
LOST_REPLIES = 100 * SCALE  # for each action that changes something
