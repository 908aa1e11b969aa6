"""A fault strikes the process that it is meant for, and no other on this machine."""

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
    """A server, and a process that calls it from the same local port from which this process calls elsewhere."""

    def __init__(self) -> None:
        self.elsewhere, self.server = socket.create_server(("127.0.0.1", 0)), socket.create_server(("127.0.0.1", 0))
        self.own = socket.socket()
        self.own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.own.bind(("127.0.0.1", 0))
        self.own.connect(self.elsewhere.getsockname())
        ports = [str(self.server.getsockname()[1]), str(self.own.getsockname()[1])]
        self.process = subprocess.Popen([sys.executable, "-c", CALLER, *ports])
        self.accepted, _ = self.server.accept()

    def call(self, family: Callable[[], list[int]]) -> Call:
        ends = {"peername": self.accepted.getpeername(), "sockname": self.accepted.getsockname()}
        request: Any = SimpleNamespace(transport=SimpleNamespace(get_extra_info=ends.__getitem__))
        return Call("orders-http", "PutItem", b"", request, family)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for each in (self.accepted, self.own, self.server, self.elsewhere):
            each.close()


@pytest.fixture
def connected() -> Iterator[Connected]:
    connected = Connected()
    yield connected
    connected.close()


def test_the_caller_is_found_though_another_process_uses_the_same_local_port(connected: Connected) -> None:
    call = connected.call(lambda: processes.tree(os.getpid())[1:])

    assert caller(call) == (connected.process.pid, processes.identity(connected.process.pid))


def test_a_caller_that_the_hurt_cloud_did_not_start_is_refused(connected: Connected) -> None:
    with pytest.raises(LookupError, match="none of this cloud's functions"):
        caller(connected.call(lambda: [os.getpid()]))
