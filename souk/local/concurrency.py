"""Limits the concurrency of each function. Runs inside MiniStack's own Python: standard library only.

MiniStack starts a process for every call that finds none idle: a hundred calls are a hundred cold starts, and all time
out. Here a function has a concurrency limit, like reserved concurrency on AWS. A call over the limit waits a moment,
because a laptop's limit is low. Then it is throttled, and the API responds as API Gateway does when Lambda throttles:
with the gateway response INTEGRATION_FAILURE. Asynchronous events wait longer.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

Acquire = Callable[[Any, Any], tuple[str | None, str | None]]

CALLED = {"ministack-apigw-invoke", "ministack-lambda-invoke"}
"""MiniStack's threads for synchronous invocations."""
CALL_SECONDS = 2.0
EVENT_SECONDS = 60.0


class Throttled(Exception):
    """Lambda throttled an invocation by an API."""


class Slots:
    """MiniStack's execution slots, with a queue for them."""

    def __init__(self, acquire: Acquire, release: Callable[[str], None], call: float, event: float) -> None:
        self._acquire, self._release, self._released = acquire, release, threading.Condition()
        self._call, self._event = call, event

    def acquire(self, function: Any, config: Any) -> tuple[str | None, str | None]:
        """Take a slot as soon as one is free; (None, the limit) after a timeout."""
        seconds = self._call if threading.current_thread().name in CALLED else self._event
        deadline = time.monotonic() + seconds
        with self._released:
            while True:
                slot, limit = self._acquire(function, config)
                left = deadline - time.monotonic()
                if slot is not None or left <= 0:
                    return slot, limit
                self._released.wait(left)

    def release(self, slot: str) -> None:
        """Return a slot, and wake those that wait."""
        self._release(slot)
        with self._released:
            self._released.notify_all()


def bound(lambda_svc: Any, apigateway: Any, limit: int) -> None:
    """Limit MiniStack to `limit` executions of each function."""
    lambda_svc._reserved_concurrency = limited(lambda_svc._reserved_concurrency, limit)
    slots = Slots(lambda_svc._acquire_execution_slot, lambda_svc._release_execution_slot, CALL_SECONDS, EVENT_SECONDS)
    lambda_svc._acquire_execution_slot, lambda_svc._release_execution_slot = slots.acquire, slots.release
    apigateway._lambda_proxy_response = raising(apigateway._lambda_proxy_response)
    apigateway._invoke_lambda_proxy_v1 = answering(apigateway._invoke_lambda_proxy_v1, apigateway._gw_error)


def limited(reserved: Callable[[Any, Any], int | None], limit: int) -> Callable[[Any, Any], int]:
    """The lower of a function's own limit and this one."""

    def lower(function: Any, config: Any) -> int:
        configured = reserved(function, config)
        return limit if configured is None else min(configured, limit)

    return lower


def raising(shape: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
    """Shape a function's response as before, but raise Throttled for Lambda's 429, which MiniStack would pass on."""

    def shape_or_raise(result: dict[str, Any]) -> Any:
        if result.get("throttle"):
            raise Throttled
        return shape(result)

    return shape_or_raise


def answering(invoke: Callable[..., Any], gateway_error: Callable[[str, str], Any]) -> Callable[..., Any]:
    """Invoke as before, but answer a throttled call with the API's gateway response."""

    async def invoke_or_answer(*call: Any, **more: Any) -> Any:
        try:
            return await invoke(*call, **more)
        except Throttled:
            return gateway_error("INTEGRATION_FAILURE", "Internal server error")

    return invoke_or_answer
