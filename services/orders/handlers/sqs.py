"""The orders queue calls this, with what other services announced."""

import os

import boto3

from chassis.messaging.consumer import Consumer
from chassis.messaging.queues import SqsQueues
from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.boto_config import CONFIG
from chassis.runtime.invocation import invocation
from orders.reactions import LOG_REACTIONS, REACTIONS, REFUSALS
from orders.settings import Settings
from orders.store import DynamoCatalogue, DynamoOrders

settings = Settings.load(os.environ)
init_runtime(settings)
table = Table(boto3.client("dynamodb", config=CONFIG), settings.table)
queues = SqsQueues(boto3.client("sqs", config=CONFIG), settings.queue_url, settings.dlq_url)
# What was parked while reading the log comes back through the queue, too.
ports = DynamoOrders(table), DynamoCatalogue(table)
handler = invocation(Consumer({**REACTIONS, **LOG_REACTIONS}, queues, *ports, refusals=REFUSALS).sqs)
