"""The catalogue's HTML in the deployed shop follows products and orders."""

from __future__ import annotations

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from html import escape
from typing import Any

import pytest

from chassis.core.errors import ChangedMeanwhile
from chassis.runtime.aws_client import Session
from tests.cloud import Cloud
from tests.waiting import eventually
from website.adapters.catalogue import WINDOW, SiteBucket
from website.domain.catalogue import Page
from website.ports.catalogue import Stored

pytestmark = pytest.mark.cloud
LOGS = "/aws/lambda/souk-{}-website-catalogue"


def index(cloud: Cloud) -> str:
    """The page as it is stored: what caches have is a minute older at most."""
    bucket = cloud.outputs.applications["website"]["SiteBucket"]
    body: bytes = cloud.client("s3").get_object(Bucket=bucket, Key="index.html")["Body"].read()
    return body.decode()


def put(cloud: Cloud, sku: str, name: str = "Lamp", stock: int = 5) -> None:
    body = {"name": name, "price": {"amount": "49.90", "currency": "EUR"}, "stock": stock}
    cloud.staff().put("orders.v2", f"/products/{sku}", json=body).raise_for_status()


def fresh_sku() -> str:
    return f"T-{uuid.uuid4().hex[:16].upper()}"


def test_a_new_product_and_a_new_name_appear_escaped_without_anybody_publishing(cloud: Cloud) -> None:
    sku, payload = fresh_sku(), f"</script><img src=x onerror=alert('{uuid.uuid4().hex}')>"

    put(cloud, sku)
    eventually(lambda: f'"{sku}"' in index(cloud))
    put(cloud, sku, payload)

    eventually(lambda: escape(payload) in index(cloud))
    assert payload not in index(cloud)


def test_an_order_changes_what_is_left_and_many_orders_make_few_refreshes(cloud: Cloud) -> None:
    sku, customer, began = fresh_sku(), cloud.customer(), time.time()
    put(cloud, sku, stock=45)

    with ThreadPoolExecutor(4) as pool:
        placed = list(pool.map(lambda _: customer.order(sku).status_code, range(40)))

    assert placed == [201] * 40
    eventually(lambda: f'data-sku="{sku}" data-left="few"' in index(cloud) and '"stock":5,' in facts(cloud, sku))
    assert refreshes(cloud, began) <= (time.time() - began) / WINDOW + 2


def facts(cloud: Cloud, sku: str) -> str:
    """The product in the page's data."""
    return index(cloud).partition(f'{{"sku":"{sku}"')[2].partition("}")[2].partition("}")[0]


def refreshes(cloud: Cloud, since: float) -> int:
    events = cloud.client("logs").filter_log_events(
        logGroupName=LOGS.format(cloud.outputs.env), startTime=int(since * 1000), filterPattern="refreshed"
    )["events"]
    return len(events)


def test_s3_itself_refuses_the_page_of_a_refresh_that_was_overtaken(cloud: Cloud) -> None:
    s3, name = lean(cloud), f"{uuid.uuid4().hex}.html"
    site = SiteBucket(s3, None, cloud.outputs.applications["website"]["SiteBucket"], "", {})
    page = Page(name, "<p>1</p>", "1", "1")

    try:
        site.replace(page, Stored())
        seen = site.stored(name)
        site.replace(Page(name, "<p>2</p>", "2", "1"), seen)
        for former in (seen, Stored()):
            with pytest.raises(ChangedMeanwhile):
                site.replace(page, former)
        assert site.stored(name).digest == "2"
    finally:
        s3.delete_object(Bucket=cloud.outputs.applications["website"]["SiteBucket"], Key=name)


def lean(cloud: Cloud) -> Any:
    """The client of S3 that functions use, with the account's keys."""
    keys = cloud.aws.session.get_credentials().get_frozen_credentials()  # type: ignore[union-attr]
    environ = {"AWS_ACCESS_KEY_ID": str(keys.access_key), "AWS_SECRET_ACCESS_KEY": str(keys.secret_key)}
    endpoint = {"AWS_ENDPOINT_URL": cloud.outputs.endpoint_url} if cloud.outputs.endpoint_url else {}
    return Session({**environ, **endpoint, "AWS_REGION": cloud.aws.region}).client("s3")
