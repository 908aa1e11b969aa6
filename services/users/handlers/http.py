"""Handles requests of the users API; each version is a function of its own."""

import os

from chassis.core.ports import Deferred
from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.web.app import api_of, create_app, lambda_handler
from chassis.web.auth import PoolVerifier
from users.adapters import UserPool
from users.ports import Accounts, Users
from users.settings import HttpSettings
from users.store import DynamoUsers

settings = HttpSettings.load(os.environ)
session = init_runtime(settings)


def proven_callers() -> object:
    """The services that call through a load balancer; behind API Gateway nobody asks for them."""
    from chassis.web.callers import ProvenCallers

    return ProvenCallers(session, settings.callers, audience=f"souk-{settings.environment}-users")


api = api_of(settings.service, settings.api_version)
users = DynamoUsers(Table(session.client("dynamodb"), settings.table))
pool = UserPool(session.client("cognito-idp"), settings.user_pool_id)
verifier = PoolVerifier(settings.issuer, settings.jwks_url)
world = {Users: users, Accounts: pool}
handler = lambda_handler(create_app(api, world, verifier, Deferred(proven_callers)), settings.allow_origins)
