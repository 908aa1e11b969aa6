"""The orders queue calls this, with what other services announced."""

import os

import boto3

from chassis.aws import CONFIG, start
from chassis.consume import Consumer, DeadLetters
from chassis.table import Table
from orders.reactions import REACTIONS
from orders.settings import Settings
from orders.store import DynamoOrders

settings = Settings.load(os.environ)
start(settings)
orders = DynamoOrders(Table(boto3.client("dynamodb", config=CONFIG), settings.table))
parked = DeadLetters(boto3.client("sqs", config=CONFIG), settings.dlq_url)
handler = Consumer(REACTIONS, parked, orders).sqs
