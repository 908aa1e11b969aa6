"""The Idempotency-Key of a creating request: the same request twice creates one resource and gets one response.

The store writes the key in the transaction that creates the resource, with a copy of it. So neither exists without the
other, and a repeated request is answered from the copy.
After https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/.
"""

from __future__ import annotations

import hashlib
import json
from typing import Annotated

from fastapi import Depends, Header, Request
from pydantic import BeforeValidator

from chassis.core.identity import IdempotencyKey
from chassis.web.auth import Caller


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _unquoted(key: str) -> str:
    """The key without the double quotes that the draft asks for."""
    return key[1:-1] if len(key) > 1 and key[0] == key[-1] == '"' else key


async def idempotency_key(
    request: Request,
    caller: Caller,
    key: Annotated[
        str,
        Header(
            alias="Idempotency-Key",
            min_length=16,
            max_length=128,
            pattern="^[A-Za-z0-9_-]+$",
            description="A random value (such as a UUID) for each resource to create; repeat it to retry the request. "
            "With or without double quotes.",
            examples=["8e03978e-40d5-43dd-bc93-6894a57f9324"],
        ),
        BeforeValidator(_unquoted),
    ],
) -> IdempotencyKey:
    """The request's key, bound to its caller and operation. 400 when it is absent or malformed."""
    try:
        body = json.dumps(await request.json(), sort_keys=True)
    except ValueError:
        body = ""  # absent: the operation itself refuses that
    return IdempotencyKey(_digest(caller.id, request.method, request.url.path, key), _digest(body))


IdempotencyKeyHeader = Annotated[IdempotencyKey, Depends(idempotency_key)]
