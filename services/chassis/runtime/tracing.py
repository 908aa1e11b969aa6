"""Tracing; the only file that knows AWS X-Ray.

Lambda keeps the trace of the invocation in `_X_AMZN_TRACE_ID`. An event carries the trace of the request
that caused it, so that one id finds a whole journey, in the logs of every service and as the annotation `cause`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from aws_xray_sdk.core import patch, xray_recorder

HEADER = "X-Amzn-Trace-Id"


def configure(service: str) -> None:
    """Trace AWS and HTTP calls; called once, at cold start.

    The gateway decides on sampling. Outside Lambda nothing is recorded.
    """
    xray_recorder.configure(service=service, sampling=False, context_missing="IGNORE_ERROR")
    patch([library for library in ("botocore", "httpx") if find_spec(library)])


def header() -> str:
    """The current trace as a header, `Root=1-...;Parent=...;Sampled=1`; empty outside a trace."""
    return os.environ.get("_X_AMZN_TRACE_ID", "")


def trace_id() -> str:
    """The current trace id, `1-5759e988-bd862e3fe1be46a994272793`; empty outside a trace."""
    parts = dict(part.split("=", 1) for part in header().split(";") if "=" in part)
    return parts.get("Root", "")


@contextmanager
def span(name: str, **annotations: str) -> Iterator[None]:
    """A subsegment of the current trace; X-Ray can be searched by its annotations."""
    with xray_recorder.in_subsegment(name) as subsegment:
        for key, value in annotations.items():
            if subsegment:
                subsegment.put_annotation(key, value)
        yield
