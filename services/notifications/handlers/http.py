"""Handles requests of the notifications API; each version is a function of its own."""

import os

from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.web.app import api_of, create_app, lambda_handler
from chassis.web.auth import PoolVerifier
from notifications.ports import Contacts, Notifications
from notifications.settings import HttpSettings
from notifications.store import DynamoContacts, DynamoNotifications

settings = HttpSettings.load(os.environ)
session = init_runtime(settings)
api = api_of(settings.service, settings.api_version)
table = Table(session.client("dynamodb"), settings.table)
world = {Notifications: DynamoNotifications(table), Contacts: DynamoContacts(table)}
verifier = PoolVerifier(settings.issuer, settings.jwks_url)
handler = lambda_handler(create_app(api, world, verifier), settings.allow_origins)
