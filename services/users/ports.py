"""The ports of users. `store.py` and `adapters.py` implement them; tests use in-memory fakes."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from chassis.core.identity import IdempotencyKey
from users.domain import Address, User


class Users(Protocol):
    """All customers, including erased ones."""

    def get(self, user_id: str) -> User | None:
        """The customer, or None."""

    def add(self, user: User) -> None:
        """Store a new customer with their events. Raises ChangedMeanwhile if the customer exists."""

    def change(self, user_id: str, cause: str | None = None) -> AbstractContextManager[User]:
        """Load a customer, and store the caller's changes with their events in one transaction.

        Personal data of an erased customer is removed here and from published events.
        Raises AlreadyHandled if `cause` was processed before, NotFound, ChangedMeanwhile.
        """

    def find_address_by_request(self, key: IdempotencyKey) -> str | None:
        """The id of the address this request made before; the request says the rest. Raises KeyReused."""

    def add_address(self, user_id: str, address: Address, key: IdempotencyKey) -> None:
        """Store a new address of a customer, once per request.

        Raises NotFound, TooManyAddresses, or StillInProgress if the same request is being processed.
        """


class Accounts(Protocol):
    """The accounts in the user pool."""

    def email(self, username: str) -> str:
        """The verified email address. Raises NotFound if the account was deleted, Blocked, EmailNotVerified."""

    def ensure_open(self, user_id: str) -> None:
        """Raise NotFound if the account was deleted, Blocked if it is disabled."""

    def disable(self, user_id: str) -> None:
        """Disable the account and end its sessions. Idempotent; ignores a deleted account."""

    def enable(self, user_id: str) -> None:
        """Enable the account. Idempotent; ignores a deleted account."""

    def delete(self, username: str) -> None:
        """Delete the account. Idempotent."""
