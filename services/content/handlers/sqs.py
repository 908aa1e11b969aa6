"""Consumes the content queue: events of other services."""

import os

from chassis.messaging.consumer import Consumer
from chassis.messaging.queues import SqsQueues
from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.invocation import invocation
from content.ports.members import Members
from content.reactions import REACTIONS
from content.settings import ConsumerSettings
from content.store.members import DynamoMembers

settings = ConsumerSettings.load(os.environ)
session = init_runtime(settings)
members = DynamoMembers(Table(session.client("dynamodb"), settings.table))
queues = SqsQueues(session.client("sqs"), settings.queue_url, settings.dlq_url)
handler = invocation(Consumer(REACTIONS, queues, {Members: members}).sqs)
