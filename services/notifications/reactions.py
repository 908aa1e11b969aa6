"""Event to action, wired by the table at the end."""

from __future__ import annotations

from contextlib import suppress

from chassis.core.errors import AlreadyHandled
from chassis.core.events import Reactions
from notifications.actions import erase, find_recipient, notify, register_contact, update_contact
from notifications.domain import EmailContent, Kind, Notification, money
from notifications.events_in import (
    OrderCancelled,
    OrderEvent,
    OrderPlaced,
    OrderShipped,
    UserChanged,
    UserErased,
    UserRegistered,
)
from notifications.ports import Contacts, EmailSender, Notifications


def on_user_registered(
    event: UserRegistered, contacts: Contacts, notifications: Notifications, sender: EmailSender
) -> None:
    # An attempt whose email failed has already updated the contact; only the email is left to send.
    with suppress(AlreadyHandled):
        _update_contact(event, f"{event.id}#contact", contacts)
    contact = find_recipient(event.aggregate_id, contacts)
    notification = Notification(
        id=event.id,
        customer_id=event.aggregate_id,
        kind=Kind.WELCOME,
        title="Welcome",
        text="Good to have you here.",
        at=event.at,
    )
    notify(contact, notification, EmailContent(Kind.WELCOME, "Welcome to Souk", contact.name), notifications, sender)


def on_user_changed(event: UserChanged, contacts: Contacts) -> None:
    _update_contact(event, event.id, contacts)


def _update_contact(event: UserRegistered | UserChanged, cause: str, contacts: Contacts) -> None:
    if event.email:
        update_contact(event.aggregate_id, event.full_name, event.email, event.sequence, cause, contacts)
    else:
        # A replayed event. Its cause is not stored, so that the event itself is still processed if it arrives later.
        register_contact(event.aggregate_id, contacts)


def on_user_erased(event: UserErased, contacts: Contacts, notifications: Notifications) -> None:
    erase(event.aggregate_id, event.sequence, contacts, notifications)


def on_order_event(event: OrderEvent, contacts: Contacts, notifications: Notifications, sender: EmailSender) -> None:
    contact = find_recipient(event.customer_id, contacts)
    kind, title, text = MESSAGES[type(event)]
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
    content = EmailContent(kind, title, contact.name, event.aggregate_id, lines, total)
    notify(contact, notification, content, notifications, sender)


MESSAGES: dict[type[OrderEvent], tuple[Kind, str, str]] = {
    OrderPlaced: (Kind.ORDER_PLACED, "Your order is in", "We have it, and pack it next."),
    OrderCancelled: (Kind.ORDER_CANCELLED, "Your order is cancelled", "Nothing is sent."),
    OrderShipped: (Kind.ORDER_SHIPPED, "Your order has shipped", "It is on its way."),
}
REACTIONS: Reactions = {
    UserRegistered: on_user_registered,
    UserChanged: on_user_changed,
    UserErased: on_user_erased,
    OrderPlaced: on_order_event,
    OrderCancelled: on_order_event,
    OrderShipped: on_order_event,
}
