"""The use cases of notifications, one verb per function."""

from __future__ import annotations

from contextlib import suppress

from chassis.core.errors import AlreadyHandled, ChangedMeanwhile, NotFound, NotYet
from notifications.domain import Contact, EmailContent, MailNotSent, MailState, Notification
from notifications.ports import Contacts, EmailSender, Notifications


class UnknownContact(NotYet):
    """The customer's registration event has not arrived yet."""


def find_recipient(customer_id: str, contacts: Contacts) -> Contact:
    """The customer's contact. Raises UnknownContact."""
    contact = contacts.get(customer_id)
    if not contact.is_registered:
        raise UnknownContact(customer_id)
    return contact


def notify(
    contact: Contact,
    notification: Notification,
    content: EmailContent,
    notifications: Notifications,
    sender: EmailSender,
) -> None:
    """Notify a customer once in the app, and once by email if they want that.

    The notification is stored with a claim on its email, which is then sent and marked as sent. So an email is sent
    twice only if the function dies, or can't reach its table, between the last two steps. Raises AlreadyHandled if
    nothing was left to do, MailInProgress.
    """
    if contact.erased:
        return
    if contact.wants_mail:
        notification.mail = MailState.PENDING
        notification.claim_mail()
    try:
        notifications.add(notification)
    except AlreadyHandled:
        if not contact.wants_mail:
            raise
        _claim_mail(notification.id, notifications)
    if contact.wants_mail:
        _send(content, contact.email, notification.id, notifications, sender)


def _claim_mail(notification_id: str, notifications: Notifications) -> None:
    """Take over an email that an earlier delivery of the event did not send."""
    try:
        with notifications.change(notification_id) as notification:
            notification.claim_mail()
    except NotFound as error:
        raise AlreadyHandled(notification_id) from error


def _send(
    content: EmailContent, to: str, notification_id: str, notifications: Notifications, sender: EmailSender
) -> None:
    try:
        sender.send(content, to)
    except MailNotSent:
        # If the row changes at the same time, the claim stays and expires by itself.
        with suppress(NotFound, ChangedMeanwhile), notifications.change(notification_id) as notification:
            notification.release_mail()
        raise
    notifications.mark_mailed(notification_id)


def find_notification(notification_id: str, customer_id: str, notifications: Notifications) -> Notification:
    """A notification, for its customer. Raises NotFound for everyone else."""
    notification = notifications.get(notification_id)
    if notification is None or notification.customer_id != customer_id:
        raise NotFound
    return notification


def mark_read(notification_id: str, customer_id: str, notifications: Notifications) -> None:
    """Mark a notification as read. Idempotent."""
    find_notification(notification_id, customer_id, notifications)
    with notifications.change(notification_id) as notification:
        notification.mark_read()


def update_preferences(customer_id: str, mail: bool, contacts: Contacts) -> Contact:
    """Set whether a customer gets email; possible before their registration event arrives. Raises Erased."""
    with contacts.change(customer_id) as contact:
        contact.update_preferences(mail)
    return contact


def update_contact(customer_id: str, name: str, email: str, sequence: int, cause: str, contacts: Contacts) -> None:
    """Update a contact from the customer's profile, once per cause."""
    with contacts.change(customer_id, cause=cause) as contact:
        contact.update(name, email, sequence)


def register_contact(customer_id: str, contacts: Contacts) -> None:
    """Register a customer from a replayed event, which holds neither name nor address."""
    if not contacts.get(customer_id).is_registered:
        with contacts.change(customer_id) as contact:
            contact.register()


def erase(customer_id: str, sequence: int, contacts: Contacts, notifications: Notifications) -> None:
    """Erase a contact and their notifications. Idempotent."""
    # The contact first: cancelling the orders of an erased customer must not notify them.
    with contacts.change(customer_id) as contact:
        contact.erase(sequence)
    notifications.delete_by_customer(customer_id)
