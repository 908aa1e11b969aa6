"""Rebuilds the bestsellers from past events, for `souk replay`."""

import os

from chassis.messaging.replay import Replay
from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.invocation import invocation
from chassis.runtime.settings import TableSettings
from orders.ports import Catalogue
from orders.reactions import LOG_REACTIONS, RESET_REACTIONS
from orders.store import DynamoCatalogue

settings = TableSettings.load(os.environ)
session = init_runtime(settings)
table = Table(session.client("dynamodb"), settings.table)
handler = invocation(Replay(RESET_REACTIONS, LOG_REACTIONS, {Catalogue: DynamoCatalogue(table)}).handler)
