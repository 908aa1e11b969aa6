"""A real browser for tests: headless Chromium, spoken to in its DevTools protocol over two pipes.

No driver has to be installed for it. Every request that a page makes is kept, also those that fail, and every error of
its console.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PATIENCE_SECONDS = 120.0
QUIET = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update", "--disable-extensions"),
    *("--no-first-run", "--no-default-browser-check", "--no-proxy-server", "--window-size=1280,1000"),
]


class Elsewhere(AssertionError):
    """The page went to another one while it was asked."""


@dataclass
class Page:
    """One tab."""

    to_browser: BinaryIO
    from_browser: BinaryIO
    session: dict[str, str] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    """The address of everything that was asked for, in order."""
    errors: list[str] = field(default_factory=list)
    """What the console complained of."""
    _count: int = 0

    def open(self, url: str) -> None:
        """Go to an address; the page may still be loading."""
        self.ask("Page.navigate", url=url)

    def run(self, script: str) -> Any:
        """What a JavaScript expression is worth, a promise once it is kept."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def wait(self, script: str) -> Any:
        """What an expression is worth as soon as it is something true."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (found := self._run_if_there(script)):
            assert time.monotonic() < deadline, f"not within {PATIENCE_SECONDS:.0f} s: {script}"
            time.sleep(0.1)
        return found

    def _run_if_there(self, script: str) -> Any:
        try:
            return self.run(script)
        except Elsewhere:
            return None

    def screenshot(self, file: Path) -> None:
        """The window as a PNG."""
        file.write_bytes(b64decode(self.ask("Page.captureScreenshot")["data"]))

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """One command of the protocol, and its result."""
        self._count += 1
        command = {"id": self._count, "method": method, "params": params, **self.session}
        self.to_browser.write(json.dumps(command).encode() + b"\0")
        self.to_browser.flush()
        while (message := self._read()).get("id") != self._count:
            self._note(message.get("method", ""), message.get("params", {}))
        if "navigated" in message.get("error", {}).get("message", ""):
            raise Elsewhere(message["error"])
        assert "error" not in message, message["error"]
        return dict(message["result"])

    def _note(self, method: str, told: dict[str, Any]) -> None:
        if method == "Network.requestWillBeSent":
            self.requests.append(told["request"]["url"])
        elif method == "Log.entryAdded" and told["entry"]["level"] == "error":
            self.errors.append(told["entry"]["text"])
        elif method == "Runtime.exceptionThrown":
            self.errors.append(told["exceptionDetails"]["exception"].get("description", "an exception"))
        elif method == "Runtime.consoleAPICalled" and told["type"] == "error":
            self.errors.append(str([part.get("value") for part in told["args"]]))

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
            tabs = page.ask("Target.getTargets")["targetInfos"]
            tab = next(target["targetId"] for target in tabs if target["type"] == "page")
            page.session = {"sessionId": page.ask("Target.attachToTarget", targetId=tab, flatten=True)["sessionId"]}
            page.ask("Network.enable")
            page.ask("Page.enable")
            page.ask("Runtime.enable")
            page.ask("Log.enable")
            yield page
            page.session = {}
            page.ask("Browser.close")
        finally:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
