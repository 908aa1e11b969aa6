"""`souk replay` calls this, to make the bestsellers anew from the events of the past."""

import os

import boto3

from chassis.messaging.replay import Replay
from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.boto_config import CONFIG
from chassis.runtime.invocation import invocation
from orders.reactions import FORGETTING, LOG_REACTIONS
from orders.settings import Settings
from orders.store import DynamoCatalogue, DynamoOrders

settings = Settings.load(os.environ)
init_runtime(settings)
table = Table(boto3.client("dynamodb", config=CONFIG), settings.table)
handler = invocation(Replay(FORGETTING, LOG_REACTIONS, DynamoOrders(table), DynamoCatalogue(table)).handler)
