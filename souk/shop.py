"""The shop as its users see it over HTTP: what seeding and the demo need of the three APIs."""

import uuid
from dataclasses import dataclass
from typing import Any

import httpx

from souk.errors import SoukError
from souk.outputs import Outputs


@dataclass(frozen=True)
class Placed:
    """An order that was accepted."""

    id: str
    total: str
    trace_id: str


class Shop:
    """One signed-in person (or a passer-by, without a token) at the shop's counters."""

    def __init__(self, outputs: Outputs, token: str | None = None) -> None:
        """`token` is an access token of the environment's user pool."""
        self._apis = outputs.apis
        self._http = httpx.Client(
            headers={"authorization": f"Bearer {token}"} if token else {}, timeout=60, trust_env=False
        )

    def products(self) -> list[dict[str, Any]]:
        """Everything on the shelf."""
        items: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            page = self._ask("GET", "orders", "/products", params={"cursor": cursor} if cursor else {}).json()
            items += page["items"]
            cursor = page.get("next_cursor")
            if not cursor:
                return items

    def put_product(self, sku: str, name: str, price: int, stock: int) -> None:
        """Put a product on the shelf, or change it. Staff only."""
        body = {"name": name, "price": {"amount": price, "currency": "EUR"}, "stock": stock}
        self._ask("PUT", "orders", f"/products/{sku}", json=body)

    def put_profile(self, name: str) -> None:
        """Tell users who I am."""
        self._ask("PUT", "users", "/users/me", json={"name": name})

    def has_profile(self) -> bool:
        """Whether users knows me."""
        return self._send("GET", "users", "/users/me").status_code == httpx.codes.OK

    def place_order(self, sku: str, quantity: int) -> Placed:
        """Buy something, once."""
        body = {"lines": [{"sku": sku, "quantity": quantity}]}
        answer = self._ask("POST", "orders", "/orders", json=body, headers={"idempotency-key": str(uuid.uuid4())})
        order = answer.json()
        total = order["total"]
        return Placed(
            id=order["id"],
            total=f"{total['amount'] / 100:.2f} {total['currency']}",
            trace_id=answer.headers.get("x-trace-id", ""),
        )

    def notifications(self) -> list[dict[str, Any]]:
        """What the shop has told me, newest first."""
        items: list[dict[str, Any]] = self._ask("GET", "notifications", "/notifications").json()["items"]
        return items

    def bestsellers(self) -> dict[str, int]:
        """How often each product was sold, by SKU."""
        items = self._ask("GET", "orders", "/products/bestsellers").json()["items"]
        return {item["sku"]: int(item["pieces"]) for item in items}

    def _ask(self, method: str, service: str, path: str, **request: Any) -> httpx.Response:
        answer = self._send(method, service, path, **request)
        if answer.is_success:
            return answer
        raise SoukError(
            f"{method} {path} answered {answer.status_code}: {_problem(answer)}",
            f"look at `souk logs --service {service}`",
        )

    def _send(self, method: str, service: str, path: str, **request: Any) -> httpx.Response:
        try:
            return self._http.request(method, f"{self._apis[service]}{path}", **request)
        except httpx.HTTPError as error:
            raise SoukError(f"{method} {path} was not answered ({error})", "is it up? `souk status` tells") from error


def _problem(answer: httpx.Response) -> str:
    """What a problem document says, or the start of whatever came instead."""
    try:
        problem = answer.json()
    except ValueError:
        return answer.text[:200]
    return str(problem.get("detail") or problem.get("title") or problem) if isinstance(problem, dict) else str(problem)
