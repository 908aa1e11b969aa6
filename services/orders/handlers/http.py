"""Handles requests of the orders API; each version is a function of its own."""

import os

from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.boto_config import CONFIG
from chassis.runtime.http_client import client
from chassis.web.app import api_of, create_app, lambda_handler
from chassis.web.auth import PoolVerifier
from orders.adapters import UsersService
from orders.ports import Catalogue, Customers, Orders
from orders.settings import HttpSettings
from orders.store import DynamoCatalogue, DynamoOrders
from souk_sdk.sigv4 import SigV4

settings = HttpSettings.load(os.environ)
session = init_runtime(settings)
api = api_of(settings.service, settings.api_version)
table = Table(session.client("dynamodb", config=CONFIG), settings.table)
users = client(settings.users_url, SigV4(session, settings.aws_region))
world = {Orders: DynamoOrders(table), Catalogue: DynamoCatalogue(table), Customers: UsersService(users)}
handler = lambda_handler(create_app(api, world, PoolVerifier(settings.issuer, settings.jwks_url)))
