"""From a viewer's request to its response: the rules in the order in which CloudFront applies them."""

import time
from collections.abc import Callable
from dataclasses import replace

from souk.local.edge.config import Behavior, Distribution
from souk.local.edge.delivery import deliver
from souk.local.edge.distributions import Distributions, Unreadable, viewer_host
from souk.local.edge.fetching import Fetching
from souk.local.edge.functions import Functions
from souk.local.edge.headers import with_header, without
from souk.local.edge.objects import Objects
from souk.local.edge.origin import Origin
from souk.local.edge.refusals import REASON, refuse
from souk.local.edge.request import ViewerRequest
from souk.local.edge.response import Response
from souk.local.edge.rules import behaviors, response_headers
from souk.local.edge.rules.signatures import refuse_unsigned, unsigned
from souk.local.edge.rules.viewer_headers import announced, believed
from souk.local.edge.store import Cache


class Edge:
    """An edge location."""

    def __init__(
        self,
        distributions: Distributions,
        origin: Origin,
        cache: Cache,
        functions: Functions,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._distributions, self._functions, self._now = distributions, functions, now
        self._objects = Objects(Fetching(origin, cache, now), cache, now)

    async def answer(self, request: ViewerRequest) -> Response:
        """The response to a viewer."""
        try:
            distribution = await self._distributions.find(request.host)
        except OSError as error:
            return closed(refuse(503, f"The local cloud, which knows the distributions, does not answer: {error}"))
        except Unreadable as error:
            return closed(refuse(503, f"The configuration of {request.host} can't be read: {error}"))
        if distribution is None:
            return closed(refuse(403, f"No deployed distribution answers to {request.host}."))
        host = viewer_host(distribution, request.host)
        request = replace(request, host=host, headers=with_header(believed(request.headers), "host", host))
        refusal = (
            behaviors.refuse_closed(distribution)
            or behaviors.refuse_country(distribution)
            or behaviors.refuse_length(request)
            or behaviors.refuse_upgrade(request)
        )
        return closed(refusal) if refusal else await self._serve(distribution, request)

    async def reread(self) -> None:
        """Read the configuration as it is now. Raises OSError if the local cloud doesn't answer."""
        await self._distributions.reread()

    async def _serve(self, distribution: Distribution, request: ViewerRequest) -> Response:
        rooted = behaviors.with_root(distribution, request)
        behavior = behaviors.select(distribution, rooted.path)
        refusal = (
            behaviors.refuse_protocol(behavior, request)
            or behaviors.refuse_method(behavior, request)
            or behaviors.refuse_body(request)
        )
        if refusal:
            return closed(refusal)
        denied = refuse_unsigned(behavior.keys, request, self._now())
        asked = rooted if behavior.keys is None else unsigned(rooted)
        if denied is None:
            changed = await self._functions.on_request(distribution, behavior, asked)
            if isinstance(changed, Response):
                return closed(changed)
            asked = changed
        response = denied or await self._objects.get(distribution, behavior, asked)
        is_error = response.status >= 400
        response = await self._with_error_page(distribution, asked, response)
        response = finish(behavior, asked, await deliver(asked, response))
        # No function sees an error. (Guide: edge-function-restrictions-all.html, "HTTP status codes")
        if not is_error:
            response = await self._functions.on_response(distribution, behavior, asked, response)
        return closed(response)

    async def _with_error_page(
        self, distribution: Distribution, request: ViewerRequest, response: Response
    ) -> Response:
        """An error with a custom error page is replaced by the page, from the behavior that its path falls under.

        If the page can't be had, the viewer gets the error as it was. Guide: GeneratingCustomErrorResponses.html;
        custom-error-pages-different-locations.html.
        """
        rule = distribution.errors.get(response.status)
        if rule is None or rule.page is None:
            return response
        behavior = behaviors.select(distribution, rule.page)
        asked = replace(request, method="GET", path=rule.page, query="", headers=(), body=None)
        page = await self._objects.get(distribution, behavior, asked)
        if page.status >= 400:
            await page.body.close()
            return response
        await response.body.close()
        reason = tuple(pair for pair in response.headers if pair[0] == REASON)
        status = rule.status or response.status
        headers = (*page.headers, *reason)
        return replace(page, status=status, headers=headers, x_cache=response.x_cache, stored=False)


def finish(behavior: Behavior, request: ViewerRequest, response: Response) -> Response:
    """The response with the headers of the behavior's policy."""
    return replace(response, headers=response_headers.apply(behavior.response_headers, request, response.headers))


def closed(response: Response) -> Response:
    """The response with the edge's own headers."""
    return replace(response, headers=without(announced(response), {"content-length"}))
