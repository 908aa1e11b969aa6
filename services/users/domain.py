"""Customers: what we know of them, and their rules. What happens to one, it records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from chassis.core.errors import Conflict, NotFound
from chassis.core.events import Event, new_id, now
from users.events_out import OrderRefused, UserBlocked, UserChanged, UserErased, UserRegistered, UserUnblocked

MAX_ADDRESSES = 10


class Erased(Conflict):
    """This person asked to be forgotten."""


class Blocked(Conflict):
    """Staff have blocked this person."""


class EmailNotVerified(Conflict):
    """The account's e-mail address has not been verified."""


class TooManyAddresses(Conflict):
    """There is no room for another address."""


@dataclass(frozen=True)
class Address:
    """A postal address."""

    recipient: str
    street: str
    postal_code: str
    city: str
    country: str
    id: str = field(default_factory=new_id)


@dataclass
class User:
    """A customer. Of one who was erased only the id is left, so that it can't come back by a late message."""

    id: str
    name: str
    email: str
    addresses: list[Address] = field(default_factory=list)
    orders: int = 0
    registered_at: datetime = field(default_factory=now)
    blocked: bool = False
    erased: bool = False
    version: int = 0
    sequence: int = 0
    events: list[Event] = field(default_factory=list)

    @classmethod
    def register(cls, user_id: str, name: str, email: str) -> User:
        """A new customer."""
        user = cls(user_id, name, email)
        user.events.append(UserRegistered(aggregate_id=user_id, full_name=name, email=email))
        return user

    def change(self, name: str, email: str) -> None:
        """Correct what we know. Raises Erased, Blocked."""
        self.must_be_active()
        if (self.name, self.email) != (name, email):
            self.name, self.email = name, email
            self.events.append(UserChanged(aggregate_id=self.id, full_name=name, email=email))

    def add_address(self, address: Address) -> None:
        """Raises TooManyAddresses, Erased, Blocked."""
        self.must_be_active()
        if len(self.addresses) >= MAX_ADDRESSES:
            raise TooManyAddresses(f"At most {MAX_ADDRESSES}: remove one first.")
        self.addresses.append(address)

    def remove_address(self, address_id: str) -> None:
        """Raises NotFound."""
        left = [address for address in self.addresses if address.id != address_id]
        if len(left) == len(self.addresses):
            raise NotFound
        self.addresses = left

    def count_order(self, difference: int) -> None:
        """Keep count of orders placed and not cancelled. Raises Erased for an order placed by somebody who left."""
        if difference > 0:
            self.must_be_here()
        if not self.erased:
            self.orders += difference

    def refuse_order(self, order_id: str) -> None:
        """Say that an order can't stand, because it is of somebody who left."""
        self.events.append(OrderRefused(aggregate_id=self.id, order_id=order_id))

    def block(self) -> None:
        """Keep them out; again is fine. Raises Erased."""
        self.must_be_here()
        if not self.blocked:
            self.blocked = True
            self.events.append(UserBlocked(aggregate_id=self.id))

    def unblock(self) -> None:
        """Let them in again; of somebody who isn't blocked, that is fine."""
        if self.blocked:
            self.blocked = False
            self.events.append(UserUnblocked(aggregate_id=self.id))

    def erase(self) -> None:
        """Forget everything personal; again is fine."""
        if not self.erased:
            self.name = self.email = ""
            self.addresses = []
            self.orders = 0
            self.blocked = False
            self.erased = True
            self.events.append(UserErased(aggregate_id=self.id))

    def must_be_here(self) -> None:
        """Raises Erased."""
        if self.erased:
            raise Erased("Sign up anew.")

    def must_be_active(self) -> None:
        """Raises Erased, Blocked."""
        self.must_be_here()
        if self.blocked:
            raise Blocked("Ask the shop why.")
