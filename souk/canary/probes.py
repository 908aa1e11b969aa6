"""Synthetic requests without side effects, for a function that may have no other traffic."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from souk.base.errors import SoukError
from souk.cloud.clients import Aws
from souk.cloud.functions import Function
from souk.cloud.versions import ALIAS
from souk.cloud.warmup_events import NOOP_EVENTS, http_get_event

REQUEST_ID = "souk-canary"
"""Marks the requests in the function's logs."""


@dataclass(frozen=True)
class Response:
    """The result of a request."""

    version: str
    failure: str = ""
    """A status of 500 or more, which an API's alarm counts on AWS but not in the local cloud."""


Probe = Callable[[], Response]


def synthetic_request(aws: Aws, function: Function, path: str) -> Probe:
    """`GET path` for an API's function, an event without work for a consumer or a sweeper."""
    if not function.is_http and function.kind not in NOOP_EVENTS:
        raise SoukError(
            f"no test request is defined for {function.name}",
            "a canary is for functions of APIs, queues, streams and schedules",
        )
    event = http_get_event(path, REQUEST_ID) if function.is_http else NOOP_EVENTS[function.kind]

    def request() -> Response:
        result = aws.functions.invoke(FunctionName=function.name, Qualifier=ALIAS, Payload=json.dumps(event))
        status = (json.loads(result["Payload"].read() or "null") or {}).get("statusCode", 200)
        return Response(
            version=result.get("ExecutedVersion", ""),
            failure=f"GET {path} returned {status}" if status >= 500 else "",
        )

    return request
