"""Consumes the event stream: all events, in order."""

import os

import boto3

from chassis.messaging.consumer import Consumer
from chassis.messaging.queues import SqsQueues
from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.boto_config import CONFIG
from chassis.runtime.invocation import invocation
from orders.ports import Catalogue
from orders.reactions import LOG_REACTIONS
from orders.settings import ConsumerSettings
from orders.store import DynamoCatalogue

settings = ConsumerSettings.load(os.environ)
init_runtime(settings)
table = Table(boto3.client("dynamodb", config=CONFIG), settings.table)
queues = SqsQueues(boto3.client("sqs", config=CONFIG), settings.queue_url, settings.dlq_url)
handler = invocation(Consumer(LOG_REACTIONS, queues, {Catalogue: DynamoCatalogue(table)}).kinesis)
