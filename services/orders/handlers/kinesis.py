"""The event stream calls this, with everything that was announced, in order."""

import os

import boto3

from chassis.aws import CONFIG, start
from chassis.consume import Consumer, DeadLetters
from chassis.table import Table
from orders.reactions import LOG_REACTIONS
from orders.settings import Settings
from orders.store import DynamoCatalogue

settings = Settings.load(os.environ)
start(settings)
catalogue = DynamoCatalogue(Table(boto3.client("dynamodb", config=CONFIG), settings.table))
parked = DeadLetters(boto3.client("sqs", config=CONFIG), settings.dlq_url)
handler = Consumer(LOG_REACTIONS, parked, catalogue).kinesis
