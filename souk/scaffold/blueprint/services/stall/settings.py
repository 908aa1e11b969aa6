"""Everything stall reads from the environment."""

from __future__ import annotations

from chassis.settings import HttpSettings, Settings

__all__ = ["HttpSettings", "Settings"]
