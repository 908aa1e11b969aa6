"""Makes the thumbnails of accepted files, by a queue that S3 notifies."""

import json
import os

from chassis.messaging.plain_queue import each_message
from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.invocation import invocation
from website.actions.pictures import check_file, make_thumbnails
from website.adapters.catalogue import RefreshQueue
from website.adapters.pictures import INCOMING, S3Originals, S3Shelf, originals_of
from website.adapters.thumbnails import PillowThumbnailer
from website.settings import ThumbnailsSettings
from website.store.pictures import DynamoPictures

settings = ThumbnailsSettings.load(os.environ)
session = init_runtime(settings)
pictures = DynamoPictures(Table(session.client("dynamodb"), settings.table))
originals = S3Originals(session, settings.uploads_bucket, settings.uploads_url)
shelf = S3Shelf(session.client("s3"), settings.pictures_bucket)
thumbnailer = PillowThumbnailer()
refreshes = RefreshQueue(session.client("sqs"), settings.refresh_queue_url)


def handle(body: str) -> None:
    """Handle a notification of S3. The dead letters of `quarantine.py` are redriven through this queue, too."""
    for folder, original in originals_of(json.loads(body)):
        if folder == INCOMING:
            check_file(original, pictures, originals)
        else:
            make_thumbnails(original, pictures, originals, thumbnailer, shelf)
            refreshes.request()


handler = invocation(each_message(handle))
