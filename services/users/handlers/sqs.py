"""The users queue calls this, with what other services announced."""

import os

import boto3

from chassis.aws import CONFIG, start
from chassis.consume import Consumer
from chassis.invocation import invocation
from chassis.queues import OwnQueues
from chassis.table import Table
from users.reactions import REACTIONS, REFUSALS
from users.settings import Settings
from users.store import DynamoUsers

settings = Settings.load(os.environ)
start(settings)
users = DynamoUsers(Table(boto3.client("dynamodb", config=CONFIG), settings.table))
queues = OwnQueues(boto3.client("sqs", config=CONFIG), settings.queue_url, settings.dlq_url)
handler = invocation(Consumer(REACTIONS, queues, users, refusals=REFUSALS).sqs)
