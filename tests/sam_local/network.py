"""A network of the tests' own, in which Docker may make bridges and addresses without the machine noticing."""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import struct
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

OWN = "/proc/thread-self/ns/net"
CLONE_NEWNET = 0x40000000
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 0x1
_libc = ctypes.CDLL(None, use_errno=True)


class Network:
    """A network namespace without a name: it is gone when nothing runs in it and it was closed."""

    def __init__(self) -> None:
        """Make it. Raises OSError where that isn't allowed."""
        # In a thread that ends at once, because who makes one is in it.
        with ThreadPoolExecutor(1) as pool:
            self._inside = pool.submit(_make).result()

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Put all sockets and processes that this thread opens or starts into this network."""
        outside = os.open(OWN, os.O_RDONLY)
        try:
            _enter(self._inside)
            yield
        finally:
            _enter(outside)
            os.close(outside)

    def close(self) -> None:
        """Let go of it."""
        os.close(self._inside)


def _make() -> int:
    _checked(_libc.unshare(CLONE_NEWNET))
    with socket.socket() as any_socket:  # loopback is there, but down
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(any_socket, SIOCGIFFLAGS, request))[1]
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | IFF_UP))
    return os.open(OWN, os.O_RDONLY)


def _enter(namespace: int) -> None:
    _checked(_libc.setns(namespace, CLONE_NEWNET))


def _checked(result: int) -> None:
    """ctypes tells of failures by number only."""
    if result:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
