"""The CloudFront functions of a behavior: before the cache is looked at, and before the viewer gets the response."""

import logging

from souk.local.edge.config import Behavior, Distribution
from souk.local.edge.javascript import FunctionFailure, JavaScript
from souk.local.edge.refusals import refuse
from souk.local.edge.request import ViewerRequest
from souk.local.edge.response import Response
from souk.local.edge.rules.function_events import changed_request, changed_response, event, response_event

logger = logging.getLogger("edge")


class Functions:
    """Runs them. One that fails is answered with 503, one whose result can't be used with 502.

    Guide: http-503-service-unavailable.html; http-502-bad-gateway.html.
    """

    def __init__(self, javascript: JavaScript) -> None:
        self._javascript = javascript

    async def on_request(
        self, distribution: Distribution, behavior: Behavior, request: ViewerRequest
    ) -> ViewerRequest | Response:
        """The request as a function changes it, or the function's own response."""
        if not behavior.on_request:
            return request
        before = event("viewer-request", distribution, request)
        try:
            return changed_request(request, before, await self._javascript.run(behavior.on_request, before))
        except (FunctionFailure, ValueError) as error:
            return failed(request, error)

    async def on_response(
        self, distribution: Distribution, behavior: Behavior, request: ViewerRequest, response: Response
    ) -> Response:
        """The response as a function changes it."""
        if not behavior.on_response:
            return response
        before = response_event(distribution, request, response)
        try:
            return changed_response(response, await self._javascript.run(behavior.on_response, before))
        except (FunctionFailure, ValueError) as error:
            await response.body.close()
            return failed(request, error)


def failed(request: ViewerRequest, error: Exception) -> Response:
    """The refusal after a function's failure."""
    logger.warning("the function for %s failed: %s", request.path, error)
    status = 503 if isinstance(error, FunctionFailure) else 502
    return refuse(status, f"The CloudFront function associated with the CloudFront distribution is invalid: {error}")
