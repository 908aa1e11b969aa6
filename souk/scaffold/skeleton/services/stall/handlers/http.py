"""Handles requests of the stall API; each version is a function of its own."""

import os

from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.web.app import api_of, create_app, lambda_handler
from chassis.web.auth import PoolVerifier
from stall.ports import Widgets
from stall.settings import HttpSettings
from stall.store import DynamoWidgets

settings = HttpSettings.load(os.environ)
session = init_runtime(settings)
api = api_of(settings.service, settings.api_version)
widgets = DynamoWidgets(Table(session.client("dynamodb"), settings.table))
verifier = PoolVerifier(settings.issuer, settings.jwks_url)
handler = lambda_handler(create_app(api, {Widgets: widgets}, verifier), settings.allow_origins)
