"""Events on which a function does nothing but start."""

from typing import Any

Event = dict[str, Any]

NOOP_EVENTS: dict[str, Event] = {
    "sqs": {"Records": []},
    "stream": {"Records": []},
    "kinesis": {"Records": []},
    "sweeper": {},
}
"""By kind of function. There is none for Cognito's triggers and for replays."""


def http_get_event(path: str, request_id: str) -> Event:
    """An anonymous `GET path` as a REST API passes it on (payload format 1.0). The id is in its log lines."""
    return {
        "resource": path,
        "path": path,
        "httpMethod": "GET",
        "headers": {},
        "multiValueHeaders": {},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": {"requestId": request_id, "identity": {}},
        "body": None,
        "isBase64Encoded": False,
    }
