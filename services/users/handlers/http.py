"""Handles requests of the users API; each version is a function of its own."""

import os

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
api = api_of(settings.service, settings.api_version)
users = DynamoUsers(Table(session.client("dynamodb"), settings.table))
pool = UserPool(session.client("cognito-idp"), settings.user_pool_id)
verifier = PoolVerifier(settings.issuer, settings.jwks_url)
handler = lambda_handler(create_app(api, {Users: users, Accounts: pool}, verifier))
