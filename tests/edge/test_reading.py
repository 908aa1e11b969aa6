"""When the edge reads the configuration, and what it does when that changes."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from souk.local.edge.deployed import CURRENT_SECONDS, OUTDATED_SECONDS
from souk.local.edge.distributions import Unreadable
from tests.edge.fake_cloudfront import Reading


def test_a_configuration_is_read_once_and_again_when_it_may_have_changed() -> None:
    reading = Reading()

    async def look() -> list[bool]:
        first = await reading.after(0)
        reading.api.config["Enabled"] = False
        return [(await reading.after(seconds)).enabled for seconds in (0, CURRENT_SECONDS + 1, 0)] + [first.enabled]

    assert asyncio.run(look()) == [True, True, False, True]
    assert reading.api.readings == 2


def test_after_a_pause_a_request_waits_for_the_configuration() -> None:
    reading = Reading()

    async def look() -> bool:
        await reading.after(0)
        reading.api.config["Enabled"] = False
        return (await reading.after(OUTDATED_SECONDS + 1)).enabled

    assert asyncio.run(look()) is False


def test_only_new_invalidations_are_passed_on_and_once() -> None:
    reading = Reading()
    reading.api.invalidations["I1"] = ["/old"]

    async def look() -> None:
        await reading.after(0)
        reading.api.invalidations["I2"] = ["/a", "/b/*"]
        for _ in range(3):
            await reading.after(CURRENT_SECONDS + 1)

    asyncio.run(look())
    assert reading.invalidated == [("E1", "/a"), ("E1", "/b/*")]


def test_of_a_distribution_that_is_gone_everything_is_forgotten_at_once() -> None:
    reading = Reading()

    async def look() -> Any:
        await reading.after(0)
        reading.api.summaries = []
        await reading.distributions.reread()
        return await reading.distributions.find("d1.cloudfront.net")

    assert asyncio.run(look()) is None
    assert reading.invalidated == [("E1", "/*")]


def test_of_a_distribution_that_could_not_be_read_nothing_is_forgotten() -> None:
    reading = Reading()

    async def look() -> None:
        await reading.after(0)
        del reading.api.config["DefaultCacheBehavior"]
        await reading.distributions.reread()

    asyncio.run(look())
    assert reading.invalidated == []


def test_a_distribution_that_can_not_be_read_is_told_with_the_reason() -> None:
    reading = Reading()
    del reading.api.config["DefaultCacheBehavior"]

    with pytest.raises(Unreadable, match="DefaultCacheBehavior"):
        asyncio.run(reading.after(0))


def test_a_reading_that_began_before_a_change_is_followed_by_another() -> None:
    reading = Reading()

    async def look() -> Any:
        before = asyncio.create_task(reading.distributions.find("d1.cloudfront.net"))
        await asyncio.sleep(0)
        await reading.distributions.reread()
        return await before

    assert asyncio.run(look()).id == "E1"
    assert reading.api.readings == 2


def test_a_cloud_that_stops_leaves_the_configuration_in_place() -> None:
    reading = Reading()

    async def look() -> bool:
        await reading.after(0)
        reading.api.down = True
        return (await reading.after(OUTDATED_SECONDS + 1)).enabled

    assert asyncio.run(look()) is True


def test_a_cloud_that_never_answered_is_an_error() -> None:
    reading = Reading()
    reading.api.down = True

    with pytest.raises(OSError, match="Could not connect"):
        asyncio.run(reading.after(0))


def test_a_host_that_was_unknown_is_looked_up_again() -> None:
    reading = Reading()
    host = "www.new.example"

    async def look() -> list[bool]:
        before = [await reading.after(seconds, host) is None for seconds in (0, 0.1)]
        reading.api.config["Aliases"] = {"Items": [host]}
        return [*before, await reading.after(1, host) is None]

    assert asyncio.run(look()) == [True, True, False]
    assert reading.api.readings == 2


def test_an_unknown_host_has_no_distribution() -> None:
    assert asyncio.run(Reading().after(0, "d9.cloudfront.net")) is None
