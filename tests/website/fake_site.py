"""A bucket in memory, a build of a test's own, and a function that makes pages of its templates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from website.commands.build import Built, md5
from website.commands.publishing import TEMPLATES


class Killed(BaseException):
    """The process ended here."""


class FakeSite:
    """Files in memory, in the order in which they were written; it may be killed before a write."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.cache_controls: dict[str, str] = {}
        self.written: list[str] = []
        self.writes_until_killed: int | None = None

    def tags(self, prefix: str) -> Mapping[str, str]:
        return {key: md5(content) for key, content in self.files.items() if key.startswith(prefix)}

    def read(self, key: str) -> bytes | None:
        return self.files.get(key)

    def write(self, key: str, content: bytes, cache_control: str) -> None:
        if self.writes_until_killed is not None:
            if self.writes_until_killed == 0:
                raise Killed
            self.writes_until_killed -= 1
        self.files[key], self.cache_controls[key] = content, cache_control
        self.written.append(key)

    def render(self) -> None:
        """Write the page of each template."""
        for key, content in [*self.files.items()]:
            if key.startswith(TEMPLATES) and key.endswith(".html"):
                self.write(key.removeprefix(TEMPLATES), content, "public, max-age=60")

    def shown(self, page: str = "index.html") -> str:
        """A page as readers see it; every asset that it names is there."""
        text = self.files[page].decode()
        for name in text.split():
            assert not name.startswith("assets/") or name in self.files, name
        return text


class Clock:
    """A second passes with each look."""

    def __init__(self) -> None:
        self._now = datetime(2026, 12, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


def built(folder: Path, version: str, **more: str) -> Built:
    """A build whose page names its script."""
    files = {f"assets/app-{version}.js": version, "assets/style.css": "same", "index.html": f"assets/app-{version}.js"}
    files |= {"app.html": "app assets/style.css", **more}
    for path, content in files.items():
        file = folder / version / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    return Built(folder / version)
