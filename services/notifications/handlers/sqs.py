"""Lambda handler for the notifications queue: events of other services."""

import os

import boto3

from chassis.messaging.consumer import Consumer
from chassis.messaging.queues import SqsQueues
from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.boto_config import CONFIG, CONFIG_ONCE
from chassis.runtime.invocation import invocation
from notifications.adapters import Ses
from notifications.ports import Contacts, EmailSender, Notifications
from notifications.reactions import REACTIONS
from notifications.settings import ConsumerSettings
from notifications.store import DynamoContacts, DynamoNotifications

settings = ConsumerSettings.load(os.environ)
init_runtime(settings)
table = Table(boto3.client("dynamodb", config=CONFIG), settings.table)
sender = Ses(boto3.client("sesv2", config=CONFIG_ONCE), settings.mail_from, settings.environment)
ports = {Contacts: DynamoContacts(table), Notifications: DynamoNotifications(table), EmailSender: sender}
queues = SqsQueues(boto3.client("sqs", config=CONFIG), settings.queue_url, settings.dlq_url)
handler = invocation(Consumer(REACTIONS, queues, ports).sqs)
