"""Handles requests of the website API; each version is a function of its own."""

import os

from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.web.app import api_of, create_app, lambda_handler
from chassis.web.auth import PoolVerifier
from website.adapters.callers import AddressedCallers
from website.adapters.catalogue import RefreshQueue
from website.adapters.newsletter import RotatedSecret, Secret, SecretKeys
from website.adapters.pictures import S3Originals, S3Shelf
from website.domain.newsletter import Limits
from website.ports.catalogue import Refreshes
from website.ports.newsletter import Callers, Keys, Subscribers
from website.ports.pictures import Originals, Pictures, Shelf
from website.settings import HttpSettings
from website.store.newsletter import DynamoSubscribers
from website.store.pictures import DynamoPictures

settings = HttpSettings.load(os.environ)
session = init_runtime(settings)
api = api_of(settings.service, settings.api_version)
table = Table(session.client("dynamodb"), settings.table)
secrets = session.client("secretsmanager")
world = {
    Subscribers: DynamoSubscribers(table, session.region),
    Keys: SecretKeys(Secret(secrets, settings.naming_key), RotatedSecret(secrets, settings.link_key)),
    Callers: AddressedCallers(Secret(secrets, settings.edge_proof)),
    Limits: Limits(settings.sign_ups_per_address, settings.sign_ups_per_caller),
    Pictures: DynamoPictures(table),
    Originals: S3Originals(session, settings.uploads_bucket, settings.uploads_url),
    Refreshes: RefreshQueue(session.client("sqs"), settings.refresh_queue_url),
    Shelf: S3Shelf(session.client("s3"), settings.pictures_bucket),
}
verifier = PoolVerifier(settings.issuer, settings.jwks_url)
handler = lambda_handler(create_app(api, world, verifier), settings.allow_origins)
