"""The world of the users service, in memory: whole implementations of its ports that look like collections."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from threading import RLock

from chassis.core.errors import AlreadyHandled, ChangedMeanwhile, KeyReused, NotFound, StillInProgress
from chassis.core.events import Event
from chassis.core.identity import IdempotencyKey
from users.domain import Address, Blocked, EmailNotVerified, User


class MemoryUsers:
    """Customers by id, and what was announced of them."""

    def __init__(self, *users: User) -> None:
        self.announced: list[Event] = []
        self._lock = RLock()
        self._kept = {user.id: replace(deepcopy(user), version=1, events=[]) for user in users}
        self._handled: set[str] = set()
        self._answered: dict[str, tuple[str, str]] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def __getitem__(self, user_id: str) -> User:
        return deepcopy(self._kept[user_id])

    def get(self, user_id: str) -> User | None:
        return deepcopy(self._kept.get(user_id))

    def add(self, user: User) -> None:
        if user.id in self._kept:
            raise ChangedMeanwhile
        self._keep(user)

    @contextmanager
    def change(self, user_id: str, cause: str | None = None) -> Iterator[User]:
        if cause in self._handled:
            raise AlreadyHandled(cause)
        user = self.get(user_id)
        if user is None:
            raise NotFound
        before = deepcopy(user)
        yield user
        if user == before:
            return
        with self._lock:
            if self._kept[user_id].version != before.version:
                raise ChangedMeanwhile
            if cause:
                self._handled.add(cause)
            self._keep(user)

    def find_address_by_request(self, key: IdempotencyKey) -> str | None:
        fingerprint, address_id = self._answered.get(key.id, (key.fingerprint, None))
        if fingerprint != key.fingerprint:
            raise KeyReused("Take a fresh Idempotency-Key for a different request.")
        return address_id

    def add_address(self, user_id: str, address: Address, key: IdempotencyKey) -> None:
        with self.change(user_id) as user:
            user.add_address(address)
            if key.id in self._answered:
                raise StillInProgress
        self._answered[key.id] = (key.fingerprint, address.id)

    def _keep(self, user: User) -> None:
        news = [event.model_copy(update={"sequence": user.sequence + n}) for n, event in enumerate(user.events, 1)]
        self.announced += news
        self._kept[user.id] = deepcopy(
            replace(user, version=user.version + 1, sequence=user.sequence + len(news), events=[])
        )


class MemoryAccounts:
    """The user pool: verified addresses for mail by user name, which is a user's id here."""

    def __init__(self, **emails: str) -> None:
        self.emails = emails
        self.unverified: set[str] = set()
        self.disabled: set[str] = set()

    def email(self, username: str) -> str:
        self.ensure_open(username)
        if username in self.unverified:
            raise EmailNotVerified("Verify the address with the code that was mailed to it, then try again.")
        return self.emails[username]

    def ensure_open(self, user_id: str) -> None:
        if user_id not in self.emails:
            raise NotFound("The account was closed.")
        if user_id in self.disabled:
            raise Blocked("Ask the shop why.")

    def disable(self, user_id: str) -> None:
        if user_id in self.emails:
            self.disabled.add(user_id)

    def enable(self, user_id: str) -> None:
        self.disabled.discard(user_id)

    def delete(self, username: str) -> None:
        self.disabled.discard(username)
        self.emails.pop(username, None)
