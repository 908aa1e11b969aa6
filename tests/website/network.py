"""A network between the shop and its APIs that is slow, refuses or loses replies: the browser's interception."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.browser import Page

BUSY = {"type": "urn:souk:problem:busy", "title": "Busy", "status": 503, "trace_id": "1-00000000-busy"}
Decision = tuple[str, dict[str, Any]]
LOST: Decision = ("Fetch.failRequest", {"errorReason": "ConnectionReset"})
PASSED: Decision = ("Fetch.continueRequest", {})


def refusal(problem: dict[str, Any]) -> Decision:
    """An answer with a problem."""
    headers = [{"name": "Content-Type", "value": "application/problem+json"}]
    body = b64encode(json.dumps(problem).encode()).decode()
    return "Fetch.fulfillRequest", {
        "responseCode": problem["status"],
        "responseHeaders": headers,
        "body": body,
    }


@contextmanager
def held(page: Page, pattern: str, stage: str = "Request") -> Iterator[None]:
    """Hold requests to these URLs, or their replies (stage `Response`), for as long as the block lasts."""
    page.command("Fetch.enable", patterns=[{"urlPattern": pattern, "requestStage": stage}])
    try:
        yield
    finally:
        page.command("Fetch.disable")  # what is held goes on
        page.held.clear()


@contextmanager
def decided(page: Page, pattern: str, decision: Decision, stage: str = "Request") -> Iterator[list[str]]:
    """Decide alike on all requests to these URLs; the list grows by each."""
    urls: list[str] = []

    def decide(url: str) -> Decision:
        urls.append(url)
        return decision

    page.intercept = decide
    try:
        with held(page, pattern, stage):
            yield urls
            page.run("0")  # those that came until now are recorded
            page.decide_held()
    finally:
        page.intercept = None
