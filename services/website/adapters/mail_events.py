"""The events of SES about mails that it has sent: some say that an address must get no more."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


class UnknownMailEvent(Exception):
    """It is no event of SES, or of a mail that the newsletter did not send."""


@dataclass(frozen=True)
class Undeliverable:
    """A mail of a subscription that came back for good, or was reported as spam."""

    subscriber: str
    subscription: str
    cause: str


def parse(body: str) -> Undeliverable | None:
    """The event, or None for one that changes nothing: a full mailbox is no reason. Raises UnknownMailEvent."""
    try:
        event: dict[str, Any] = json.loads(body)
        kind = event.get("eventType") or event["notificationType"]
        if kind not in ("Bounce", "Complaint"):
            return None
        if kind == "Bounce" and event["bounce"]["bounceType"] != "Permanent":
            return None
        tags = event["mail"]["tags"]
        return Undeliverable(tags["subscriber"][0], tags["subscription"][0], kind.lower())
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise UnknownMailEvent(type(error).__name__) from error
