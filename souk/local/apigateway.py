"""API Gateway's differences in MiniStack. Runs inside MiniStack's own Python: standard library only.

- It passes a throttled call's 429 of Lambda on to the caller. On AWS, and here, it is answered with the API's gateway
  response INTEGRATION_FAILURE.
"""

from collections.abc import Callable
from typing import Any


class Throttled(Exception):
    """Lambda throttled an invocation by an API."""


def raising(shape: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
    """Shape a function's response as before, but raise Throttled for Lambda's 429."""

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


def correct(apigateway: Any) -> None:
    """Make all corrections in MiniStack's module."""
    apigateway._lambda_proxy_response = raising(apigateway._lambda_proxy_response)
    apigateway._invoke_lambda_proxy_v1 = answering(apigateway._invoke_lambda_proxy_v1, apigateway._gw_error)
