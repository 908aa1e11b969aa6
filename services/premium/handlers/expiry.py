"""Announces memberships that have ended, every minute."""

import logging
import os
from typing import Any

from chassis.core.events import now
from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.invocation import invocation
from chassis.runtime.settings import TableSettings
from premium.actions import expire_all
from premium.store import DynamoMemberships

log = logging.getLogger(__name__)
settings = TableSettings.load(os.environ)
session = init_runtime(settings)
memberships = DynamoMemberships(Table(session.client("dynamodb"), settings.table))


@invocation
def handler(_event: dict[str, Any], _context: object) -> None:
    """Announce the ends since the last minute, and those that it left."""
    if ended := expire_all(now(), memberships):
        log.info("memberships ended", extra={"memberships": ended})
