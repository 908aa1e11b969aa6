"""Consumes the event stream: all events, in order."""

import os

from chassis.messaging.consumer import Consumer
from chassis.messaging.queues import SqsQueues
from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.invocation import invocation
from orders.ports import Catalogue
from orders.reactions import LOG_REACTIONS
from orders.settings import ConsumerSettings
from orders.store import DynamoCatalogue

settings = ConsumerSettings.load(os.environ)
session = init_runtime(settings)
table = Table(session.client("dynamodb"), settings.table)
queues = SqsQueues(session.client("sqs"), settings.queue_url, settings.dlq_url)
handler = invocation(Consumer(LOG_REACTIONS, queues, {Catalogue: DynamoCatalogue(table)}).kinesis)
