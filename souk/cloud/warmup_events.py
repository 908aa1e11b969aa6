"""Events that make a function do nothing, so that it starts, or shows that it can."""

from typing import Any

Event = dict[str, Any]

IDLE: dict[str, Event] = {
    "sqs": {"Records": []},
    "stream": {"Records": []},
    "kinesis": {"Records": []},
    "sweeper": {},
}
"""By what calls the function, where that is no API. Of Cognito's and of replays there is none."""


def visit(path: str, request_id: str) -> Event:
    """`GET path` as a REST API hands it on (payload format 1.0), from nobody. The id is in what is logged of it."""
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
