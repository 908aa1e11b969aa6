"""`souk replay` calls this, to make the bestsellers anew from the events of the past."""

import os

import boto3

from chassis.aws import CONFIG, start
from chassis.invocation import invocation
from chassis.replay import Replay
from chassis.table import Table
from orders.reactions import FORGETTING, LOG_REACTIONS
from orders.settings import Settings
from orders.store import DynamoCatalogue, DynamoOrders

settings = Settings.load(os.environ)
start(settings)
table = Table(boto3.client("dynamodb", config=CONFIG), settings.table)
handler = invocation(Replay(FORGETTING, LOG_REACTIONS, DynamoOrders(table), DynamoCatalogue(table)).handler)
