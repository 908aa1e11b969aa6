"""The users queue calls this, with what other services announced."""

import os

import boto3

from chassis.aws import CONFIG, start
from chassis.consume import Consumer, DeadLetters
from chassis.table import Table
from users.reactions import REACTIONS
from users.settings import Settings
from users.store import DynamoUsers

settings = Settings.load(os.environ)
start(settings)
users = DynamoUsers(Table(boto3.client("dynamodb", config=CONFIG), settings.table))
parked = DeadLetters(boto3.client("sqs", config=CONFIG), settings.dlq_url)
handler = Consumer(REACTIONS, parked, users).sqs
