"""Handles requests of the content API; each version is a function of its own."""

import os
from datetime import timedelta

from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.web.app import api_of, create_app, lambda_handler
from chassis.web.auth import PoolVerifier
from content.adapters.signing import SecretSigner
from content.domain.opening import Terms
from content.ports.catalogue import Catalogue
from content.ports.opening import Opening
from content.settings import HttpSettings
from content.store.catalogue import DynamoCatalogue
from content.store.members import DynamoMembers
from content.store.quota import DynamoQuota

settings = HttpSettings.load(os.environ)
session = init_runtime(settings)
api = api_of(settings.service, settings.api_version)
table = Table(session.client("dynamodb"), settings.table)
catalogue = DynamoCatalogue(table)
terms = Terms(
    link=timedelta(seconds=settings.link_seconds),
    session=timedelta(seconds=settings.session_seconds),
    per_day=settings.links_per_day,
    binds_address=settings.bind_address == "true",
)
opening = Opening(
    domain=settings.content_domain,
    cookie_domain=settings.cookie_domain,
    terms=terms,
    catalogue=catalogue,
    members=DynamoMembers(table),
    quota=DynamoQuota(table, terms.per_day),
    signer=SecretSigner(session.client("secretsmanager"), settings.signing),
)
ports = {Catalogue: catalogue, Opening: opening}
verifier = PoolVerifier(settings.issuer, settings.jwks_url)
handler = lambda_handler(create_app(api, ports, verifier), settings.allow_origins)
