"""The port to JavaScript, in which CloudFront functions are written, and Node, which runs it."""

import asyncio
import contextlib
import json
import logging
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

RUNNER = Path(__file__).with_name("javascript.mjs")
LIMIT_SECONDS = 5.0
"""For a busy machine; the function itself has less, in the runner."""
LONGEST_LINE = 1 << 20

logger = logging.getLogger("edge")

Event = dict[str, Any]


class FunctionFailure(Exception):
    """A function threw an error, returned nothing that can be used, or took too long."""


class JavaScript(Protocol):
    """Runs functions."""

    async def run(self, code: str, event: Event) -> Any:
        """The result of the code's `handler`. Raises FunctionFailure."""
        ...


class Node:
    """One process of Node for all functions, started for the first one, and again after it ended.

    It ends by itself when the edge does, however that ends: its input is closed then.
    """

    def __init__(self, program: Callable[[], Path]) -> None:
        self._program = program
        self._process: Process | None = None
        self._turn = asyncio.Lock()

    async def run(self, code: str, event: Event) -> Any:
        """See JavaScript."""
        async with self._turn:
            try:
                answer = await asyncio.wait_for(self._ask({"code": code, "event": event}), LIMIT_SECONDS)
            except BaseException as error:
                # A late answer would be taken for that of the next function.
                await self.close()
                if isinstance(error, OSError | ValueError | TimeoutError):
                    raise FunctionFailure(f"Node did not answer: {error!r}") from error
                raise
        for line in answer.get("logged", ()):
            logger.info("function: %s", line)
        if "failure" in answer:
            raise FunctionFailure(answer["failure"])
        return answer["result"]

    async def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                self._program(), RUNNER, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=LONGEST_LINE
            )
        writer, reader = self._process.stdin, self._process.stdout
        if writer is None or reader is None:
            raise OSError("Node has no pipes")
        writer.write(json.dumps(question).encode() + b"\n")
        await writer.drain()
        return dict(json.loads(await reader.readline()))
