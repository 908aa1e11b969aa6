"""Responses: the result that the contract promises, a problem, or neither."""

from __future__ import annotations

import os
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

import httpx

from .errors import BY_STATUS, SAME_FROM_A_GATEWAY, Problem, SoukError, UnexpectedResponse, Unreachable
from .network import is_local, suspects
from .retries import seconds_of

T = TypeVar("T")
PROBLEM = "application/problem+json"


def parse(contract: str, response: httpx.Response, parser: Callable[[Any], T]) -> T:
    """The body of a success as its model. Raises UnexpectedResponse."""
    try:
        return parser(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{contract} doesn't keep its contract: {error!r}"
        raise UnexpectedResponse(message, response.status_code, response.content, trace_id(response)) from error


def to_error(contract: str, response: httpx.Response) -> SoukError:
    """The error that a response without success stands for."""
    members = _problem(response) or _problem_of_status(response)
    if members is None:
        message = f"{contract} returned neither a result nor a problem"
        return UnexpectedResponse(message, response.status_code, response.content, trace_id(response))
    from .problems import BY_TYPE

    kind = BY_TYPE.get(str(members.get("type"))) or BY_STATUS.get(response.status_code, Problem)
    retry_after = seconds_of(response.headers.get("Retry-After"))
    return kind(response.status_code, members, trace_id(response), retry_after)


def unreachable(contract: str, error: httpx.RequestError) -> Unreachable:
    """The error of a request without a response."""
    url = error.request.url
    names = [] if is_local(str(url)) else suspects(error, os.environ)
    hint = f"; the shell sets {' and '.join(names)}, which may be why" if names else ""
    return Unreachable(f"{contract}: no answer from {url.host}: {f'{type(error).__name__} {error}'.strip()}{hint}")


def trace_id(response: httpx.Response) -> str:
    """The trace by which the logs know this request."""
    return str(response.headers.get("X-Trace-Id", ""))


def _problem(response: httpx.Response) -> dict[str, Any] | None:
    if _media_type(response) != PROBLEM:
        return None
    try:
        members = response.json()
    except ValueError:
        return None
    return members if isinstance(members, dict) else None


def _problem_of_status(response: httpx.Response) -> dict[str, Any] | None:
    """The problem behind the status of a firewall or a gateway, which sends no problem details."""
    if response.status_code not in SAME_FROM_A_GATEWAY:
        return None
    title = HTTPStatus(response.status_code).phrase
    detail = f"The answer ({_media_type(response) or 'of no type'}) is not the API's: look at what stands before it."
    return {"type": "about:blank", "title": f"{title}.", "status": response.status_code, "detail": detail}


def _media_type(response: httpx.Response) -> str:
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()
