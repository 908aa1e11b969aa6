"""Event to action, wired by the table at the end."""

from __future__ import annotations

from contextlib import suppress

from chassis.core.errors import AlreadyHandled
from chassis.core.events import Reactions
from notifications.actions import forget, introduce, learn, recipient, tell
from notifications.domain import Kind, Letter, Notification, money
from notifications.events_in import (
    OrderCancelled,
    OrderEvent,
    OrderPlaced,
    OrderShipped,
    UserChanged,
    UserErased,
    UserRegistered,
)
from notifications.ports import Contacts, Mailer, Notifications


def on_user_registered(event: UserRegistered, contacts: Contacts, notifications: Notifications, mailer: Mailer) -> None:
    # The contact may be known from an attempt whose mail failed: the mail is what is left to do.
    with suppress(AlreadyHandled):
        _follow(event, f"{event.id}#contact", contacts)
    contact = recipient(event.aggregate_id, contacts)
    notification = Notification(
        id=event.id,
        customer_id=event.aggregate_id,
        kind=Kind.WELCOME,
        title="Welcome",
        text="Good to have you here.",
        at=event.at,
    )
    tell(contact, notification, Letter(Kind.WELCOME, "Welcome to Souk", contact.name), notifications, mailer)


def on_user_changed(event: UserChanged, contacts: Contacts) -> None:
    _follow(event, event.id, contacts)


def _follow(event: UserRegistered | UserChanged, cause: str, contacts: Contacts) -> None:
    if event.email:
        learn(event.aggregate_id, event.full_name, event.email, event.sequence, cause, contacts)
    else:
        # It is replayed. Its cause isn't remembered: should the event itself still come, it is heard.
        introduce(event.aggregate_id, contacts)


def on_user_erased(event: UserErased, contacts: Contacts, notifications: Notifications) -> None:
    forget(event.aggregate_id, event.sequence, contacts, notifications)


def on_order_placed(event: OrderPlaced, contacts: Contacts, notifications: Notifications, mailer: Mailer) -> None:
    _order(
        event, Kind.ORDER_PLACED, "Your order is in", "We have it, and pack it next.", contacts, notifications, mailer
    )


def on_order_cancelled(event: OrderCancelled, contacts: Contacts, notifications: Notifications, mailer: Mailer) -> None:
    _order(event, Kind.ORDER_CANCELLED, "Your order is cancelled", "Nothing is sent.", contacts, notifications, mailer)


def on_order_shipped(event: OrderShipped, contacts: Contacts, notifications: Notifications, mailer: Mailer) -> None:
    _order(event, Kind.ORDER_SHIPPED, "Your order has shipped", "It is on its way.", contacts, notifications, mailer)


def _order(
    event: OrderEvent,
    kind: Kind,
    title: str,
    text: str,
    contacts: Contacts,
    notifications: Notifications,
    mailer: Mailer,
) -> None:
    contact = recipient(event.customer_id, contacts)
    notification = Notification(
        id=event.id,
        customer_id=event.customer_id,
        kind=kind,
        title=title,
        text=text,
        at=event.at,
        about=event.aggregate_id,
    )
    lines = [
        (line.name, line.quantity, money(line.price.amount * line.quantity, line.price.currency))
        for line in event.lines
    ]
    total = money(event.total.amount, event.total.currency)
    letter = Letter(kind, title, contact.name, event.aggregate_id, lines, total)
    tell(contact, notification, letter, notifications, mailer)


REACTIONS: Reactions = {
    UserRegistered: on_user_registered,
    UserChanged: on_user_changed,
    UserErased: on_user_erased,
    OrderPlaced: on_order_placed,
    OrderCancelled: on_order_cancelled,
    OrderShipped: on_order_shipped,
}
