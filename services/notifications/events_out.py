"""The events of notifications: none yet."""

from __future__ import annotations

from chassis.core.events import Announcement

EVENTS_OUT: tuple[type[Announcement], ...] = ()
