"""The world of the website service, in memory: whole implementations of its ports that look like collections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from chassis.core.errors import ChangedMeanwhile
from website.domain.newsletter import Limit, Subscriber, TooManySignUps


class MemorySubscribers:
    """Subscribers by id."""

    def __init__(self, *subscribers: Subscriber) -> None:
        self._kept = {each.id: replace(each, version=1) for each in subscribers}
        self._counted: Counter[tuple[str, str]] = Counter()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, subscriber_id: str) -> Subscriber | None:
        return deepcopy(self._kept.get(subscriber_id))

    def sign_up(self, subscriber: Subscriber, limits: Sequence[Limit]) -> None:
        if any(self._counted[limit.kind, limit.who] >= limit.most for limit in limits):
            raise TooManySignUps
        self._put(subscriber)
        self._counted.update((limit.kind, limit.who) for limit in limits)

    def _put(self, subscriber: Subscriber) -> None:
        kept = self._kept.get(subscriber.id)
        if subscriber.version != (kept.version if kept else 0):
            raise ChangedMeanwhile
        self._kept[subscriber.id] = replace(deepcopy(subscriber), version=subscriber.version + 1)


class FixedKeys:
    """Keys that everybody may know."""

    def naming(self) -> bytes:
        return b"the naming key"


class GatewayCallers:
    """Callers by the address that the gateway saw."""

    def network(self, event: Mapping[str, Any]) -> str:
        return str(((event.get("requestContext") or {}).get("identity") or {}).get("sourceIp", ""))
