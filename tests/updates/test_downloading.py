"""Downloads of gadgets on bad lines: they go on where they broke off, and end when nothing helps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from souk_sdk.errors import Unreachable
from tests.updates.conftest import FIRMWARE, World


def test_a_broken_download_goes_on_where_it_stopped(world: World) -> None:
    name = world.publish("1.0.0", FIRMWARE)
    release, whole = world.gadget().latest("lumen-bulb"), world.server
    breaks = iter([300_000, 300_000])

    def breaking(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        pieces = whole(environ, start_response)
        left = next(breaks, None)
        if left is None:
            return pieces
        return iter([b"".join(pieces)[:left]])

    world.server, world.requests = breaking, []

    assert release.download(to=world.folder / "firmware").read_bytes() == FIRMWARE
    assert world.requests == [(f"/{name}", ""), (f"/{name}", "bytes=300000-"), (f"/{name}", "bytes=600000-")]


def test_a_line_that_breaks_every_few_bytes_brings_the_file_in_the_end(world: World) -> None:
    name = world.publish("1.0.0", FIRMWARE)
    release, whole = world.gadget().latest("lumen-bulb"), world.server
    world.server = lambda environ, start: iter([b"".join(whole(environ, start))[:50_000]])
    world.requests = []

    assert release.download(to=world.folder / "firmware").read_bytes() == FIRMWARE
    assert [part for _, part in world.requests[:3]] == ["", "bytes=50000-", "bytes=100000-"]
    assert {path for path, _ in world.requests} == {f"/{name}"}


def test_the_rest_of_an_older_release_is_thrown_away(world: World) -> None:
    world.publish("1.0.0", FIRMWARE)
    folder = world.folder / "device"
    folder.mkdir()

    def power_cut(done: int, _size: int) -> None:
        raise InterruptedError(done)

    with pytest.raises(InterruptedError):
        world.gadget().latest("lumen-bulb").download(to=folder / "firmware", progress=power_cut)
    assert [path.suffix for path in folder.iterdir()] == [".part"]
    world.publish("1.1.0", b"new")

    world.gadget().latest("lumen-bulb").download(to=folder / "firmware")

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"firmware": b"new"}


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "302 Found"])
def test_an_answer_that_stays_the_same_is_not_asked_for_again(world: World, status: str) -> None:
    world.publish("1.0.0", FIRMWARE)
    release = world.gadget().latest("lumen-bulb")

    def refusing(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        start_response(status, [("Location", "http://elsewhere.example/")])
        return ()

    world.server, world.requests = refusing, []
    with pytest.raises(Unreachable):
        release.download(to=world.folder / "firmware")

    assert len(world.requests) == 1
    with pytest.raises(Unreachable):
        world.gadget("another").latest("lumen-bulb")


def test_a_server_that_keeps_failing_ends_the_download_and_the_next_one_goes_on(world: World) -> None:
    world.publish("1.0.0", FIRMWARE)
    release, whole = world.gadget().latest("lumen-bulb"), world.server

    def failing(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        start_response("502 Bad Gateway", [])
        return ()

    world.server = failing
    with pytest.raises(Unreachable):
        release.download(to=world.folder / "firmware")
    assert not (world.folder / "firmware").exists()
    world.server = whole

    assert release.download(to=world.folder / "firmware").read_bytes() == FIRMWARE
