"""The schedule calls this every minute, for what the stream did not bring."""

import os

import boto3

from chassis.aws import CONFIG, start
from chassis.bus import TopicAndStream
from chassis.invocation import invocation
from chassis.relay import Relay
from chassis.table import Table
from orders.settings import Settings

settings = Settings.load(os.environ)
start(settings)
sns, kinesis = boto3.client("sns", config=CONFIG), boto3.client("kinesis", config=CONFIG)
bus = TopicAndStream(sns, kinesis, settings.topic_arn, settings.event_stream)
handler = invocation(Relay(Table(boto3.client("dynamodb", config=CONFIG), settings.table), bus).sweep)
