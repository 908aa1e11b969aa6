"""Renders the catalogue: for the queue of refreshes, and for `souk website publish`."""

import logging
import os
from dataclasses import asdict
from typing import Any

from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.http_client import client
from chassis.runtime.invocation import invocation
from website.actions.catalogue import refresh
from website.adapters.catalogue import SiteBucket
from website.adapters.orders import OrdersService
from website.settings import CatalogueSettings
from website.store.catalogue import ShownPictures
from website.store.pictures import DynamoPictures

log = logging.getLogger(__name__)
settings = CatalogueSettings.load(os.environ)
session = init_runtime(settings)
s3, cloudfront = session.client("s3"), session.client("cloudfront")
site = SiteBucket(s3, cloudfront, settings.site_bucket, settings.distribution, settings.for_browsers())
shelf = OrdersService(client(settings.orders_url))
pictures = ShownPictures(DynamoPictures(Table(session.client("dynamodb"), settings.table)))


@invocation
def handler(_event: dict[str, Any], _context: Any) -> dict[str, list[str]]:
    """The same for any number of messages, and for none."""
    refreshed = asdict(refresh(site, shelf, pictures, site))
    log.info("refreshed", extra=refreshed)
    return refreshed
