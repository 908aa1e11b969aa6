"""Delivers an object to a viewer: all of it, a part, or the news that the viewer's copy is still good."""

from dataclasses import replace

from souk.local.edge.headers import first, with_header, without
from souk.local.edge.request import ViewerRequest
from souk.local.edge.response import Response, Whole
from souk.local.edge.rules.conditions import precondition, range_holds
from souk.local.edge.rules.ranges import Unsatisfiable, part
from souk.local.edge.streams import Part

OF_CONTENT = {"content-type", "content-length", "content-encoding", "content-range", "accept-ranges"}


async def deliver(request: ViewerRequest, response: Response) -> Response:
    """The response to a conditional request or one for a range. Others, and an origin's own, pass unchanged."""
    if not response.stored or response.status != 200 or request.method not in ("GET", "HEAD"):
        return response
    status = precondition(request.headers, response.headers)
    if status is not None:
        await response.body.close()
        headers = without(response.headers, OF_CONTENT)
        return replace(response, status=status, headers=headers, body=Whole(), stored=False)
    response = replace(response, headers=with_header(response.headers, "accept-ranges", "bytes"))
    if request.method == "HEAD" or not range_holds(request.headers, response.headers):
        return response
    return await partial(request, response)


async def partial(request: ViewerRequest, response: Response) -> Response:
    """One range: 206 with these bytes, or 416 if there are none. (Guide: RangeGETs.html)"""
    body = response.body
    try:
        bounds = part(first(request.headers, "range"), body.size)
    except Unsatisfiable:
        await body.close()
        headers = with_header(without(response.headers, OF_CONTENT), "content-range", f"bytes */{body.size}")
        return replace(response, status=416, headers=headers, body=Whole(), stored=False)
    if bounds is None:
        return response
    begin, end = bounds
    headers = with_header(response.headers, "content-range", f"bytes {begin}-{end - 1}/{body.size}")
    return replace(response, status=206, headers=headers, body=Part(body, begin, end))
