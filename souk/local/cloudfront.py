"""CloudFront's differences in MiniStack. Runs inside MiniStack's own Python: standard library only.

- CloudFormation refuses public keys and key groups, which CloudFront's own API has.
- An API Gateway origin is answered with 502, because its name is one of AWS.
- MiniStack's CloudFront applies functions, custom error responses and response headers policies, but caches nothing.
  The edge in front of it does these itself, and must see the origin's own status and headers.
"""

import re
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any
from urllib.parse import parse_qs
from xml.etree import ElementTree

EDGE_HEADER = "x-souk-edge"
"""The edge sends it to get the origin's response as it is."""
API = re.compile(r"([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com")

Properties = dict[str, Any]
Resource = tuple[str, dict[str, str]]
"""A physical id, and the attributes of Fn::GetAtt."""
Async = Callable[..., Awaitable[Any]]


def add_keys(provisioners: Any, cloudfront: Any) -> None:
    """Let CloudFormation make AWS::CloudFront::PublicKey and ::KeyGroup by CloudFront's own operations."""
    kinds = {
        "PublicKey": (cloudfront._create_public_key, cloudfront._update_public_key, cloudfront._public_keys),
        "KeyGroup": (cloudfront._create_key_group, cloudfront._update_key_group, cloudfront._key_groups),
    }
    for kind, operations in kinds.items():
        provisioners._RESOURCE_HANDLERS[f"AWS::CloudFront::{kind}"] = handlers(kind, *operations)


def handlers(kind: str, create: Callable[..., Any], update: Callable[..., Any], records: Any) -> dict[str, Any]:
    """The handlers of a resource type for CloudFormation."""

    def create_resource(logical_id: str, properties: Properties, stack: str) -> Resource:
        headers = succeed(kind, create(document(f"{kind}Config", properties[f"{kind}Config"])))
        return named(str(headers["Location"].rpartition("/")[2]))

    def update_resource(physical_id: str, old: Properties, new: Properties, stack: str) -> Resource:
        content = document(f"{kind}Config", new[f"{kind}Config"])
        succeed(kind, update(physical_id, {"if-match": records[physical_id]["ETag"]}, content))
        return named(physical_id)

    def delete_resource(physical_id: str, properties: Properties) -> None:
        records.pop(physical_id, None)

    return {"create": create_resource, "update": update_resource, "delete": delete_resource}


def named(physical_id: str) -> Resource:
    """A resource whose attribute is its id."""
    return physical_id, {"Id": physical_id}


def succeed(kind: str, response: tuple[int, dict[str, str], bytes]) -> dict[str, str]:
    """The headers of an operation's response; raises ValueError, which rolls the stack back, if it was refused."""
    status, headers, body = response
    if status >= 400:
        message = re.search(rb"<Message>(.*?)</Message>", body, re.DOTALL)
        raise ValueError(f"AWS::CloudFront::{kind}: {message[1].decode() if message else status}")
    return headers


def document(name: str, properties: Properties) -> bytes:
    """A configuration as CloudFront's API takes it."""
    root = ElementTree.Element(name)
    for key, value in properties.items():
        element = ElementTree.SubElement(root, key)
        if isinstance(value, list):
            for item in value:
                ElementTree.SubElement(element, "PublicKey").text = str(item)
        else:
            element.text = str(value)
    return ElementTree.tostring(root)


def reaching_apis(fetch: Async, execute: Async, headers_for: Callable[..., dict[str, str]]) -> Async:
    """Fetch from an origin as before, but from MiniStack's own API Gateway if the origin is one of its APIs."""

    async def fetch_from_origin(
        origin: Properties, method: str, path: str, query: str, headers: Any, body: bytes, *more: Any
    ) -> Any:
        api = API.fullmatch(origin.get("domain_name") or "")
        if api is None:
            return await fetch(origin, method, path, query, headers, body, *more)
        _, client, forwarded, _ = more
        sent = {name.lower(): value for name, value in headers_for(origin, headers, client, forwarded).items()}
        target = f"/_aws/execute-api/{api[1]}{origin.get('origin_path') or ''}{path}"
        parameters = parse_qs(query, keep_blank_values=True)
        status, answered, content = await execute("127.0.0.1", target, method, sent, body or b"", parameters)
        return status, "", {name.lower(): value for name, value in answered.items()}, content

    return fetch_from_origin


def unchanged_for_the_edge(
    serve: Async, parse: Callable[[Any], Properties]
) -> tuple[Async, Callable[[Any], Properties]]:
    """Serve viewers as before, but leave the edge's responses without functions, error pages and headers policies."""
    for_edge: ContextVar[bool] = ContextVar("for_edge", default=False)

    async def serve_viewer(
        distribution: Any, method: str, path: str, uri: str, query: str, headers: Any, *more: Any
    ) -> Any:
        for_edge.set(headers.get(EDGE_HEADER) is not None)
        rest = {name: value for name, value in headers.items() if name != EDGE_HEADER}
        return await serve(distribution, method, path, uri, query, rest, *more)

    def parse_config(distribution: Any) -> Properties:
        config = parse(distribution)
        if not for_edge.get():
            return config
        behaviors = [config["default_behavior"], *config["ordered_behaviors"]]
        for behavior in behaviors:
            behavior.update(viewer_protocol_policy="allow-all", response_headers_policy_id=None, functions={})
        return {**config, "custom_error_responses": {}, "default_root_object": ""}

    return serve_viewer, parse_config


def correct(cloudfront: Any, provisioners: Any, app: Any) -> None:
    """Make all corrections in MiniStack's modules."""
    add_keys(provisioners, cloudfront)
    cloudfront._fetch_from_origin = reaching_apis(
        cloudfront._fetch_from_origin, app._handle_execute_api_request, cloudfront._origin_request_headers
    )
    cloudfront.handle_viewer_request, cloudfront.parse_distribution_dataplane_config = unchanged_for_the_edge(
        cloudfront.handle_viewer_request, cloudfront.parse_distribution_dataplane_config
    )
