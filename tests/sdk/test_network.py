"""Other people's shells: what they say of the network stops no call to this machine, and is named elsewhere."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest

from souk_sdk import AsyncSouk, NotConfigured, SignIn, SignInFailed, Souk, Unreachable, UserPool
from souk_sdk.network import is_local
from tests.sdk.fakes import ORDER

BROKEN = [
    ({"ALL_PROXY": "socks5://127.0.0.1:9"}, "ALL_PROXY"),
    ({"NO_PROXY": "[::1]", "HTTP_PROXY": "http://127.0.0.1:9"}, "NO_PROXY"),
    ({"SSL_CERT_FILE": "/gone/authorities.pem"}, "SSL_CERT_FILE"),
    ({"SSLKEYLOGFILE": "/gone/keys"}, "SSLKEYLOGFILE"),
]
SHELLS = [*(shell for shell, _ in BROKEN), {"HTTP_PROXY": "http://127.0.0.1:9"}]


@pytest.fixture
def order_here() -> Iterator[str]:
    """The address of a server on loopback that answers with an order, and lets nobody sign in."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(200, ORDER)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(400, {"__type": "NotAuthorizedException"})

        def _answer(self, status: int, content: object) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def say(monkeypatch: pytest.MonkeyPatch, shell: dict[str, str]) -> None:
    """Be in this shell, and in no other."""
    for name in list(os.environ):
        if name.upper().endswith("_PROXY") or name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE"):
            monkeypatch.delenv(name)
    for name, value in shell.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("shell", SHELLS, ids="+".join)
def test_calls_to_this_machine_read_nothing_of_the_shell(
    shell: dict[str, str], order_here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, shell)
    person = SignIn("ada", "her password", UserPool("eu-central-1_Pool", "the-client", order_here))

    async def and_go_on() -> str:
        async with AsyncSouk({"orders.v2": order_here}) as souk:
            return (await souk.orders.get_order("1")).id

    with Souk({"orders.v2": order_here}) as souk:
        assert souk.orders.get_order("1").id == asyncio.run(and_go_on()) == ORDER["id"]
    with Souk({"orders.v2": order_here}, auth=person) as souk, pytest.raises(SignInFailed, match="NotAuthorized"):
        souk.orders.get_order("1")


@pytest.mark.parametrize("client", [Souk, AsyncSouk])
@pytest.mark.parametrize(("shell", "name"), BROKEN, ids=[name for _, name in BROKEN])
def test_what_cannot_be_used_for_others_is_named(
    client: type[Souk | AsyncSouk], shell: dict[str, str], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, shell)

    with pytest.raises(NotConfigured, match=f"the shell sets .*{name}"):
        client({"orders.v2": "https://orders.example"})


def test_where_somebody_signs_in_counts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, {"SSL_CERT_FILE": "/gone/authorities.pem"})
    person = SignIn("ada", "her password", UserPool("eu-central-1_Pool", "the-client"))

    with pytest.raises(NotConfigured, match="SSL_CERT_FILE"):
        Souk({"orders.v2": "http://localhost:4566"}, auth=person)


def test_beside_others_this_machine_is_asked_past_every_proxy(order_here: str, monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, {"HTTP_PROXY": "http://127.0.0.1:9"})

    with Souk({"orders.v2": order_here, "users.v1": "https://users.example"}) as souk:
        assert souk.orders.get_order("1").id == ORDER["id"]


def test_a_proxy_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, {"HTTP_PROXY": "http://127.0.0.1:9"})

    with Souk({"orders.v2": "http://orders.example"}) as souk, pytest.raises(Unreachable, match="HTTP_PROXY"):
        souk.orders.cancel_order("1")


def test_an_authority_that_nobody_knows_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, {"SSL_CERT_FILE": __file__.replace(".py", ".pem"), "SSL_CERT_DIR": "/"})
    failed = httpx.MockTransport(lambda _: (_ for _ in ()).throw(httpx.ConnectError("CERTIFICATE_VERIFY_FAILED")))

    with httpx.Client(transport=failed) as http, pytest.raises(Unreachable, match="SSL_CERT_FILE and SSL_CERT_DIR"):
        Souk({"orders.v2": "https://orders.example"}, http=http).orders.cancel_order("1")


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:4566", True),
        ("http://127.9.9.9", True),
        ("http://[::1]:4566/x", True),
        ("http://localhost", True),
        ("http://abc.localhost:4566", True),
        ("https://localhost.example.org", False),
        ("https://10.0.0.1", False),
        ("not an address", False),
    ],
)
def test_which_addresses_are_this_machine(url: str, here: bool) -> None:
    assert is_local(url) is here
