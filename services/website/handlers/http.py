"""Handles requests of the website API; each version is a function of its own."""

import os

from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.web.app import api_of, create_app, lambda_handler
from chassis.web.auth import PoolVerifier
from website.adapters.callers import AddressedCallers
from website.adapters.newsletter import Secret, SecretKeys
from website.domain.newsletter import Limits
from website.ports.newsletter import Callers, Keys, Subscribers
from website.settings import HttpSettings
from website.store.newsletter import DynamoSubscribers

settings = HttpSettings.load(os.environ)
session = init_runtime(settings)
api = api_of(settings.service, settings.api_version)
table = Table(session.client("dynamodb"), settings.table)
secrets = session.client("secretsmanager")
world = {
    Subscribers: DynamoSubscribers(table, session.region),
    Keys: SecretKeys(Secret(secrets, settings.naming_key)),
    Callers: AddressedCallers(Secret(secrets, settings.edge_proof)),
    Limits: Limits(settings.sign_ups_per_address, settings.sign_ups_per_caller),
}
verifier = PoolVerifier(settings.issuer, settings.jwks_url)
handler = lambda_handler(create_app(api, world, verifier), settings.allow_origins)
