"""Everything stall reads from the environment."""

from __future__ import annotations

from chassis.runtime.settings import HttpSettings, Settings

__all__ = ["HttpSettings", "Settings"]
