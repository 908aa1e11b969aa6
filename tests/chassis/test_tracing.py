"""Tracing: one id for a whole journey, and no harm where there is none."""

from __future__ import annotations

import pytest

from chassis.runtime import tracing

HEADER = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"


@pytest.mark.parametrize("header", [HEADER, "Sampled=0;Root=1-5759e988-bd862e3fe1be46a994272793"])
def test_the_trace_of_the_invocation_is_known(monkeypatch: pytest.MonkeyPatch, header: str) -> None:
    monkeypatch.setenv("_X_AMZN_TRACE_ID", header)

    assert tracing.header() == header
    assert tracing.trace_id() == "1-5759e988-bd862e3fe1be46a994272793"


@pytest.mark.parametrize("header", [None, "", ";", "garbage", "Sampled=1"])
def test_without_a_trace_there_is_no_id(monkeypatch: pytest.MonkeyPatch, header: str | None) -> None:
    monkeypatch.delenv("_X_AMZN_TRACE_ID", raising=False)
    if header is not None:
        monkeypatch.setenv("_X_AMZN_TRACE_ID", header)

    assert tracing.trace_id() == ""


def test_without_a_trace_a_span_does_no_harm() -> None:
    with tracing.span("publish", event="orders.OrderPlaced.v1"):
        done = True

    assert done


def test_a_span_hides_no_failure() -> None:
    with pytest.raises(ZeroDivisionError), tracing.span("publish"):
        raise ZeroDivisionError
