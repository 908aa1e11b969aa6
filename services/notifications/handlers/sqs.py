"""Lambda handler for the notifications queue: events of other services."""

import os

from chassis.messaging.consumer import Consumer
from chassis.messaging.queues import SqsQueues
from chassis.persistence.table import Table
from chassis.runtime.aws_config import CONFIG_ONCE
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.invocation import invocation
from notifications.adapters import Ses
from notifications.ports import Contacts, EmailSender, Notifications
from notifications.reactions import REACTIONS
from notifications.settings import ConsumerSettings
from notifications.store import DynamoContacts, DynamoNotifications

settings = ConsumerSettings.load(os.environ)
session = init_runtime(settings)
table = Table(session.client("dynamodb"), settings.table)
sender = Ses(session.client("sesv2", CONFIG_ONCE), settings.mail_from, settings.environment)
ports = {Contacts: DynamoContacts(table), Notifications: DynamoNotifications(table), EmailSender: sender}
queues = SqsQueues(session.client("sqs"), settings.queue_url, settings.dlq_url)
handler = invocation(Consumer(REACTIONS, queues, ports).sqs)
