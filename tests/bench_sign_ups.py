"""`make bench-website`: sign-ups of the newsletter until their welcome mails, with the stream delivered twice.

In a running environment. Each address signs up from a network of its own and confirms by the link in its mail; a second
event source brings the function each change of the table once more. Counted are the mails that are lost or doubled, and
the time from a confirmation to the welcome. Absolute times depend on the machine and its load.
"""

from __future__ import annotations

import os
import re
import statistics
import time
from base64 import urlsafe_b64decode
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import uuid4

from rich.console import Console

from souk.base.paths import find_paths
from tests.cloud import Cloud, attach
from tests.waiting import eventually

SIGN_UPS = int(os.environ.get("SOUK_BENCH_SIGN_UPS", "1000"))
AT_ONCE = 4
PATIENCE = 300.0
TOKEN = re.compile(r"/newsletter/confirm\?token=(\S+)")
screen = Console()


@contextmanager
def delivered_twice(cloud: Cloud) -> Iterator[None]:
    """A second source of the same changes."""
    functions, name = cloud.client("lambda"), f"souk-{cloud.outputs.env}-website-stream"
    table = cloud.client("dynamodb").describe_table(TableName=cloud.outputs.tables["website"])["Table"]
    mapping = functions.create_event_source_mapping(
        FunctionName=name, EventSourceArn=table["LatestStreamArn"], StartingPosition="LATEST", BatchSize=25
    )
    try:
        yield
    finally:
        functions.delete_event_source_mapping(UUID=mapping["UUID"])


def sign_up(cloud: Cloud, address: str) -> None:
    network = ".".join(str(byte) for byte in uuid4().bytes[:4])
    visitor = cloud.anyone({"X-Forwarded-For": network})
    visitor.post("website", "/subscribers", json={"email": address}).raise_for_status()


def confirm(cloud: Cloud, token: str) -> float:
    """Confirm; returns the time before it."""
    began = time.time()
    cloud.anyone().get("website", f"/confirm?token={token}").raise_for_status()
    return began


def mails(cloud: Cloud, subject: str, addresses: set[str], wanted: int) -> list[tuple[str, str, float]]:
    """Recipient, text and time of these mails, once there are enough of them, or after a while."""
    deadline = time.monotonic() + PATIENCE
    while True:
        every = [
            (mail["To"][0], mail["BodyText"], mail["Timestamp"]) for mail in cloud.mails() if subject in mail["Subject"]
        ]
        ours = [mail for mail in every if mail[0] in addresses]
        if len({address for address, _, _ in ours}) >= wanted or time.monotonic() > deadline:
            return ours
        time.sleep(0.2)


def wait_until_delivered_twice(cloud: Cloud) -> None:
    """Wait until both sources have delivered all changes until now: in order, and so with the change made here last."""
    address = f"bench+{uuid4().hex}@souk.example"
    sign_up(cloud, address)
    [(_, text, _)] = mails(cloud, "Confirm", {address}, 1)
    link = TOKEN.search(text)
    assert link
    subscriber = urlsafe_b64decode(f"{link[1]}==")[1:17].hex()
    search = {
        "logGroupName": f"/aws/lambda/souk-{cloud.outputs.env}-website-stream",
        "filterPattern": '"handled before"',
    }
    logs = cloud.client("logs").get_paginator("filter_log_events")
    eventually(
        lambda: any(subscriber in event["message"] for page in logs.paginate(**search) for event in page["events"])
    )


def report(welcomes: Sequence[tuple[str, str, float]], confirmed: dict[str, float]) -> None:
    counts = Counter(address for address, _, _ in welcomes)
    waits = sorted(max(0.0, at - confirmed[address]) for address, _, at in welcomes)
    lost, doubled = len(confirmed) - len(counts), sum(count > 1 for count in counts.values())
    screen.print(f"  {len(confirmed)} sign-ups, each change delivered twice: {lost} lost, {doubled} doubled")
    if waits:
        p99 = waits[int(len(waits) * 0.99)]
        screen.print(f"  welcome mail p50 {statistics.median(waits) * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms")


def main() -> None:
    cloud = attach(find_paths(os.environ).home, "dev")
    addresses = [f"bench+{uuid4().hex}@souk.example" for _ in range(SIGN_UPS)]
    with delivered_twice(cloud), ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda address: sign_up(cloud, address), addresses))
        links = {
            address: match[1]
            for address, text, _ in mails(cloud, "Confirm", {*addresses}, SIGN_UPS)
            if (match := TOKEN.search(text))
        }
        times = pool.map(lambda token: confirm(cloud, token), links.values())
        confirmed = dict(zip(links, times, strict=True))
        mails(cloud, "Welcome", {*addresses}, SIGN_UPS)
        wait_until_delivered_twice(cloud)
        report(mails(cloud, "Welcome", {*addresses}, len(confirmed)), confirmed)


if __name__ == "__main__":
    main()
