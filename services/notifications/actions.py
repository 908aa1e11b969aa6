"""What notifications can do, one verb a function."""

from __future__ import annotations

from contextlib import suppress

from chassis.core.errors import AlreadyHandled, ChangedMeanwhile, NotFound, NotYet
from notifications.domain import Contact, Letter, MailRefused, MailState, Notification
from notifications.ports import Contacts, Mailer, Notifications


class NotIntroduced(NotYet):
    """Users hasn't told us of this customer yet."""


def recipient(customer_id: str, contacts: Contacts) -> Contact:
    """Whom to tell. Raises NotIntroduced."""
    contact = contacts.get(customer_id)
    if not contact.is_known:
        raise NotIntroduced(customer_id)
    return contact


def tell(
    contact: Contact, notification: Notification, letter: Letter, notifications: Notifications, mailer: Mailer
) -> None:
    """Tell a customer something: once in the app, and once by mail if they want that.

    What is to be told is written down with a claim on its mail, then mailed, then marked as mailed. So a mail is sent
    twice only if the function dies, or can't reach its table, between the last two. Raises AlreadyHandled if nothing
    was left to do, MailInProgress.
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
        _send(letter, contact.email, notification.id, notifications, mailer)


def _claim_mail(notification_id: str, notifications: Notifications) -> None:
    """Take over a mail that an earlier delivery did not send."""
    try:
        with notifications.change(notification_id) as notification:
            notification.claim_mail()
    except NotFound as forgotten:
        raise AlreadyHandled(notification_id) from forgotten


def _send(letter: Letter, to: str, notification_id: str, notifications: Notifications, mailer: Mailer) -> None:
    try:
        mailer.send(letter, to)
    except MailRefused:
        # A claim that stays because the row was changed just then ends by itself.
        with suppress(NotFound, ChangedMeanwhile), notifications.change(notification_id) as notification:
            notification.release_mail()
        raise
    notifications.mailed(notification_id)


def find_notification(notification_id: str, customer_id: str, notifications: Notifications) -> Notification:
    """A notification, for whom it is. To anyone else it doesn't exist."""
    notification = notifications.get(notification_id)
    if notification is None or notification.customer_id != customer_id:
        raise NotFound
    return notification


def read(notification_id: str, customer_id: str, notifications: Notifications) -> None:
    """Note that the customer has seen it."""
    find_notification(notification_id, customer_id, notifications)
    with notifications.change(notification_id) as notification:
        notification.mark_read()


def prefer(customer_id: str, mail: bool, contacts: Contacts) -> Contact:
    """Choose whether a customer wants mail, too; possible before users has told us of them. Raises Erased."""
    with contacts.change(customer_id) as contact:
        contact.prefer(mail)
    return contact


def learn(customer_id: str, name: str, email: str, sequence: int, cause: str, contacts: Contacts) -> None:
    """Follow a customer's profile, once per cause."""
    with contacts.change(customer_id, cause=cause) as contact:
        contact.learn(name, email, sequence)


def introduce(customer_id: str, contacts: Contacts) -> None:
    """Note that there is a customer of whom only the past tells, which holds neither name nor address."""
    if not contacts.get(customer_id).is_known:
        with contacts.change(customer_id) as contact:
            contact.introduce()


def forget(customer_id: str, sequence: int, contacts: Contacts, notifications: Notifications) -> None:
    """Forget a person and all they were told; again is fine."""
    # The contact goes first: from then on nothing is told, or an order that is called off because they left would be.
    with contacts.change(customer_id) as contact:
        contact.erase(sequence)
    notifications.forget(customer_id)
