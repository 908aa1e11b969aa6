"""Publishes events that the stream missed, every minute."""

import os

from chassis.messaging.outbox_relay import relay_from
from chassis.runtime.invocation import invocation

handler = invocation(relay_from(os.environ).sweep)
