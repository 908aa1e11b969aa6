"""No log line of an invocation is lost or late, also where the thread that reads them comes late."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from souk.local import function_output
from tests.waiting import eventually

FUNCTION = """
import sys
for event in sys.stdin:
    for number in range(int(event)):
        print("line", number, file=sys.stderr)
    print("answered", flush=True)
print("broken off", end="", file=sys.stderr)
"""


class Worker:
    """MiniStack's, as far as it has to do with lines; nobody reads them until a test does."""

    def __init__(self) -> None:
        self._stderr_queue: queue.Queue[str] = queue.Queue()

    def _spawn(self) -> None:
        self._stderr_queue = queue.Queue()
        pipe = subprocess.PIPE
        command = [sys.executable, "-c", FUNCTION]
        self._proc = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, bufsize=1)

    def _read_stderr(self) -> None:
        raise AssertionError("replaced")

    def _drain_stderr(self) -> str:
        return "as before"

    def _drain_stderr_bounded(self, first_line_wait: float = 0.05) -> str:
        return f"as before, {first_line_wait}"

    def invoke(self, lines: int) -> str:
        assert self._proc.stdin
        assert self._proc.stdout
        self._proc.stdin.write(f"{lines}\n")
        assert self._proc.stdout.readline() == "answered\n"
        return self._drain_stderr_bounded()


@pytest.fixture
def worker() -> Iterator[Any]:
    class Corrected(Worker):
        """A class of its own for each test."""

    function_output.correct(Corrected)
    worker = Corrected()
    worker._spawn()
    yield worker
    worker._proc.kill()
    with worker._proc:
        pass


def test_an_invocation_has_its_own_lines_even_if_nobody_has_read_them_before(worker: Any) -> None:
    assert [worker.invoke(count) for count in (1, 0, 2)] == ["line 0", "", "line 0\nline 1"]


def test_more_lines_than_a_pipe_holds_do_not_stop_a_function(worker: Any) -> None:
    reader = threading.Thread(target=worker._read_stderr)
    reader.start()

    assert [len(worker.invoke(20_000).splitlines()) for _ in range(3)] == [20_000] * 3

    worker._proc.stdin.close()
    reader.join()
    assert worker._drain_stderr() == "broken off"


def test_the_lines_of_a_process_that_was_ended_are_collected_after_the_worker_forgot_it(worker: Any) -> None:
    process, answer = worker._proc, worker._proc.stdout
    process.stdin.write("1\n")
    assert answer.readline() == "answered\n"
    process.kill()
    eventually(lambda: process.poll() is not None)
    worker._proc = None

    assert worker._drain_stderr() == "line 0"

    worker._spawn()
    assert worker.invoke(1) == "line 0"


def test_a_worker_of_another_kind_collects_as_before(worker: Any) -> None:
    other = SimpleNamespace(_stderr_queue=queue.Queue())

    assert type(worker)._drain_stderr_bounded(other, first_line_wait=0.1) == "as before, 0.1"
