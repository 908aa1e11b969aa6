"""The customer aggregate: its state, its rules, and the events it records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from chassis.core.errors import Conflict, NotFound
from chassis.core.events import Event, new_id, now
from users.events_out import OrderRefused, UserBlocked, UserChanged, UserErased, UserRegistered, UserUnblocked

MAX_ADDRESSES = 10


class Erased(Conflict):
    """This user was erased at their own request."""


class Blocked(Conflict):
    """Staff have blocked this user."""


class EmailNotVerified(Conflict):
    """The account's email address is not verified."""


class TooManyAddresses(Conflict):
    """The maximum number of addresses is reached."""


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
    """A customer. Only the id of an erased one is kept, so that a late message can't restore them."""

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

    def update_profile(self, name: str, email: str) -> None:
        """Replace name and email address. Raises Erased, Blocked."""
        self.ensure_active()
        if (self.name, self.email) != (name, email):
            self.name, self.email = name, email
            self.events.append(UserChanged(aggregate_id=self.id, full_name=name, email=email))

    def add_address(self, address: Address) -> None:
        """Add an address. Raises TooManyAddresses, Erased, Blocked."""
        self.ensure_active()
        if len(self.addresses) >= MAX_ADDRESSES:
            raise TooManyAddresses(f"At most {MAX_ADDRESSES}: remove one first.")
        self.addresses.append(address)

    def remove_address(self, address_id: str) -> None:
        """Remove an address. Raises NotFound."""
        others = [address for address in self.addresses if address.id != address_id]
        if len(others) == len(self.addresses):
            raise NotFound
        self.addresses = others

    def adjust_order_count(self, difference: int) -> None:
        """Adjust the number of orders placed and not cancelled. Raises Erased for a new order of an erased user."""
        if difference > 0:
            self.ensure_not_erased()
        if not self.erased:
            self.orders += difference

    def refuse_order(self, order_id: str) -> None:
        """Refuse an order that was placed before its customer was erased, and arrived after."""
        self.events.append(OrderRefused(aggregate_id=self.id, order_id=order_id))

    def block(self) -> None:
        """Block the user. Idempotent. Raises Erased."""
        self.ensure_not_erased()
        if not self.blocked:
            self.blocked = True
            self.events.append(UserBlocked(aggregate_id=self.id))

    def unblock(self) -> None:
        """Unblock the user. Idempotent."""
        if self.blocked:
            self.blocked = False
            self.events.append(UserUnblocked(aggregate_id=self.id))

    def erase(self) -> None:
        """Remove all personal data. Idempotent."""
        if not self.erased:
            self.name = self.email = ""
            self.addresses = []
            self.orders = 0
            self.blocked = False
            self.erased = True
            self.events.append(UserErased(aggregate_id=self.id))

    def ensure_not_erased(self) -> None:
        """Raises Erased."""
        if self.erased:
            raise Erased("Sign up with a new account.")

    def ensure_active(self) -> None:
        """Raises Erased, Blocked."""
        self.ensure_not_erased()
        if self.blocked:
            raise Blocked("Ask the shop why.")
