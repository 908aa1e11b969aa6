"""Consumes the stall queue: events of other services."""

import os

from chassis.messaging.consumer import Consumer
from chassis.messaging.queues import SqsQueues
from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.invocation import invocation
from stall.ports import Widgets
from stall.reactions import REACTIONS
from stall.settings import ConsumerSettings
from stall.store import DynamoWidgets

settings = ConsumerSettings.load(os.environ)
session = init_runtime(settings)
widgets = DynamoWidgets(Table(session.client("dynamodb"), settings.table))
queues = SqsQueues(session.client("sqs"), settings.queue_url, settings.dlq_url)
handler = invocation(Consumer(REACTIONS, queues, {Widgets: widgets}).sqs)
