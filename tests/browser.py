"""A browser for tests: headless Chromium, controlled by the DevTools protocol over two pipes.

It needs no driver, and records each request, even failed ones, and each error in the console.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from tests.waiting import PATIENCE

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update", "--disable-extensions"),
    *("--no-first-run", "--no-default-browser-check", "--no-proxy-server", "--window-size=1280,1000"),
]


class Navigated(AssertionError):
    """The page was left during a command."""


@dataclass
class Page:
    """One tab."""

    to_browser: BinaryIO
    from_browser: BinaryIO
    session: dict[str, str] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    """The URLs of all requests, in order."""
    errors: list[str] = field(default_factory=list)
    """The errors in the console."""
    intercept: Callable[[str], tuple[str, dict[str, Any]]] | None = None
    """From the URL of a request that is held to the protocol's command for it, and its parameters."""
    held: list[tuple[str, str]] = field(default_factory=list)
    """The ids and URLs of requests that wait for a decision."""
    _count: int = 0

    def open(self, url: str) -> None:
        """Open a URL, without waiting until it is loaded."""
        self.command("Page.navigate", url=url)

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression, or of its promise."""
        response = self.command("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in response:
            raise AssertionError(response["exceptionDetails"])
        return response["result"].get("value")

    def wait(self, script: str) -> Any:
        """The value of an expression, once it is true."""
        deadline = time.monotonic() + PATIENCE
        while not (value := self._run_unless_navigated(script)):
            assert time.monotonic() < deadline, f"not within {PATIENCE:.0f} s: {script}"
            self.decide_held()
            time.sleep(0.1)
        return value

    def decide_held(self) -> None:
        """Let the interceptor decide on the requests that are held."""
        while self.intercept and self.held:
            request, url = self.held.pop(0)
            method, params = self.intercept(url)
            self.command(method, requestId=request, **params)

    def _run_unless_navigated(self, script: str) -> Any:
        try:
            return self.run(script)
        except Navigated:
            return None

    def screenshot(self, file: Path) -> None:
        """The window as a PNG."""
        file.write_bytes(b64decode(self.command("Page.captureScreenshot")["data"]))

    def command(self, method: str, **params: Any) -> dict[str, Any]:
        """The result of a protocol command."""
        self._count += 1
        request = {"id": self._count, "method": method, "params": params, **self.session}
        self.to_browser.write(json.dumps(request).encode() + b"\0")
        self.to_browser.flush()
        while (message := self._read()).get("id") != self._count:
            self._record(message.get("method", ""), message.get("params", {}))
        if "navigated" in message.get("error", {}).get("message", ""):
            raise Navigated(message["error"])
        assert "error" not in message, message["error"]
        return dict(message["result"])

    def _record(self, method: str, params: dict[str, Any]) -> None:
        if method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method == "Fetch.requestPaused":
            self.held.append((params["requestId"], params["request"]["url"]))
        elif method == "Log.entryAdded" and params["entry"]["level"] == "error":
            self.errors.append(params["entry"]["text"])
        elif method == "Runtime.exceptionThrown":
            self.errors.append(params["exceptionDetails"]["exception"].get("description", "an exception"))
        elif method == "Runtime.consoleAPICalled" and params["type"] == "error":
            self.errors.append(str([part.get("value") for part in params["args"]]))

    def _read(self) -> dict[str, Any]:
        message = bytearray()
        while (byte := self.from_browser.read(1)) != b"\0":
            assert byte, "the browser is gone"
            message += byte
        return dict(json.loads(message))


@contextmanager
def browser(profile: Path, *options: str) -> Iterator[Page]:
    """A browser with an empty profile, closed at the end of the block."""
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    command = [CHROMIUM or "chromium", *QUIET, *options, f"--user-data-dir={profile}", "--remote-debugging-pipe"]
    process = subprocess.Popen(
        # It reads from descriptor 3 and writes to 4.
        ["bash", "-c", f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}', *command, "about:blank"],
        pass_fds=(theirs_in, theirs_out),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs_in)
    os.close(theirs_out)
    with os.fdopen(ours_out, "wb") as to_browser, os.fdopen(ours_in, "rb") as from_browser:
        page = Page(to_browser, from_browser)
        try:
            tabs = page.command("Target.getTargets")["targetInfos"]
            tab = next(target["targetId"] for target in tabs if target["type"] == "page")
            page.session = {"sessionId": page.command("Target.attachToTarget", targetId=tab, flatten=True)["sessionId"]}
            page.command("Network.enable")
            page.command("Page.enable")
            page.command("Runtime.enable")
            page.command("Log.enable")
            yield page
            page.session = {}
            page.command("Browser.close")
        finally:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
