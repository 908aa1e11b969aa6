"""The server of the fake: from a request to its operation, and from the outcome to a response."""

from __future__ import annotations

import itertools
import json
import secrets
import threading
from typing import Any

import httpx

from .. import problems
from . import contracts, notifications, orders, users
from .contracts import Operation
from .faults import Fault
from .refusals import Refusal
from .shop import Call, Handler, Shop, User

SERVICES = {"orders": orders, "users": users, "notifications": notifications}
HANDLERS: dict[str, Handler] = {
    name: handler for service in SERVICES.values() for name, handler in service.HANDLERS.items()
}
STAFF_ONLY = frozenset(name for service in SERVICES.values() for name in service.STAFF_ONLY)
NO_USER = User("", "", False, "")
"""The caller of a public operation, and of one for other services."""


class Server:
    """One shop behind the gateways of all APIs."""

    def __init__(self) -> None:
        self.operations = [operation for operation in contracts.operations() if operation.service in SERVICES]
        keys = sorted({operation.contract for operation in self.operations})
        self.base_urls = {key: f"https://{key.replace('.', '-')}.souk.test" for key in keys}
        self.shop = Shop()
        self.requests: list[httpx.Request] = []
        self.faults: list[Fault] = []
        self.lock = threading.RLock()
        self._users: dict[str, User] = {}
        self._created: dict[tuple[str, ...], tuple[str, Any]] = {}
        self._traces = itertools.count(1)

    def new_token(self, user: User) -> str:
        """An access token of the user."""
        token = secrets.token_urlsafe()
        self._users[token] = user
        return token

    def handle(self, request: httpx.Request) -> httpx.Response:
        """The response to a request. Raises httpx.TransportError if a fault says so."""
        with self.lock:
            self.requests.append(request)
            operation, path = self._route(request)
            fault = self._next_fault(operation)
            if fault is None:
                return self._process(operation, path, request)
            if fault.processed:
                self._process(operation, path, request)
            return self._problem(operation, *fault.occur(request), fault.retry_after)

    def _route(self, request: httpx.Request) -> tuple[Operation, dict[str, str]]:
        for operation in self.operations:
            served = self.base_urls[operation.contract] == f"https://{request.url.host}"
            if served and (path := operation.match(request)) is not None:
                return operation, path
        raise httpx.ConnectError(f"FakeSouk has no {request.method} {request.url}", request=request)

    def _next_fault(self, operation: Operation) -> Fault | None:
        for fault in self.faults:
            if fault.times and fault.operation in (None, operation.id):
                fault.times -= 1
                return fault
        return None

    def _process(self, operation: Operation, path: dict[str, str], request: httpx.Request) -> httpx.Response:
        try:
            caller = self._authenticate(operation, request)
            call = Call(operation, caller, operation.arguments(request, path), self.shop)
            payload = self._once(call, request.url.path)
        except Refusal as refusal:
            return self._problem(operation, contracts.problem(refusal.type)["status"], refusal, None)
        headers = self._headers(operation, operation.status)
        return httpx.Response(operation.status, headers=headers, **({} if payload is None else {"json": payload}))

    def _authenticate(self, operation: Operation, request: httpx.Request) -> User:
        """The caller. Raises Refusal without the proof that the operation wants."""
        scheme, _, credentials = request.headers.get("Authorization", "").partition(" ")
        if "sigv4" in operation.security and scheme != "AWS4-HMAC-SHA256":
            raise Refusal(problems.Forbidden, "Only other services may call this.")
        if "token" not in operation.security:
            return NO_USER
        if scheme != "Bearer" or credentials not in self._users:
            raise Refusal(problems.Unauthenticated, "Send an access token: `Authorization: Bearer ...`.")
        user = self._users[credentials]
        if operation.id in STAFF_ONLY and not user.staff:
            raise Refusal(problems.Forbidden, "Only members of the group `staff` may do this.")
        return user

    def _once(self, call: Call, path: str) -> Any:
        """The payload of the response; that of the first time for an idempotency key that was used before."""
        handler, key = HANDLERS[call.operation.id], call.arguments.get("Idempotency-Key")
        if key is None:
            return handler(call)
        name = (call.contract, call.caller.id, path, key)
        body = json.dumps(call.arguments["body"], sort_keys=True)
        if name not in self._created:
            self._created[name] = body, handler(call)
        first_body, payload = self._created[name]
        if first_body != body:
            raise Refusal(problems.KeyReused)
        return payload

    def _problem(self, operation: Operation, status: int, refusal: Refusal, retry_after: int | None) -> httpx.Response:
        title = contracts.problem(refusal.type)["title"]
        body = {"type": refusal.type, "title": title, "status": status, **refusal.members}
        headers = {**self._headers(operation, status), "Content-Type": "application/problem+json"}
        if retry_after is not None:
            headers["Retry-After"] = str(retry_after)
        return httpx.Response(status, content=json.dumps(body), headers=headers)

    def _headers(self, operation: Operation, status: int) -> dict[str, str]:
        trace = f"1-{next(self._traces):08x}-{secrets.token_hex(12)}"
        return {**operation.responses.get(str(status), {}), "X-Trace-Id": trace}
