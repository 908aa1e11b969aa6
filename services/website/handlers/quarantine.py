"""Checks incoming files by their first bytes. S3 calls it directly."""

import os
from typing import Any

from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.invocation import invocation
from website.actions.pictures import check_file
from website.adapters.pictures import S3Originals, originals_of
from website.settings import OriginalsSettings
from website.store.pictures import DynamoPictures

settings = OriginalsSettings.load(os.environ)
session = init_runtime(settings)
pictures = DynamoPictures(Table(session.client("dynamodb"), settings.table))
originals = S3Originals(session, settings.uploads_bucket, settings.uploads_url)


@invocation
def handler(event: dict[str, Any], _: object) -> None:
    """Check the files of an event. Raises if that fails, and Lambda tries again."""
    for _folder, original in originals_of(event):
        check_file(original, pictures, originals)
