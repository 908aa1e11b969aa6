"""Requests at the origin are counted from its log, and a cache that asks too often is noticed."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.bench_offload.gadgets import LARGEST, RELEASES, SMALLEST, demand, models
from tests.bench_offload.origin_log import Request, by_kind, parse, too_frequent

LOG = """\
[2026-11-30 17:20:00 +0000] [7] [INFO] Starting gunicorn
[30/Nov/2026:17:20:01 +0000] "GET /alive HTTP/1.1" 200 0
[30/Nov/2026:17:20:02 +0000] "GET /metadata/2.root.json HTTP/1.1" 404 0
[30/Nov/2026:17:20:02 +0000] "GET /metadata/timestamp.json HTTP/1.1" 200 473
[30/Nov/2026:17:21:02 +0000] "GET /targets/0a.model-001 HTTP/1.1" 200 20000
[30/Nov/2026:17:21:02 +0000] "GET /targets/0b.model-002 HTTP/1.1" 304 -
"""
TIMESTAMP = "/metadata/timestamp.json"


def asked(*requests: tuple[float, str]) -> list[Request]:
    return [Request(at, path, 0) for at, path in requests]


def test_the_log_has_a_line_for_each_request_and_for_other_things() -> None:
    requests = parse(LOG)

    assert [request.size for request in requests] == [0, 473, 20000, 0]
    assert requests[2].at - requests[0].at == 60
    assert by_kind(requests) == {"next root (404)": 1, "timestamp": 1, "firmware": 2}


def test_a_path_that_no_gadget_asks_for_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"/favicon\.ico"):
        by_kind(asked((0, "/favicon.ico")))


def test_a_timestamp_may_come_again_after_its_minute_and_firmware_never() -> None:
    fine = asked((0, TIMESTAMP), (59, TIMESTAMP), (0, "/metadata/2.root.json"), (60, "/metadata/2.root.json"))

    assert too_frequent(fine) == []
    assert too_frequent(asked((0, TIMESTAMP), (58, TIMESTAMP))) == [TIMESTAMP]
    assert too_frequent(asked((0, "/targets/a.m"), (900, "/targets/a.m"))) == ["/targets/a.m"]
    assert too_frequent(asked((0, "/metadata/7.targets.json"), (90, "/metadata/7.targets.json"))) != []


def test_the_most_popular_model_is_twice_as_frequent_as_the_second() -> None:
    counts = Counter(demand(100_000))
    first, second, tenth = (counts[name] for name in ("model-001", "model-002", "model-010"))

    assert 1.9 < first / second < 2.1
    assert 9 < first / tenth < 11
    assert len(counts) == RELEASES


def test_two_runs_have_the_same_gadgets_and_firmware_of_mixed_size() -> None:
    sizes = models().values()

    assert demand(1000) == demand(1000)
    assert models() == models()
    assert min(sizes) >= SMALLEST
    assert max(sizes) <= LARGEST
    assert sum(size < 200_000 for size in sizes) > RELEASES / 3
