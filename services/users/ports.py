"""What users needs from the world, as promises. `store.py` and `adapters.py` keep them; tests keep them in memory."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from chassis.core.identity import IdempotencyKey
from users.domain import Address, User


class Users(Protocol):
    """Every customer, those who were erased included."""

    def get(self, user_id: str) -> User | None:
        """The customer as they are now."""

    def add(self, user: User) -> None:
        """Keep a new customer and announce them. Raises ChangedMeanwhile if they are here already."""

    def change(self, user_id: str, cause: str | None = None) -> AbstractContextManager[User]:
        """Load, let the caller change, save and announce, all or nothing.

        Of somebody who was erased nothing personal stays, neither here nor in what was published.
        Raises AlreadyHandled if `cause` led here before, NotFound, ChangedMeanwhile.
        """

    def find_address_by_request(self, key: IdempotencyKey) -> str | None:
        """The id of the address this request made before; the request says the rest. Raises KeyReused."""

    def add_address(self, user_id: str, address: Address, key: IdempotencyKey) -> None:
        """Keep a new address with its customer, once per request.

        Raises NotFound, TooManyAddresses, StillInProgress if the same request was faster.
        """


class Accounts(Protocol):
    """The user pool, where people sign in."""

    def email(self, username: str) -> str:
        """The verified address for mail. Raises NotFound if the account is gone, Blocked, EmailNotVerified."""

    def must_be_open(self, user_id: str) -> None:
        """Raises NotFound if the account is gone, Blocked if it is disabled."""

    def disable(self, user_id: str) -> None:
        """Nobody can sign in with the account any more, and its sessions end; if it is gone, or again, is fine."""

    def enable(self, user_id: str) -> None:
        """Its owner can sign in again; if it is gone, or again, is fine."""

    def delete(self, username: str) -> None:
        """The account can't be used any more; again is fine."""
