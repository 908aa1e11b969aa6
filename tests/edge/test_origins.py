"""Where the edge's requests go on this machine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from souk.local import ports
from souk.local.edge.config import Origin
from souk.local.edge.emulator import EmulatorOrigins, address
from souk.local.edge.headers import Headers, first
from souk.local.edge.origin import OriginFailure, OriginRequest
from tests.edge.origin_server import serving
from tests.edge.rows import behavior, distribution

CLOUD = "http://127.0.0.1:4566"
EDGE = {"via": "1.1 local.cloudfront.net (CloudFront)", "x-forwarded-for": "127.0.0.1"}


def request(
    origin: Origin, path: str = "/a%2Fb", body: AsyncIterator[bytes] | None = None, **more: Any
) -> OriginRequest:
    chosen = behavior(origin=origin, **more)
    return OriginRequest(distribution(), chosen, "GET", path, "v=%20", tuple(EDGE.items()), https=True, body=body)


@pytest.mark.parametrize(
    ("origin", "expected", "host"),
    [
        (Origin("o", "127.0.0.1", http_port=81, protocol="http-only"), "http://127.0.0.1:81/a%2Fb?v=%20", "127.0.0.1"),
        (Origin("o", "localhost", https_port=444), "https://localhost:444/a%2Fb?v=%20", "localhost"),
        (
            Origin("o", "localhost", path="/x", protocol="https-only"),
            "https://localhost:443/x/a%2Fb?v=%20",
            "localhost",
        ),
        (
            Origin("o", "abc.execute-api.eu-west-1.amazonaws.com", path="/v1"),
            f"{CLOUD}/_aws/execute-api/abc/v1/a%2Fb?v=%20",
            "127.0.0.1:4566",
        ),
        (
            Origin("o", "lb-1.us-east-1.elb.amazonaws.com", http_port=8080),
            f"{CLOUD}/a%2Fb?v=%20",
            "lb-1.us-east-1.elb.amazonaws.com:8080",
        ),
        (Origin("o", "b.s3.amazonaws.com", s3=True), f"{CLOUD}/a%2Fb?v=%20", "d111.cloudfront.net"),
    ],
)
def test_each_kind_of_origin_has_its_place(origin: Origin, expected: str, host: str) -> None:
    url, headers = address(CLOUD, request(origin))

    assert bytes(url).decode() == expected
    assert first(headers, "host") == host


def test_headers_of_the_origin_replace_the_viewers() -> None:
    _, headers = address(CLOUD, request(Origin("o", "127.0.0.1", headers=(("via", "own"),))))

    assert first(headers, "via") == "own"


def test_a_body_of_unknown_length_is_chunked() -> None:
    async def body() -> AsyncIterator[bytes]:
        yield b"x"

    _, headers = address(CLOUD, request(Origin("o", "127.0.0.1"), body=body()))

    assert first(headers, "transfer-encoding") == "chunked"


def test_a_server_is_asked_and_its_answer_streams() -> None:
    async def ask(port: int) -> tuple[int, int]:
        origins = EmulatorOrigins(CLOUD)
        answer = await origins.send(
            request(Origin("o", "127.0.0.1", http_port=port, protocol="http-only"), "/bytes-3000000")
        )
        size = sum([len(piece) async for piece in answer.pieces()])
        await answer.close()
        await origins.close()
        return answer.status, size

    with serving() as port:
        assert asyncio.run(ask(port)) == (200, 3_000_000)


def test_a_server_that_is_gone_is_a_bad_gateway() -> None:
    async def ask() -> None:
        await EmulatorOrigins(CLOUD).send(
            request(Origin("o", "127.0.0.1", http_port=ports.free(), protocol="http-only"))
        )

    with pytest.raises(OriginFailure, match=r"127.0.0.1 can't be reached") as failure:
        asyncio.run(ask())
    assert failure.value.status == 502


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"HTTP/1.1 999 What\r\ncontent-length: 0\r\n\r\n", "sent no valid response: its status is 999"),
        (b"HTTP/1.1 101 Switching Protocols\r\n\r\n", "sent no valid response"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok", "sent no valid response: conflicting"),
        (b"SSH-2.0-OpenSSH\r\n\r\n", "sent no valid response: illegal status line"),
        (b"", "sent no valid response: Server disconnected"),
    ],
)
def test_an_invalid_response_is_a_bad_gateway(answer: bytes, reason: str) -> None:
    with pytest.raises(OriginFailure, match=reason) as failure:
        asyncio.run(ask_raw(answer))
    assert failure.value.status == 502


def test_chunks_go_before_a_content_length() -> None:
    answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n5\r\nwhole\r\n0\r\n\r\n"

    headers, body = asyncio.run(ask_raw(answer))

    assert (first(headers, "content-length"), body) == (None, b"whole")


async def ask_raw(answer: bytes) -> tuple[Headers, bytes]:
    """Ask a server that always sends these bytes; returns the response's headers and body."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    origins = EmulatorOrigins(CLOUD)
    try:
        seen = await origins.send(request(Origin("o", "127.0.0.1", http_port=port, protocol="http-only")))
        body = b"".join([piece async for piece in seen.pieces()])
        await seen.close()
        return seen.headers, body
    finally:
        await origins.close()
        server.close()


def test_a_server_that_is_silent_is_a_gateway_timeout() -> None:
    async def ask() -> None:
        server = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        slow = Origin("o", "127.0.0.1", http_port=port, protocol="http-only", timeout=0.05)
        try:
            await EmulatorOrigins(CLOUD).send(request(slow))
        finally:
            server.close()

    with pytest.raises(OriginFailure, match="did not respond in time") as failure:
        asyncio.run(ask())
    assert failure.value.status == 504
