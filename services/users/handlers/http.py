"""Handles requests of the users API; each version is a function of its own."""

import os

import boto3

from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.boto_config import CONFIG
from chassis.web.app import api_of, create_app, lambda_handler
from chassis.web.auth import PoolVerifier
from users.adapters import UserPool
from users.ports import Accounts, Users
from users.settings import HttpSettings
from users.store import DynamoUsers

settings = HttpSettings.load(os.environ)
init_runtime(settings)
api = api_of(settings.service, settings.api_version)
users = DynamoUsers(Table(boto3.client("dynamodb", config=CONFIG), settings.table))
pool = UserPool(boto3.client("cognito-idp", config=CONFIG), settings.user_pool_id)
verifier = PoolVerifier(settings.issuer, settings.jwks_url)
handler = lambda_handler(create_app(api, {Users: users, Accounts: pool}, verifier))
