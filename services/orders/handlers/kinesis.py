"""The event stream calls this, with everything that was announced, in order."""

import os

import boto3

from chassis.aws import CONFIG, start
from chassis.consume import Consumer
from chassis.invocation import invocation
from chassis.queues import OwnQueues
from chassis.table import Table
from orders.reactions import LOG_REACTIONS
from orders.settings import Settings
from orders.store import DynamoCatalogue, DynamoOrders

settings = Settings.load(os.environ)
start(settings)
table = Table(boto3.client("dynamodb", config=CONFIG), settings.table)
queues = OwnQueues(boto3.client("sqs", config=CONFIG), settings.queue_url, settings.dlq_url)
handler = invocation(Consumer(LOG_REACTIONS, queues, DynamoOrders(table), DynamoCatalogue(table)).kinesis)
