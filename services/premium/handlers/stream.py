"""Publishes the outbox, triggered by the table's stream."""

import os

from chassis.messaging.outbox_relay import relay_from
from chassis.runtime.invocation import invocation

handler = invocation(relay_from(os.environ).stream)
