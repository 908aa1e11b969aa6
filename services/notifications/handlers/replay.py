"""Lambda handler for `souk replay`: restores notifications from past events, in the app only; it can't send email."""

import os

import boto3

from chassis.messaging.replay import Replay
from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.boto_config import CONFIG
from chassis.runtime.invocation import invocation
from chassis.runtime.settings import TableSettings
from notifications.adapters import NullEmailSender
from notifications.ports import Contacts, EmailSender, Notifications
from notifications.reactions import REACTIONS
from notifications.store import DynamoContacts, DynamoNotifications

settings = TableSettings.load(os.environ)
init_runtime(settings)
table = Table(boto3.client("dynamodb", config=CONFIG), settings.table)
ports = {Contacts: DynamoContacts(table), Notifications: DynamoNotifications(table), EmailSender: NullEmailSender()}
handler = invocation(Replay({}, REACTIONS, ports).handler)
