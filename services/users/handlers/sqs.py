"""Consumes the users queue: events of other services."""

import os

from chassis.messaging.consumer import Consumer
from chassis.messaging.queues import SqsQueues
from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.invocation import invocation
from users.ports import Users
from users.reactions import REACTIONS, REFUSALS
from users.settings import ConsumerSettings
from users.store import DynamoUsers

settings = ConsumerSettings.load(os.environ)
session = init_runtime(settings)
users = DynamoUsers(Table(session.client("dynamodb"), settings.table))
queues = SqsQueues(session.client("sqs"), settings.queue_url, settings.dlq_url)
handler = invocation(Consumer(REACTIONS, queues, {Users: users}, REFUSALS).sqs)
