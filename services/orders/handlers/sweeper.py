"""The schedule calls this every minute, for what the stream did not bring."""

import os

import boto3

from chassis.messaging.bus import TopicAndStream
from chassis.messaging.outbox_relay import Relay
from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.boto_config import CONFIG
from chassis.runtime.invocation import invocation
from orders.settings import Settings

settings = Settings.load(os.environ)
init_runtime(settings)
sns, kinesis = boto3.client("sns", config=CONFIG), boto3.client("kinesis", config=CONFIG)
bus = TopicAndStream(sns, kinesis, settings.topic_arn, settings.event_stream)
handler = invocation(Relay(Table(boto3.client("dynamodb", config=CONFIG), settings.table), bus).sweep)
