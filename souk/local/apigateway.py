"""API Gateway's differences in MiniStack. Runs inside MiniStack's own Python: standard library only.

- It passes a throttled call's 429 of Lambda on to the caller. On AWS, and here, it is answered with the API's gateway
  response INTEGRATION_FAILURE.
- It loses the templates and responses of an imported mock integration, and renders no template of one.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from souk.local.mapping_templates import Rendering

INTEGRATION = "x-amazon-apigateway-integration"
_request: ContextVar[dict[str, Any]] = ContextVar("request")


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


def importing(import_operation: Callable[..., None], put_response: Callable[..., Any]) -> Callable[..., None]:
    """Import an operation as before, with the templates and responses of a mock integration."""

    def import_whole(api: str, resource: str, method: str, operation: dict[str, Any], *more: Any) -> None:
        import_operation(api, resource, method, operation, *more)
        integration = operation.get(INTEGRATION) or {}
        if integration.get("type") != "mock":
            return
        for pattern, response in integration.get("responses", {}).items():
            selection = {} if pattern == "default" else {"selectionPattern": pattern}
            put_response(api, resource, method, response["statusCode"], {**response, **selection})

    return import_whole


def remembering(execute: Callable[..., Any]) -> Callable[..., Any]:
    """Execute a request as before; its integration finds it by the context."""

    async def execute_request(request: dict[str, Any], *call: Any) -> Any:
        _request.set(request)
        return await execute(request, *call)

    return execute_request


def mocking(invoke: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
    """Answer by a mock integration as before, with the response's template rendered."""

    def invoke_rendered(integration: dict[str, Any]) -> Any:
        status, headers, template = invoke(integration)
        request = _request.get()
        variables = request["stage"].get("variables") or {}
        rendering = Rendering(
            {name.lower(): str(value) for name, value in request["headers"].items()},
            {f"stageVariables.{name}": value for name, value in variables.items()},
        )
        body = rendering.run(template.decode())
        return status, {**headers, **rendering.overrides}, body.encode()

    return invoke_rendered


def correct(apigateway: Any) -> None:
    """Make all corrections in MiniStack's module."""
    apigateway._lambda_proxy_response = raising(apigateway._lambda_proxy_response)
    apigateway._invoke_lambda_proxy_v1 = answering(apigateway._invoke_lambda_proxy_v1, apigateway._gw_error)
    apigateway._import_operation = importing(apigateway._import_operation, apigateway._put_integration_response)
    apigateway._execute_in_scope = remembering(apigateway._execute_in_scope)
    apigateway._invoke_mock_v1 = mocking(apigateway._invoke_mock_v1)
