"""The world of the website service, in memory: whole implementations of its ports that look like collections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from threading import RLock
from typing import Any

from chassis.core.errors import ChangedMeanwhile, NotFound
from website.domain.letters import Letter
from website.domain.newsletter import Limit, Subscriber, TooManySignUps
from website.ports.newsletter import Mail


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

    @contextmanager
    def change(self, subscriber_id: str) -> Iterator[Subscriber]:
        subscriber = self.get(subscriber_id)
        if subscriber is None:
            raise NotFound
        yield subscriber
        self._put(subscriber)

    def _put(self, subscriber: Subscriber) -> None:
        kept = self._kept.get(subscriber.id)
        if subscriber.version != (kept.version if kept else 0):
            raise ChangedMeanwhile
        self._kept[subscriber.id] = replace(deepcopy(subscriber), version=subscriber.version + 1)


class MemoryLetters:
    """The state of mails."""

    def __init__(self) -> None:
        self._kept: dict[str, Letter] = {}
        self._lock = RLock()

    def claim(self, letter_id: str, forget_at: int) -> None:
        with self._lock:
            letter = deepcopy(self._kept.get(letter_id)) or Letter(letter_id, expires_at=forget_at)
            letter.claim()
            self._kept[letter_id] = letter

    def release(self, letter_id: str) -> None:
        self._kept[letter_id].claimed_until = None

    def mark_sent(self, letter_id: str) -> None:
        self._kept[letter_id] = replace(self._kept[letter_id], sent=True, claimed_until=None)


class MemoryMailer(list[Mail]):
    """The mails that were sent. It raises each of `failures` once, before it sends."""

    def __init__(self, *failures: Exception) -> None:
        super().__init__()
        self._failures = [*failures]

    def send(self, mail: Mail) -> None:
        if self._failures:
            raise self._failures.pop(0)
        self.append(mail)


class FixedKeys:
    """Keys that everybody may know; `rotate` makes the current key of links the previous one."""

    def __init__(self) -> None:
        self._links = [b"the first key", b""]
        self._in_memory = self._links

    def naming(self) -> bytes:
        return b"the naming key"

    def confirming(self) -> Sequence[bytes]:
        return self._in_memory

    def renew(self) -> bool:
        changed = self._in_memory != self._links
        self._in_memory = self._links
        return changed

    def rotate(self, key: bytes) -> None:
        self._links = [key, self._links[0]]


class GatewayCallers:
    """Callers by the address that the gateway saw."""

    def network(self, event: Mapping[str, Any]) -> str:
        return str(((event.get("requestContext") or {}).get("identity") or {}).get("sourceIp", ""))
