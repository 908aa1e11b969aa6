"""A debugger: just enough of the Debug Adapter Protocol to stop at a line, look around and go on."""

from __future__ import annotations

import itertools
import json
import socket
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PATIENCE = 600.0


class Debugger:
    """Attached to what listens on a port, as an editor would be."""

    def __init__(self, port: int, folders: Sequence[Path] = ()) -> None:
        """Attach. Editors say that some folders are the same here and there, when they attach to this machine."""
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self._stream = self._socket.makefile("rb")
        self._numbers = itertools.count(1)
        self._events: list[dict[str, Any]] = []
        self._ask("initialize", adapterID="tests", pathFormat="path", linesStartAt1=True, columnsStartAt1=True)
        same = [{"localRoot": str(folder), "remoteRoot": str(folder)} for folder in folders]
        self._attaching = self._send("attach", justMyCode=True, **({"pathMappings": same} if same else {}))
        self._event("initialized")
        self._configured = False

    def stop_at(self, file: Path, text: str) -> None:
        """Set a breakpoint at the line of a file that holds a text."""
        line = next(number for number, line in enumerate(file.read_text().splitlines(), 1) if text in line)
        self._file = file
        set_at = self._ask("setBreakpoints", source={"path": str(file)}, breakpoints=[{"line": line}])
        assert set_at["breakpoints"], set_at
        if not self._configured:
            self._ask("configurationDone")
            self._answer(self._attaching)
            self._configured = True

    def wait(self) -> tuple[Path, dict[str, str]]:
        """Wait until it stops: in which file, and the local variables there."""
        thread = self._event("stopped")["threadId"]
        frame = self._ask("stackTrace", threadId=thread)["stackFrames"][0]
        scope = self._ask("scopes", frameId=frame["id"])["scopes"][0]
        variables = self._ask("variables", variablesReference=scope["variablesReference"])["variables"]
        self._stopped = thread
        return Path(frame["source"]["path"]), {each["name"]: each["value"] for each in variables}

    def go_on(self) -> None:
        """Continue, and stop there no more."""
        self._ask("setBreakpoints", source={"path": str(self._file)}, breakpoints=[])
        self._ask("continue", threadId=self._stopped)

    def leave(self) -> None:
        """Detach."""
        self._ask("disconnect", terminateDebuggee=False)
        self._socket.close()

    def _ask(self, command: str, **arguments: Any) -> dict[str, Any]:
        return self._answer(self._send(command, **arguments))

    def _send(self, command: str, **arguments: Any) -> int:
        number = next(self._numbers)
        body = json.dumps({"seq": number, "type": "request", "command": command, "arguments": arguments}).encode()
        self._socket.sendall(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        return number

    def _answer(self, number: int) -> dict[str, Any]:
        while True:
            message = self._read()
            if message["type"] == "response" and message["request_seq"] == number:
                assert message["success"], message
                return dict(message.get("body") or {})
            self._events.append(message)

    def _event(self, kind: str) -> dict[str, Any]:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for place, message in enumerate(self._events):
                if message.get("event") == kind:
                    return dict(self._events.pop(place)["body"] or {}) if "body" in message else self._events.pop(place)
            self._events.append(self._read())
        raise TimeoutError(f"no {kind}; there were {self._events}")

    def _read(self) -> dict[str, Any]:
        length = 0
        while line := self._stream.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            raise EOFError(f"the debugger was cut off; there were {self._events}")
        return dict(json.loads(self._stream.read(length)))
