"""The use case of the newsletter's mails: each is sent once, however often the change that asks for it is delivered."""

from __future__ import annotations

import logging

from chassis.core import metrics
from website.domain import links
from website.domain.letters import Due, Kind, MailNotSent, MailRefused, due
from website.domain.links import Purpose
from website.domain.newsletter import Subscriber
from website.ports.newsletter import Keys, Letters, Mail, Mailer, Subscribers

log = logging.getLogger(__name__)


def send_due_mail(subscriber_id: str, subscribers: Subscribers, letters: Letters, mailer: Mailer, keys: Keys) -> None:
    """Send the mail that a subscriber's present state asks for, once; none for a row of another environment.

    It is claimed, sent, and marked as sent. So it is sent twice only if the function dies, or can't reach its table,
    between the last two steps. Raises AlreadyHandled if it was sent before, MailInProgress, MailNotSent.
    """
    subscriber = subscribers.get(subscriber_id)
    wanted = due(subscriber) if subscriber else None
    if subscriber is None or wanted is None or not subscriber.is_named_by(keys.naming()):
        return
    letters.claim(wanted.letter_id, wanted.forget_at)
    try:
        mailer.send(_mail(subscriber, wanted, keys))
    except MailRefused as refused:
        # Another attempt would end alike. The alarm for unusable rows tells people.
        log.error("mail refused", extra={"cause": str(refused), "metric": metrics.UNUSABLE_ROWS})
    except MailNotSent:
        letters.release(wanted.letter_id)
        raise
    letters.mark_sent(wanted.letter_id)


def _mail(subscriber: Subscriber, wanted: Due, keys: Keys) -> Mail:
    tags = {"subscriber": subscriber.id, "subscription": subscriber.subscription}
    if wanted.kind is Kind.WELCOME:
        token = links.sign(keys.naming(), Purpose.UNSUBSCRIBE, subscriber.id)
        return Mail(wanted.kind, subscriber.email, tags, unsubscribe_token=token)
    token = links.sign(keys.confirming()[0], Purpose.CONFIRM, subscriber.id, subscriber.expires_at or 0)
    return Mail(wanted.kind, subscriber.email, tags, confirm_token=token)
