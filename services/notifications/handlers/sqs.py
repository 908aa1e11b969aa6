"""The notifications queue calls this, with what other services announced."""

import os

import boto3

from chassis.aws import CONFIG, CONFIG_ONCE, start
from chassis.consume import Consumer
from chassis.invocation import invocation
from chassis.queues import OwnQueues
from chassis.table import Table
from notifications.adapters import Ses
from notifications.reactions import REACTIONS
from notifications.settings import SqsSettings
from notifications.store import DynamoContacts, DynamoNotifications

settings = SqsSettings.load(os.environ)
start(settings)
table = Table(boto3.client("dynamodb", config=CONFIG), settings.table)
mailer = Ses(boto3.client("sesv2", config=CONFIG_ONCE), settings.mail_from, settings.environment)
ports = DynamoContacts(table), DynamoNotifications(table), mailer
queues = OwnQueues(boto3.client("sqs", config=CONFIG), settings.queue_url, settings.dlq_url)
handler = invocation(Consumer(REACTIONS, queues, *ports).sqs)
