"""Forwards connections from one address to another, as `socat` does."""

from __future__ import annotations

import asyncio
import socket
from threading import Thread


class Forwarder:
    """Accepts in the network its socket was made in, connects in the network of who starts it."""

    def __init__(self, listening: socket.socket, host: str, port: int) -> None:
        """From `listening` to a port of `host`."""
        self._listening, self._target = listening, (host, port)
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """From now on."""
        self._thread.start()

    def stop(self) -> None:
        """Connections that are open are cut."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._listening.close()

    def _run(self) -> None:
        self._loop.run_until_complete(asyncio.start_server(self._serve, sock=self._listening))
        self._loop.run_forever()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection(*self._target)
        await asyncio.gather(_pour(reader, there_writer), _pour(there_reader, writer))


async def _pour(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while content := await source.read(65536):
        target.write(content)
        await target.drain()
    target.close()
