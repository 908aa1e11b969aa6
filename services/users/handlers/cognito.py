"""Creates the customer after a confirmed sign-up, triggered by Cognito."""

import os
from typing import Any

import boto3

from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.boto_config import CONFIG_BRIEF
from chassis.runtime.invocation import invocation
from chassis.runtime.settings import TableSettings
from users.actions import sign_up
from users.store import DynamoUsers

settings = TableSettings.load(os.environ)
init_runtime(settings, CONFIG_BRIEF)
users = DynamoUsers(Table(boto3.client("dynamodb", config=CONFIG_BRIEF), settings.table))


@invocation
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Register a person whose address is verified.

    A confirmed forgotten password comes here too, and changes nothing. Nor does an account that staff confirmed by
    hand, whose address nobody verified: its first `PUT /users/me` after that makes the customer.
    """
    person = event["request"]["userAttributes"]
    if person.get("email_verified") != "true":
        return event
    sign_up(person["sub"], person.get("name", ""), person["email"], users)
    return event
