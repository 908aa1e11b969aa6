"""Consumes the orders queue: events of other services."""

import os

from chassis.messaging.consumer import Consumer
from chassis.messaging.queues import SqsQueues
from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.invocation import invocation
from orders.ports import Catalogue, Orders
from orders.reactions import LOG_REACTIONS, REACTIONS, REFUSALS
from orders.settings import ConsumerSettings
from orders.store import DynamoCatalogue, DynamoOrders

settings = ConsumerSettings.load(os.environ)
session = init_runtime(settings)
table = Table(session.client("dynamodb"), settings.table)
queues = SqsQueues(session.client("sqs"), settings.queue_url, settings.dlq_url)
ports = {Orders: DynamoOrders(table), Catalogue: DynamoCatalogue(table)}
# Dead letters of the event stream are redriven through the queue, too.
handler = invocation(Consumer({**REACTIONS, **LOG_REACTIONS}, queues, ports, REFUSALS).sqs)
