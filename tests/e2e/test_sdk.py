"""The SDK against the running system: a customer's journey, in both clients, signed in by SRP."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Iterator

import httpx
import pytest

from souk_sdk import AsyncSouk, Retries, SignIn, SignInFailed, SigV4, Souk, WaitTimeout, problems
from souk_sdk.orders_v2.models import Money, Order, WantedLine
from souk_sdk.retries import Clock
from tests.cloud import Cloud, Visitor
from tests.waiting import PATIENCE, eventually

pytestmark = pytest.mark.cloud


@pytest.fixture(autouse=True)
def environments_folder(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    """`souk up` has noted the environment down; the program runs where it can be found."""
    monkeypatch.setenv("SOUK_ENVIRONMENTS", str(cloud.home / "environments"))
    monkeypatch.setenv("SOUK_ENV", cloud.outputs.env)


def sign_in(visitor: Visitor) -> SignIn:
    return SignIn(visitor.person.username, visitor.person.password)


@pytest.fixture
def ada(cloud: Cloud) -> SignIn:
    """A new customer."""
    return sign_in(cloud.customer("Ada Quist"))


@pytest.fixture
def staff(cloud: Cloud) -> Iterator[Souk]:
    with Souk.from_env(auth=SignIn(**vars(cloud.outputs.demo["staff"]))) as souk:
        yield souk


@pytest.fixture
def lamp(staff: Souk) -> str:
    """A product of which there are three; its SKU."""
    sku = f"T-{uuid.uuid4().hex[:16].upper()}"
    staff.orders.put_product(sku, name="Lamp", price=Money(amount="49.90", currency="EUR"), stock=3)
    return sku


def test_a_customer_orders_and_waits_for_the_parcel(staff: Souk, ada: SignIn, lamp: str) -> None:
    with Souk.from_env(auth=ada) as souk:
        order = souk.orders.place_order(lines=[WantedLine(sku=lamp, quantity=2)])
        staff.orders.ship_order(order.id)
        shipped = souk.orders.wait_until(order.id, status="shipped", timeout=PATIENCE)
        eventually(lambda: order.id in [message.about for message in souk.notifications.list_notifications()])

        assert (order.total.amount, order.lines[0].sku) == ("99.80", lamp)
        assert shipped.id == order.id
        assert [listed.id for listed in souk.orders.list_orders()] == [order.id]
        assert souk.orders.get_product(lamp).stock == 1


def test_a_customer_does_the_same_without_waiting_around(staff: Souk, ada: SignIn, lamp: str) -> None:
    async def journey() -> tuple[Order, Order, list[str]]:
        async with AsyncSouk.from_env(auth=ada) as souk:
            order = await souk.orders.place_order(lines=[WantedLine(sku=lamp, quantity=2)])
            parcel = asyncio.create_task(souk.orders.wait_until(order.id, status="shipped", timeout=PATIENCE))
            await asyncio.to_thread(staff.orders.ship_order, order.id)
            return order, await parcel, [listed.id async for listed in souk.orders.list_orders()]

    order, shipped, listed = asyncio.run(journey())

    assert (shipped.id, shipped.status, listed) == (order.id, "shipped", [order.id])


def test_a_wait_that_times_out_reports_the_latest_order(ada: SignIn, lamp: str) -> None:
    with Souk.from_env(auth=ada) as souk:
        order = souk.orders.place_order(lines=[WantedLine(sku=lamp, quantity=1)])

        with pytest.raises(WaitTimeout) as raised:
            souk.orders.wait_until(order.id, status="shipped", timeout=0.5)

    assert raised.value.last == order


def test_refusals_are_caught_by_their_type(cloud: Cloud, ada: SignIn, lamp: str) -> None:
    with Souk.from_env(auth=ada) as souk:
        with pytest.raises(problems.OutOfStock) as refused:
            souk.orders.place_order(lines=[WantedLine(sku=lamp, quantity=4)])
        with pytest.raises(problems.UnknownProduct):
            souk.orders.place_order(lines=[WantedLine(sku="NO-SUCH-THING", quantity=1)])
        with pytest.raises(problems.NotFound):
            souk.orders.get_order("01KAQ4N9T4W6M2J8ZC5R7XVBEH")
        with pytest.raises(problems.Forbidden):
            souk.orders.put_product(lamp, name="Mine", price=Money(amount="1.00", currency="EUR"), stock=1)
        with pytest.raises(problems.Unprocessable) as unfit:
            souk.orders.place_order(lines=[WantedLine(sku=lamp, quantity=0)])
    with Souk.from_env() as nobody, pytest.raises(problems.Unauthenticated):
        nobody.orders.list_orders().first()

    assert refused.value.trace_id
    assert unfit.value.errors[0].field == "body.lines.0.quantity"


@pytest.mark.filterwarnings("ignore:orders.v1 is deprecated")
def test_a_list_is_walked_to_its_end_in_either_version(lamp: str) -> None:
    with Souk.from_env() as souk:
        newer = [product.sku for product in souk.orders.list_products(limit=3)]
        older = [product.sku for product in souk.orders_v1.list_products(limit=100)]

    assert lamp in newer
    assert lamp in older
    assert newer == sorted(set(newer))
    assert len(newer) > 8


def test_a_lost_answer_does_not_order_twice(cloud: Cloud, ada: SignIn, lamp: str) -> None:
    with httpx.Client(transport=Lossy(), timeout=PATIENCE) as http:
        souk = Souk.from_env(auth=ada, http=http, retries=Retries(wait=0.01))

        order = souk.orders.place_order(lines=[WantedLine(sku=lamp, quantity=1)])

        assert [listed.id for listed in souk.orders.list_orders()] == [order.id]
        assert souk.orders.get_product(lamp).stock == 2


class Lossy(httpx.HTTPTransport):
    """A line on which the first answer to an order is lost: it was placed, and nobody hears of it."""

    def __init__(self) -> None:
        super().__init__()
        self._lost = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = super().handle_request(request)
        if request.url.path.endswith("/orders") and request.method == "POST" and not self._lost:
            self._lost = True
            answer.close()
            raise httpx.RemoteProtocolError("the line is dead", request=request)
        return answer


class Overheard:
    """Which ways of signing in were asked for; breaks the tokens that pass, when it is told to."""

    def __init__(self) -> None:
        self.flows: list[str] = []
        self.breaking = False

    def __call__(self, request: httpx.Request) -> None:
        self.flows += [flow for flow in ("USER_SRP_AUTH", "REFRESH_TOKEN_AUTH") if flow.encode() in request.read()]
        if self.breaking and "Authorization" in request.headers:
            request.headers["Authorization"], self.breaking = "Bearer no-token-of-yours", False


class LaterClock(Clock):
    """The real time, and some hours more."""

    hours = 0

    def now(self) -> float:
        return super().now() + 3600 * self.hours


def test_a_token_is_renewed_without_anybody_noticing(cloud: Cloud) -> None:
    person, overheard, clock = cloud.customer("Ada Quist").person, Overheard(), LaterClock()
    auth = SignIn(person.username, person.password, clock=clock)
    with httpx.Client(timeout=PATIENCE, event_hooks={"request": [overheard]}) as http:
        souk = Souk.from_env(auth=auth, http=http)
        profile = souk.users.get_profile()

        clock.hours = 1
        assert souk.users.get_profile() == profile
        overheard.breaking = True
        assert souk.users.get_profile() == profile

    assert overheard.flows == ["USER_SRP_AUTH", "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN_AUTH"]


def test_a_wrong_password_is_refused(cloud: Cloud) -> None:
    person = cloud.stranger().person

    auth = SignIn(person.username, "wrong" + person.password)
    with Souk.from_env(auth=auth) as souk, pytest.raises(SignInFailed, match="NotAuthorizedException"):
        souk.users.get_profile()


def test_a_service_calls_another_one(cloud: Cloud) -> None:
    customer = cloud.customer("Ada Quist").get("users", "/users/me").json()

    with Souk.from_env(auth=SigV4(cloud.aws.session, cloud.outputs.region)) as souk:
        assert souk.users.get_customer(customer["id"]).id == customer["id"]
