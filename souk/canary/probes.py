"""Calls that change nothing, for a function that is watched and that nobody else may be calling."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from souk.base.errors import SoukError
from souk.cloud.clients import Aws
from souk.cloud.functions import kind_of
from souk.cloud.versions import ALIAS
from souk.cloud.warmup_events import IDLE, visit

Call = Callable[[], "Answer"]
REQUEST = "souk-canary"
"""The id of its requests, in what is logged of them."""


@dataclass(frozen=True)
class Answer:
    """What came of a call."""

    version: str
    """That answered."""
    failure: str = ""
    """What an API's alarm would count, and the local cloud doesn't: an answer of 500 or more."""


def harmless(aws: Aws, function: str, path: str) -> Call:
    """Of an API's function: `GET path`. Of a consumer's or a sweeper's: nothing to do."""
    kind = kind_of(function)
    if kind != "http" and kind not in IDLE:
        raise SoukError(
            f"there is no harmless call of {function}",
            "a canary is for functions of APIs, queues, streams and schedules",
        )
    event = visit(path, REQUEST) if kind == "http" else IDLE[kind]

    def call() -> Answer:
        answer = aws.functions.invoke(FunctionName=function, Qualifier=ALIAS, Payload=json.dumps(event))
        status = (json.loads(answer["Payload"].read() or "null") or {}).get("statusCode", 200)
        failure = f"GET {path} was answered with {status}" if status >= 500 else ""
        return Answer(answer.get("ExecutedVersion", ""), failure)

    return call
