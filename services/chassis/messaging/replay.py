"""A read model made anew from the events of the past. `souk replay` calls this with them, in order.

First everything the model knows of them is forgotten, then they are applied by the reactions that made it. What must
not happen again (mail) has no way to: the function is given no port, and no right, to do it.
"""

from __future__ import annotations

import json
import logging
from typing import Any

from chassis.core.errors import AlreadyHandled, NotYet
from chassis.core.events import Reactions, key_of

log = logging.getLogger(__name__)


class Replay:
    """Two sets of reactions to the same events: one that forgets them, and one that applies them."""

    def __init__(self, forgetting: Reactions, applying: Reactions, *ports: object) -> None:
        self._phases = {"forget": _by_key(forgetting), "apply": _by_key(applying)}
        self._ports = ports

    def handler(self, event: dict[str, Any], _context: object) -> dict[str, list[str]]:
        """Lambda handler: `{"phase": "forget" | "apply", "events": [..]}`, the events as they were announced.

        Answers the ids of those that wait for another one, as `{"not_yet": [..]}`. Safe to repeat.
        """
        reactions, not_yet = self._phases[event["phase"]], []
        for wire in event["events"]:
            raw = json.loads(wire)
            if key_of(raw) not in reactions:
                continue
            event_type, react = reactions[key_of(raw)]
            try:
                react(event_type.model_validate(raw), *self._ports)
            except AlreadyHandled:
                continue
            except NotYet:
                not_yet.append(raw["id"])
        log.info("replayed", extra={"phase": event["phase"], "events": len(event["events"]), "not_yet": len(not_yet)})
        return {"not_yet": not_yet}


def _by_key(reactions: Reactions) -> dict[str, Any]:
    return {event_type.key(): (event_type, react) for event_type, react in reactions.items()}
