"""`souk replay` calls this, to tell again what was told in the past, in the app only: it can't mail."""

import os

import boto3

from chassis.aws import CONFIG, start
from chassis.invocation import invocation
from chassis.replay import Replay
from chassis.table import Table
from notifications.adapters import NoPost
from notifications.reactions import REACTIONS
from notifications.settings import Settings
from notifications.store import DynamoContacts, DynamoNotifications

settings = Settings.load(os.environ)
start(settings)
table = Table(boto3.client("dynamodb", config=CONFIG), settings.table)
handler = invocation(Replay({}, REACTIONS, DynamoContacts(table), DynamoNotifications(table), NoPost()).handler)
