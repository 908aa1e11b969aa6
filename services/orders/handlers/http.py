"""Handles requests of the orders API; each version is a function of its own."""

import os

from chassis.core.ports import Deferred
from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.web.app import api_of, create_app, lambda_handler
from chassis.web.auth import PoolVerifier
from orders.ports import Catalogue, Customers, Orders
from orders.settings import HttpSettings
from orders.store import DynamoCatalogue, DynamoOrders

settings = HttpSettings.load(os.environ)
session = init_runtime(settings)


def users_service() -> Customers:
    """The users service; only a new order needs it, and the libraries that call it."""
    from chassis.runtime.http_client import client
    from orders.adapters import UsersService
    from souk_sdk.sigv4 import SigV4

    auth = SigV4(session, settings.aws_region, audience=f"souk-{settings.environment}-users")
    return UsersService(client(settings.users_url, auth))


api = api_of(settings.service, settings.api_version)
table = Table(session.client("dynamodb"), settings.table)
world = {Orders: DynamoOrders(table), Catalogue: DynamoCatalogue(table), Customers: Deferred(users_service)}
verifier = PoolVerifier(settings.issuer, settings.jwks_url)
handler = lambda_handler(create_app(api, world, verifier), settings.allow_origins)
