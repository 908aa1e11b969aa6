"""What an answer says: the result that the contract promises, a problem, or something nobody promised."""

from __future__ import annotations

import os
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

import httpx

from .errors import BY_STATUS, WHOEVER_SAYS_IT, Problem, SoukError, UnexpectedAnswer, Unreachable
from .network import is_here, suspects
from .retries import seconds_of

T = TypeVar("T")
PROBLEM = "application/problem+json"


def result(contract: str, answer: httpx.Response, read: Callable[[Any], T]) -> T:
    """The body of a success, read as what it should be."""
    try:
        return read(answer.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{contract} doesn't keep its contract: {error!r}"
        raise UnexpectedAnswer(message, answer.status_code, answer.content, trace_of(answer)) from error


def refusal(contract: str, answer: httpx.Response) -> SoukError:
    """The error that an answer without success stands for."""
    said = _problem(answer) or _of_its_status(answer)
    if said is None:
        message = f"{contract} gave neither a result nor a problem"
        return UnexpectedAnswer(message, answer.status_code, answer.content, trace_of(answer))
    from .problems import BY_TYPE

    kind = BY_TYPE.get(str(said.get("type"))) or BY_STATUS.get(answer.status_code, Problem)
    return kind(answer.status_code, said, trace_of(answer), seconds_of(answer.headers.get("Retry-After")))


def unreachable(contract: str, error: httpx.RequestError) -> Unreachable:
    """The error that no answer stands for."""
    url = error.request.url
    names = [] if is_here(str(url)) else suspects(error, os.environ)
    blamed = f"; the shell sets {' and '.join(names)}, which may be why" if names else ""
    return Unreachable(f"{contract}: no answer from {url.host}: {f'{type(error).__name__} {error}'.strip()}{blamed}")


def trace_of(answer: httpx.Response) -> str:
    """The trace by which the logs know this call."""
    return str(answer.headers.get("X-Trace-Id", ""))


def _problem(answer: httpx.Response) -> dict[str, Any] | None:
    if _media_type(answer) != PROBLEM:
        return None
    try:
        said = answer.json()
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _of_its_status(answer: httpx.Response) -> dict[str, Any] | None:
    """The problem that a firewall or a gateway means, which knows nothing of problems."""
    if answer.status_code not in WHOEVER_SAYS_IT:
        return None
    title = HTTPStatus(answer.status_code).phrase
    detail = f"The answer ({_media_type(answer) or 'of no type'}) is not the API's: look at what stands before it."
    return {"type": "about:blank", "title": f"{title}.", "status": answer.status_code, "detail": detail}


def _media_type(answer: httpx.Response) -> str:
    return str(answer.headers.get("Content-Type", "")).partition(";")[0].strip().lower()
