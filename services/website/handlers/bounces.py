"""Ends subscriptions whose mails bounce or are reported as spam, from the queue of SES's events."""

import logging
import os

from chassis.messaging.plain_queue import each_message
from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.invocation import invocation
from website.actions.newsletter import end_undeliverable
from website.adapters.mail_events import parse
from website.settings import BouncesSettings
from website.store.newsletter import DynamoSubscribers

settings = BouncesSettings.load(os.environ)
session = init_runtime(settings)
subscribers = DynamoSubscribers(Table(session.client("dynamodb"), settings.table), session.region)
log = logging.getLogger(__name__)


def end(body: str) -> None:
    """End the subscription that an event of SES is about, if it has to."""
    mail = parse(body)
    if mail and end_undeliverable(mail.subscriber, mail.subscription, subscribers):
        log.info("subscription ended", extra={"subscriber": mail.subscriber, "cause": mail.cause})


handler = invocation(each_message(end))
