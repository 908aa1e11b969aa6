"""The notifications queue calls this, with what other services announced."""

import os

import boto3

from chassis.aws import CONFIG, start
from chassis.consume import Consumer, DeadLetters
from chassis.table import Table
from notifications.adapters import Ses
from notifications.reactions import REACTIONS
from notifications.settings import Settings
from notifications.store import DynamoContacts, DynamoNotifications

settings = Settings.load(os.environ)
start(settings)
table = Table(boto3.client("dynamodb", config=CONFIG), settings.table)
mailer = Ses(boto3.client("sesv2", config=CONFIG), settings.mail_from, settings.environment)
ports = DynamoContacts(table), DynamoNotifications(table), mailer
handler = Consumer(REACTIONS, DeadLetters(boto3.client("sqs", config=CONFIG), settings.dlq_url), *ports).sqs
