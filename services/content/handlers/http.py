"""Handles requests of the content API; each version is a function of its own."""

import os

from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.web.app import api_of, create_app, lambda_handler
from chassis.web.auth import PoolVerifier
from content.ports.catalogue import Catalogue
from content.settings import HttpSettings
from content.store.catalogue import DynamoCatalogue

settings = HttpSettings.load(os.environ)
session = init_runtime(settings)
api = api_of(settings.service, settings.api_version)
catalogue = DynamoCatalogue(Table(session.client("dynamodb"), settings.table))
verifier = PoolVerifier(settings.issuer, settings.jwks_url)
handler = lambda_handler(create_app(api, {Catalogue: catalogue}, verifier), settings.allow_origins)
