"""The post office: which mails AWS has accepted, seen on their way, so that a restart forgets none."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

ORDER_ID = re.compile(r"\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b")


@dataclass(frozen=True)
class Mail:
    """A mail about an order; about none if `order_id` is empty."""

    subject: str
    order_id: str


def read(body: bytes) -> Mail:
    """The mail that a `SendEmail` of SES v2 hands over."""
    content = json.loads(body)["Content"]["Simple"]
    about = ORDER_ID.search(content["Body"]["Text"]["Data"])
    return Mail(content["Subject"]["Data"], about[0] if about else "")
