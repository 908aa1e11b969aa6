"""Tracing, and the one file that knows which tracer it is (AWS X-Ray).

Lambda keeps the trace of the present invocation in `_X_AMZN_TRACE_ID`. An event carries the trace of the request
that caused it, so that one id finds a whole journey, in the logs of every service and as the annotation `cause`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from aws_xray_sdk.core import patch, xray_recorder

HEADER = "X-Amzn-Trace-Id"


def start(service: str) -> None:
    """Trace AWS and HTTP calls from here on; called once, at cold start.

    Sampling is the gateway's decision, not ours. Outside Lambda nothing is recorded and nothing breaks.
    """
    xray_recorder.configure(service=service, sampling=False, context_missing="IGNORE_ERROR")
    patch(("botocore", "httpx"))


def header() -> str:
    """The present trace as a header, `Root=1-...;Parent=...;Sampled=1`; empty outside a trace."""
    return os.environ.get("_X_AMZN_TRACE_ID", "")


def trace_id() -> str:
    """The present trace's id, `1-5759e988-bd862e3fe1be46a994272793`; empty outside a trace."""
    parts = dict(part.split("=", 1) for part in header().split(";") if "=" in part)
    return parts.get("Root", "")


@contextmanager
def span(name: str, **annotations: str) -> Iterator[None]:
    """A named part of the present trace; annotations are what X-Ray can be searched by."""
    with xray_recorder.in_subsegment(name) as subsegment:
        for key, value in annotations.items():
            if subsegment:
                subsegment.put_annotation(key, value)
        yield
