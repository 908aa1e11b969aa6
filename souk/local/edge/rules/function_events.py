"""The events of CloudFront functions, and the requests and responses that functions make of them.

Guide: functions-event-structure.html; edge-function-restrictions-all.html.
"""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from souk.local.edge.config import Distribution
from souk.local.edge.headers import Headers, without
from souk.local.edge.request import ViewerRequest
from souk.local.edge.response import Response, Whole

GENERATED = "FunctionGeneratedResponse from cloudfront"
READ_ONLY = frozenset({"host", "content-length", "transfer-encoding", "via"})
HIDDEN = frozenset({"connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization"})
HIDDEN |= {"proxy-connection", "trailer", "upgrade", "x-real-ip"}

Document = dict[str, Any]


def event(kind: str, distribution: Distribution, request: ViewerRequest) -> Document:
    """The event of a viewer's request; names of headers are in lower case."""
    pairs = ((name, value) for name, value in request.headers if name != "cookie" and name not in HIDDEN)
    parameters = (pair.partition("=")[::2] for _, pair in request.parameters)
    return {
        "version": "1.0",
        "context": {
            "distributionDomainName": distribution.domain,
            "distributionId": distribution.id,
            "endpoint": distribution.domain,
            "eventType": kind,
            "requestId": uuid4().hex,
        },
        "viewer": {"ip": request.client},
        "request": {
            "method": request.method,
            "uri": request.path,
            "querystring": items(parameters),
            "headers": items(pairs),
            "cookies": items(request.cookies),
        },
    }


def response_event(distribution: Distribution, request: ViewerRequest, response: Response) -> Document:
    """The event of a response; the request is as the function of the viewer request left it."""
    pairs = ((name, value) for name, value in response.headers if name != "set-cookie")
    cookies = [value for name, value in response.headers if name == "set-cookie"]
    described = {
        "statusCode": response.status,
        "statusDescription": HTTPStatus(response.status).phrase,
        "headers": items(pairs),
        "cookies": {name: _cookie(text) for name, text in ((each.partition("=")[0], each) for each in cookies)},
    }
    return {**event("viewer-response", distribution, request), "response": described}


def changed_request(request: ViewerRequest, before: Document, after: Any) -> ViewerRequest | Response:
    """The request that a function returned, or its own response. Raises ValueError for neither."""
    if not isinstance(after, dict):
        raise ValueError("it returned no object")
    if "statusCode" in after:
        return generated(after)
    uri = after.get("uri")
    if not isinstance(uri, str) or not uri.startswith("/"):
        raise ValueError("the URI that it returned does not begin with `/`")
    kept = tuple(pair for pair in request.headers if pair[0] in READ_ONLY | HIDDEN)
    headers = (*kept, *without(pairs(after.get("headers", {})), READ_ONLY | HIDDEN | {"cookie"}))
    cookies = pairs(after.get("cookies", {}), lower=False)
    if cookies:
        headers = (*headers, ("cookie", "; ".join(f"{name}={value}" for name, value in cookies)))
    query = request.query
    if after.get("querystring") != before["request"]["querystring"]:
        query = _query(after.get("querystring", {}))
    return replace(request, path=uri, query=query, headers=headers)


def generated(document: Document) -> Response:
    """A function's own response, which no origin and no cache sees."""
    headers = (*pairs(document.get("headers", {})), *_set_cookies(document.get("cookies", {})))
    return Response(_status(document), headers, Whole(_body(document) or b""), GENERATED)


def changed_response(response: Response, after: Any) -> Response:
    """The response that a function returned. Raises ValueError for another thing."""
    if not isinstance(after, dict):
        raise ValueError("it returned no object")
    headers = (*pairs(after.get("headers", {})), *_set_cookies(after.get("cookies", {})))
    content = _body(after)
    body = response.body if content is None else Whole(content)
    return replace(response, status=_status(after), headers=headers, body=body)


def items(values: Iterable[tuple[str, str]]) -> Document:
    """Headers, cookies or parameters as an event has them: repeated names have `multiValue`."""
    collected: dict[str, list[str]] = {}
    for name, value in values:
        collected.setdefault(name, []).append(value)
    return {
        name: {"value": every[0]} | ({"multiValue": [{"value": each} for each in every]} if len(every) > 1 else {})
        for name, every in collected.items()
    }


def pairs(document: Mapping[str, Any], lower: bool = True) -> Headers:
    """The reverse. Raises ValueError for a field without a value."""
    collected: list[tuple[str, str]] = []
    for name, field in document.items():
        if not isinstance(field, dict) or "value" not in field:
            raise ValueError(f"`{name}` has no value")
        every = field.get("multiValue") or [field]
        collected += [(name.lower() if lower else name, str(each["value"])) for each in every]
    return tuple(collected)


def _query(document: Any) -> str:
    if isinstance(document, str):
        return document
    return "&".join(f"{name}={value}" if value else name for name, value in pairs(document, lower=False))


def _status(document: Document) -> int:
    status = document.get("statusCode")
    if not isinstance(status, int) or not 100 <= status <= 599:
        raise ValueError(f"{status!r} is no status")
    return status


def _body(document: Document) -> bytes | None:
    body = document.get("body")
    if isinstance(body, dict):
        data = str(body.get("data", ""))
        return b64decode(data) if body.get("encoding") == "base64" else data.encode()
    return None if body is None else str(body).encode()


def _cookie(text: str) -> Document:
    value, _, attributes = text.partition("=")[2].partition(";")
    return {"value": value, "attributes": attributes.strip()}


def _set_cookies(document: Mapping[str, Any]) -> Headers:
    texts = []
    for name, field in document.items():
        attributes = f"; {field['attributes']}" if field.get("attributes") else ""
        texts.append(("set-cookie", f"{name}={field['value']}{attributes}"))
    return tuple(texts)
