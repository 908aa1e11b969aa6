"""The stall queue calls this, with what other services announced."""

import os

import boto3

from chassis.aws import CONFIG, start
from chassis.consume import Consumer
from chassis.invocation import invocation
from chassis.queues import OwnQueues
from chassis.table import Table
from stall.reactions import REACTIONS
from stall.settings import Settings
from stall.store import DynamoWidgets

settings = Settings.load(os.environ)
start(settings)
widgets = DynamoWidgets(Table(boto3.client("dynamodb", config=CONFIG), settings.table))
queues = OwnQueues(boto3.client("sqs", config=CONFIG), settings.queue_url, settings.dlq_url)
handler = invocation(Consumer(REACTIONS, queues, widgets).sqs)
