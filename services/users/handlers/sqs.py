"""Consumes the users queue: events of other services."""

import os

import boto3

from chassis.messaging.consumer import Consumer
from chassis.messaging.queues import SqsQueues
from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.boto_config import CONFIG
from chassis.runtime.invocation import invocation
from users.ports import Users
from users.reactions import REACTIONS, REFUSALS
from users.settings import ConsumerSettings
from users.store import DynamoUsers

settings = ConsumerSettings.load(os.environ)
init_runtime(settings)
users = DynamoUsers(Table(boto3.client("dynamodb", config=CONFIG), settings.table))
queues = SqsQueues(boto3.client("sqs", config=CONFIG), settings.queue_url, settings.dlq_url)
handler = invocation(Consumer(REACTIONS, queues, {Users: users}, REFUSALS).sqs)
