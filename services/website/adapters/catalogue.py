"""The ports of the catalogue: the site's bucket with its distribution, and the queue of refreshes."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from botocore.exceptions import ClientError

from chassis.core.concurrency import map_concurrently
from chassis.core.errors import ChangedMeanwhile
from website.domain.catalogue import PAGES, Page, Site
from website.ports.catalogue import Stored

TEMPLATES, PARTS = "templates/", "parts.json"
ABSENT = {"404", "NoSuchKey", "NotFound"}
OVERTAKEN = {*ABSENT, "409", "ConditionalRequestConflict", "412", "PreconditionFailed"}
# Caches keep a page for a minute, so that nobody has to invalidate it when the stock changes.
CACHED = "public, max-age=60"
WINDOW = 5  # seconds whose requests are one refresh; the queue's delay is longer, by what clocks may differ


class SiteBucket:
    """The site's templates, and its pages with what CloudFront keeps of them."""

    def __init__(self, s3: Any, cloudfront: Any, bucket: str, distribution: str, settings: Mapping[str, str]) -> None:
        self._s3, self._cloudfront = s3, cloudfront
        self._bucket, self._distribution, self._settings = bucket, distribution, settings

    def site(self) -> Site | None:
        try:
            *templates, parts = map_concurrently(self._template, [*PAGES, PARTS], len(PAGES) + 1)
        except ClientError as error:
            if error.response["Error"]["Code"] in ABSENT:
                return None
            raise
        return Site(dict(zip(PAGES, templates, strict=True)), json.loads(parts), self._settings)

    def stored(self, name: str) -> Stored:
        try:
            head = self._s3.head_object(Bucket=self._bucket, Key=name)
        except ClientError as error:
            if error.response["Error"]["Code"] in ABSENT:
                return Stored()
            raise
        return Stored(head["ETag"], head["Metadata"].get("digest", ""), head["Metadata"].get("lasting", ""))

    def replace(self, page: Page, former: Stored) -> None:
        condition = {"IfMatch": former.tag} if former.tag else {"IfNoneMatch": "*"}
        try:
            self._s3.put_object(
                Bucket=self._bucket,
                Key=page.name,
                Body=page.html.encode(),
                ContentType="text/html; charset=utf-8",
                CacheControl=CACHED,
                Metadata={"digest": page.digest, "lasting": page.lasting},
                **condition,
            )
        except ClientError as error:
            if error.response["Error"]["Code"] in OVERTAKEN:
                raise ChangedMeanwhile("Others keep writing the catalogue.") from error
            raise

    def forget(self, paths: Sequence[str]) -> None:
        batch = {"Paths": {"Quantity": len(paths), "Items": [*paths]}, "CallerReference": str(uuid.uuid4())}
        self._cloudfront.create_invalidation(DistributionId=self._distribution, InvalidationBatch=batch)

    def _template(self, name: str) -> str:
        text: bytes = self._s3.get_object(Bucket=self._bucket, Key=f"{TEMPLATES}{name}")["Body"].read()
        return text.decode()


class RefreshQueue:
    """A FIFO queue that keeps one message of each window, and delivers it after the window's end."""

    def __init__(self, sqs: Any, url: str, clock: Callable[[], float] = time.time) -> None:
        self._sqs, self._url, self._clock = sqs, url, clock

    def request(self) -> None:
        window = str(int(self._clock() // WINDOW))
        self._sqs.send_message(
            QueueUrl=self._url, MessageBody="{}", MessageGroupId="catalogue", MessageDeduplicationId=window
        )
