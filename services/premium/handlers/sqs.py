"""Consumes the premium queue: events of other services."""

import os

from chassis.messaging.consumer import Consumer
from chassis.messaging.queues import SqsQueues
from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.invocation import invocation
from premium.ports import Memberships
from premium.reactions import REACTIONS
from premium.settings import ConsumerSettings
from premium.store import DynamoMemberships

settings = ConsumerSettings.load(os.environ)
session = init_runtime(settings)
memberships = DynamoMemberships(Table(session.client("dynamodb"), settings.table))
queues = SqsQueues(session.client("sqs"), settings.queue_url, settings.dlq_url)
handler = invocation(Consumer(REACTIONS, queues, {Memberships: memberships}).sqs)
