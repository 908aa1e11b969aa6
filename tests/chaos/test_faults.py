"""A fault strikes the calling process, and no other on this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from souk.local import processes
from tests.chaos.faults import Call, caller

CALLER = """
import socket, sys
with socket.socket() as connection:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    connection.bind(("127.0.0.1", int(sys.argv[2])))
    connection.connect(("127.0.0.1", int(sys.argv[1])))
    connection.recv(1)
"""


class Connected:
    """A server and its client, whose local port this process uses for another connection."""

    def __init__(self) -> None:
        self.elsewhere, self.server = socket.create_server(("127.0.0.1", 0)), socket.create_server(("127.0.0.1", 0))
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.connect(self.elsewhere.getsockname())
        ports = [str(self.server.getsockname()[1]), str(self.socket.getsockname()[1])]
        self.process = subprocess.Popen([sys.executable, "-c", CALLER, *ports])
        self.accepted, _ = self.server.accept()

    def call(self, family: Callable[[], list[int]]) -> Call:
        ends = {"peername": self.accepted.getpeername(), "sockname": self.accepted.getsockname()}
        request: Any = SimpleNamespace(transport=SimpleNamespace(get_extra_info=ends.__getitem__))
        return Call("orders-http", "PutItem", b"", request, family)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for connection in (self.accepted, self.socket, self.server, self.elsewhere):
            connection.close()


@pytest.fixture
def connected() -> Iterator[Connected]:
    connected = Connected()
    yield connected
    connected.close()


def test_the_caller_is_found_though_another_process_uses_the_same_local_port(connected: Connected) -> None:
    call = connected.call(lambda: processes.tree(os.getpid())[1:])

    assert caller(call) == (connected.process.pid, processes.identity(connected.process.pid))


def test_a_caller_outside_the_cloud_under_test_is_refused(connected: Connected) -> None:
    with pytest.raises(LookupError, match="none of this cloud's functions"):
        caller(connected.call(lambda: [os.getpid()]))
