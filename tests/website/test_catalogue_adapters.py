"""The catalogue's adapters: S3 and CloudFront as they are called, orders over HTTP, and the queue of refreshes."""

from __future__ import annotations

import httpx
import pytest

from chassis.core.errors import ChangedMeanwhile, Unavailable
from tests.aws_server import Answer, AwsServer, aws_server
from website.adapters.catalogue import WINDOW, RefreshQueue, SiteBucket
from website.adapters.orders import OrdersService
from website.domain.catalogue import Page
from website.ports.catalogue import Stored

PAGE = Page("index.html", "<p>1</p>", "digest-1", "lasting-1")
ITEM = {"sku": "LAMP-1", "name": "Lamp", "price": {"amount": "49.90", "currency": "EUR"}, "stock": 3}


def bucket(aws: AwsServer) -> SiteBucket:
    session = aws.session()
    return SiteBucket(session.client("s3"), session.client("cloudfront"), "site", "E1", {})


def test_a_page_is_written_only_over_the_one_that_was_looked_at() -> None:
    with aws_server() as aws:
        aws.answers = [Answer(b"")]
        bucket(aws).replace(PAGE, Stored('"tag"'))
        bucket(aws).replace(PAGE, Stored())

        first, second = (request.headers for request in aws.requests)
        assert (first["if-match"], second["if-none-match"]) == ('"tag"', "*")
        assert first["cache-control"] == "public, max-age=60"
        assert (first["x-amz-meta-digest"], first["x-amz-meta-lasting"]) == ("digest-1", "lasting-1")


@pytest.mark.parametrize("status", [404, 409, 412])
def test_a_page_that_was_replaced_meanwhile_is_looked_at_again(status: int) -> None:
    with aws_server() as aws, pytest.raises(ChangedMeanwhile):
        aws.answers = [Answer(b"", status)]
        bucket(aws).replace(PAGE, Stored('"tag"'))


def test_a_site_that_was_never_published_is_none() -> None:
    with aws_server() as aws:
        aws.answers = [Answer(b"<Error><Code>NoSuchKey</Code></Error>", 404)]

        assert bucket(aws).site() is None
        assert bucket(aws).stored("index.html") == Stored()


def test_paths_are_invalidated_at_cloudfronts_only_region() -> None:
    with aws_server() as aws:
        aws.answers = [Answer(b"<Invalidation><Id>I1</Id><Status>InProgress</Status></Invalidation>")]
        bucket(aws).forget(["/", "/index.html"])

        [request] = aws.requests
        assert request.path == "/2020-05-31/distribution/E1/invalidation"
        assert b"<Quantity>2</Quantity><Items><Path>/</Path><Path>/index.html</Path></Items>" in request.body
        assert "/us-east-1/cloudfront/" in request.headers["authorization"]


class Queue:
    """Keeps the windows of its messages, as FIFO queues do."""

    def __init__(self) -> None:
        self.windows: set[str] = set()

    def send_message(self, **message: str) -> None:
        self.windows.add(message["MessageDeduplicationId"])


def test_a_thousand_requests_of_one_window_are_one_message_and_the_next_window_has_its_own() -> None:
    queue, now = Queue(), [WINDOW * 100.0]
    refreshes = RefreshQueue(queue, "url", lambda: now[0])

    for n in range(1000):
        now[0] = WINDOW * 100 + n * WINDOW / 1001
        refreshes.request()
    now[0] += WINDOW
    refreshes.request()

    assert len(queue.windows) == 2


def orders(*answers: httpx.Response) -> OrdersService:
    left = iter(answers)
    return OrdersService(httpx.Client(base_url="http://orders/v2", transport=httpx.MockTransport(lambda _: next(left))))


def listed(*skus: str, following: str | None = None) -> httpx.Response:
    items = [{**ITEM, "sku": sku} for sku in skus]
    return httpx.Response(200, json={"items": items, "links": {"self": "?limit=100", "next": following}})


def test_all_pages_of_the_products_are_read() -> None:
    products = orders(listed("A-1", "B-1", following="?limit=100&cursor=abc"), listed("C-1")).products()

    assert [product.sku for product in products] == ["A-1", "B-1", "C-1"]
    assert (products[0].amount, products[0].stock) == ("49.90", 3)


def test_orders_that_fail_are_no_empty_shelf() -> None:
    with pytest.raises(Unavailable):
        orders(httpx.Response(500, json={"type": "x", "title": "y", "status": 500})).products()
