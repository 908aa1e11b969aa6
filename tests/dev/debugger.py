"""A debugger that speaks enough of the Debug Adapter Protocol to stop at a line, read variables and continue."""

from __future__ import annotations

import itertools
import json
import socket
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.waiting import PATIENCE


class Debugger:
    """Attached to a port, as an editor would be."""

    def __init__(self, port: int, folders: Sequence[Path] = ()) -> None:
        """Attach. Some editors map `folders` to themselves when they debug on the same machine."""
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self._stream = self._socket.makefile("rb")
        self._numbers = itertools.count(1)
        self._events: list[dict[str, Any]] = []
        self._request("initialize", adapterID="tests", pathFormat="path", linesStartAt1=True, columnsStartAt1=True)
        mappings = [{"localRoot": str(folder), "remoteRoot": str(folder)} for folder in folders]
        self._attaching = self._send("attach", justMyCode=True, **({"pathMappings": mappings} if mappings else {}))
        self._event("initialized")
        self._configured = False

    def stop_at(self, file: Path, text: str) -> None:
        """Set a breakpoint at the line of a file that contains a text."""
        line = next(number for number, line in enumerate(file.read_text().splitlines(), 1) if text in line)
        self._file = file
        response = self._request("setBreakpoints", source={"path": str(file)}, breakpoints=[{"line": line}])
        assert response["breakpoints"], response
        if not self._configured:
            self._request("configurationDone")
            self._response(self._attaching)
            self._configured = True

    def wait(self) -> tuple[Path, dict[str, str]]:
        """Wait until it stops; returns the file and its local variables."""
        thread = self._event("stopped")["threadId"]
        frame = self._request("stackTrace", threadId=thread)["stackFrames"][0]
        scope = self._request("scopes", frameId=frame["id"])["scopes"][0]
        variables = self._request("variables", variablesReference=scope["variablesReference"])["variables"]
        self._stopped = thread
        return Path(frame["source"]["path"]), {variable["name"]: variable["value"] for variable in variables}

    def resume(self) -> None:
        """Remove the breakpoint and continue."""
        self._request("setBreakpoints", source={"path": str(self._file)}, breakpoints=[])
        self._request("continue", threadId=self._stopped)

    def detach(self) -> None:
        """Detach."""
        self._request("disconnect", terminateDebuggee=False)
        self._socket.close()

    def _request(self, command: str, **arguments: Any) -> dict[str, Any]:
        return self._response(self._send(command, **arguments))

    def _send(self, command: str, **arguments: Any) -> int:
        number = next(self._numbers)
        body = json.dumps({"seq": number, "type": "request", "command": command, "arguments": arguments}).encode()
        self._socket.sendall(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        return number

    def _response(self, number: int) -> dict[str, Any]:
        while True:
            message = self._read()
            if message["type"] == "response" and message["request_seq"] == number:
                assert message["success"], message
                return dict(message.get("body") or {})
            self._events.append(message)

    def _event(self, kind: str) -> dict[str, Any]:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for index, message in enumerate(self._events):
                if message.get("event") == kind:
                    return dict(self._events.pop(index)["body"] or {}) if "body" in message else self._events.pop(index)
            self._events.append(self._read())
        raise TimeoutError(f"no {kind} in {self._events}")

    def _read(self) -> dict[str, Any]:
        length = 0
        while line := self._stream.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            raise EOFError(f"the connection was closed after {self._events}")
        return dict(json.loads(self._stream.read(length)))
