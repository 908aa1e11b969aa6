"""The release day on paper is counted rightly."""

from tests.bench_offload.day import MINUTES, Fleet, Group, simulate


def test_with_cloudfront_the_origin_answers_each_cache_once_in_a_lifetime() -> None:
    with_it, without = (simulate(Fleet(), offloaded) for offloaded in (True, False))

    assert sum(with_it.requests) == 13 * (2 * MINUTES + 3)
    assert round(sum(without.requests)) == 1_000_000 * (4 * 2 + 3)
    assert with_it.viewer_requests == without.viewer_requests
    assert max(with_it.instances) == 2


def test_the_group_grows_after_three_minutes_over_its_target_and_shrinks_after_fifteen_below() -> None:
    group = Group(target=100)

    grown = [group.follow(1000) for _ in range(3)]
    shrunk = [group.follow(100) for _ in range(15)]

    assert grown == [2, 2, 10]
    assert shrunk == [10] * 14 + [2]


def test_each_gadget_downloads_once() -> None:
    day = simulate(Fleet(gadgets=1440, metadata_bytes=0), offloaded=False)

    assert round(day.viewer_bytes) == 1440 * 8_000_000
