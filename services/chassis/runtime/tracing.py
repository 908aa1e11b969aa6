"""Tracing; the only file that knows AWS X-Ray, and loads its SDK only for a trace that is sampled.

Lambda keeps the trace of the invocation in `_X_AMZN_TRACE_ID`. An event carries the trace of the request
that caused it, so that one id finds a whole journey, in the logs of every service and as the annotation `cause`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aws_xray_sdk.core.models.subsegment import Subsegment
    from aws_xray_sdk.core.recorder import AWSXRayRecorder

HEADER = "X-Amzn-Trace-Id"


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
    with _subsegment(name) as subsegment:
        for key, value in annotations.items():
            if subsegment:
                subsegment.put_annotation(key, value)
        yield


class Call:
    """A call to AWS or to another service, as a subsegment of the current trace if that is sampled."""

    def __init__(self, subsegment: Subsegment | None = None) -> None:
        self._subsegment = subsegment

    @property
    def header(self) -> str:
        """The header to send with it; empty outside a trace."""
        return f"Root={trace_id()};Parent={self._subsegment.id};Sampled=1" if self._subsegment else header()

    def answered(self, status: int) -> None:
        """Record the HTTP status of the response."""
        if self._subsegment:
            self._subsegment.put_http_meta("status", status)


@contextmanager
def call_aws(service: str, operation: str, region: str, table: str | None = None) -> Iterator[Call]:
    """Trace a call to AWS."""
    with _subsegment(service, "aws") as subsegment:
        if subsegment:
            facts = {"operation": operation, "region": region, "table_name": table}
            subsegment.set_aws({name: value for name, value in facts.items() if value})
        yield Call(subsegment)


@contextmanager
def call_service(host: str, method: str, url: str) -> Iterator[Call]:
    """Trace a call to another service. `url` has no query."""
    with _subsegment(host, "remote") as subsegment:
        if subsegment:
            subsegment.put_http_meta("method", method)
            subsegment.put_http_meta("url", url)
        yield Call(subsegment)


@contextmanager
def _subsegment(name: str, namespace: str = "local") -> Iterator[Subsegment | None]:
    if "Sampled=1" not in header().split(";"):
        yield None  # the gateway decides on sampling
        return
    with _recorder().in_subsegment(name, namespace=namespace) as subsegment:
        yield subsegment


@cache
def _recorder() -> AWSXRayRecorder:
    """X-Ray's recorder. Outside Lambda nothing is recorded."""
    from aws_xray_sdk.core import xray_recorder

    xray_recorder.configure(sampling=False, context_missing="IGNORE_ERROR")
    return xray_recorder
