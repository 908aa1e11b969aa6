"""A small HTTP server that answers like AWS, as a test tells it, and keeps the requests."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from chassis.runtime.aws_client import Session

KEYS = {"AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "eu-central-1"}


@dataclass(frozen=True)
class Answer:
    """A response. With `missing` bytes of the body the connection ends too early."""

    body: bytes = b"{}"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    missing: int = 0


@dataclass(frozen=True)
class Request:
    """A request that arrived. `connection` is the client's address."""

    path: str
    headers: dict[str, str]
    body: bytes
    connection: Any


class AwsServer:
    """Gives the answers in order, and the last one again and again."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.answers: list[Answer] = [Answer()]
        self.requests: list[Request] = []

    def next_answer(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def session(self, **environ: str) -> Session:
        """A session whose clients call this server."""
        return Session({**KEYS, "AWS_ENDPOINT_URL": self.url, **environ})


@contextmanager
def aws_server() -> Iterator[AwsServer]:
    """A server of its own, on a free port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            aws.requests.append(Request(self.path, headers, body, self.client_address))
            answer = aws.next_answer()
            self.send_response_only(answer.status)
            for name, value in {"content-length": str(len(answer.body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body[: len(answer.body) - answer.missing])
            if answer.missing:
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True

        do_GET = do_HEAD = do_PUT = do_DELETE = do_POST  # noqa: N815 - the names that http.server calls

        def log_message(self, *_: Any) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    aws = AwsServer(f"http://127.0.0.1:{server.server_port}")
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield aws
    finally:
        server.shutdown()
        server.server_close()
