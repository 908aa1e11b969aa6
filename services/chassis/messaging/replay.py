"""Rebuild a read model from past events. `souk replay` calls this with them, in order.

The first phase removes from the model what the events added, the second applies them by the usual reactions. Side
effects (mail) can't happen again: the function has neither the port nor the permission.
"""

from __future__ import annotations

import json
import logging
from typing import Any

from chassis.core.errors import AlreadyHandled, NotYet
from chassis.core.events import Reactions
from chassis.core.ports import Ports, bind_all
from chassis.core.wire import key_of

log = logging.getLogger(__name__)


class Replay:
    """Two sets of reactions to the same events: one that resets the model, and one that applies them."""

    def __init__(self, reset: Reactions, apply: Reactions, ports: Ports) -> None:
        self._phases = {"forget": bind_all(reset, ports), "apply": bind_all(apply, ports)}

    def handler(self, event: dict[str, Any], _context: object) -> dict[str, list[str]]:
        """Lambda handler: `{"phase": "forget" | "apply", "events": [..]}`, the events as JSON.

        Returns the ids of those that wait for another event, as `{"not_yet": [..]}`. Idempotent.
        """
        reactions, not_yet = self._phases[event["phase"]], []
        for wire in event["events"]:
            raw = json.loads(wire)
            if key_of(raw) not in reactions:
                continue
            event_type, react = reactions[key_of(raw)]
            try:
                react(event_type.model_validate(raw))
            except AlreadyHandled:
                continue
            except NotYet:
                not_yet.append(raw["id"])
        log.info("replayed", extra={"phase": event["phase"], "events": len(event["events"]), "not_yet": len(not_yet)})
        return {"not_yet": not_yet}
