"""Lambda handler for Cognito's post-confirmation trigger: registers the customer."""

import os
from typing import Any

from chassis.persistence.table import Table
from chassis.runtime.aws_config import CONFIG_BRIEF
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.invocation import invocation
from chassis.runtime.settings import TableSettings
from users.actions import sign_up
from users.store import DynamoUsers

settings = TableSettings.load(os.environ)
session = init_runtime(settings)
users = DynamoUsers(Table(session.client("dynamodb", CONFIG_BRIEF), settings.table))


@invocation
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Register a user with a verified address.

    A confirmed password reset arrives here too, and changes nothing. An account that staff confirmed has no verified
    address and is skipped; its first `PUT /users/me` registers the customer.
    """
    attributes = event["request"]["userAttributes"]
    if attributes.get("email_verified") != "true":
        return event
    sign_up(attributes["sub"], attributes.get("name", ""), attributes["email"], users)
    return event
