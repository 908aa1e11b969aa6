"""Consumes the website's queue: events after which the catalogue is refreshed."""

import os

from chassis.messaging.consumer import Consumer
from chassis.messaging.queues import SqsQueues
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.invocation import invocation
from website.adapters.catalogue import RefreshQueue
from website.ports.catalogue import Refreshes
from website.reactions import REACTIONS
from website.settings import ConsumerSettings

settings = ConsumerSettings.load(os.environ)
session = init_runtime(settings)
sqs = session.client("sqs")
queues = SqsQueues(sqs, settings.queue_url, settings.dlq_url)
handler = invocation(Consumer(REACTIONS, queues, {Refreshes: RefreshQueue(sqs, settings.refresh_queue_url)}).sqs)
