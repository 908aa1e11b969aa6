"""An origin server: says what it was asked, counts, and sends large files from no memory."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MEGABYTE = bytes(1024 * 1024)


class App(BaseHTTPRequestHandler):
    """`/app/bytes-N` has N bytes, `/app/broken` ends early, others are a line of text. All may be cached."""

    protocol_version = "HTTP/1.1"
    hits: list[str] = []

    def do_GET(self) -> None:
        self.hits.append(self.path)
        size = self.path.rpartition("/bytes-")[2].partition("?")[0] if "/bytes-" in self.path else None
        body = f"{self.path} {self.headers['x-origin-secret']}".encode()
        self.send_response(200)
        self.send_header("cache-control", "max-age=600")
        self.send_header("etag", '"1"')
        self.send_header("content-length", "1000000" if "/broken" in self.path else size or str(len(body)))
        self.end_headers()
        if size is None:
            self.wfile.write(body)
            self.close_connection = "/broken" in self.path
            return
        whole, rest = divmod(int(size), len(MEGABYTE))
        for _ in range(whole):
            self.wfile.write(MEGABYTE)
        self.wfile.write(MEGABYTE[:rest])

    def log_message(self, *_: Any) -> None:
        """Be quiet."""


@contextmanager
def serving() -> Iterator[int]:
    """The port of a server in a thread."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), App)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
