"""The mails that AWS accepted, captured by the proxy, so that a restart loses none."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

ORDER_ID = re.compile(r"\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b")


@dataclass(frozen=True)
class Mail:
    """A mail, and the order that it is about, if any."""

    subject: str
    order_id: str


def parse(body: bytes) -> Mail:
    """The mail in a `SendEmail` request of SES v2."""
    content = json.loads(body)["Content"]["Simple"]
    order = ORDER_ID.search(content["Body"]["Text"]["Data"])
    return Mail(content["Subject"]["Data"], order[0] if order else "")
