"""A bucket and a catalogue in memory, and folders to publish."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from content.commands import manifest
from content.commands.files import LocalFile
from content.commands.publishing import Entry, Published, publish
from content.commands.shelf import Sent
from souk.base.errors import SoukError


class Killed(BaseException):
    """The process ended here."""


class FakeShelf:
    """Files in memory; it may be killed before it stores one, or lose one."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.stored: list[str] = []
        self.copied: list[str] = []
        self.killed_before: str | None = None
        self.loses: str | None = None

    def tags(self, prefix: str) -> Mapping[str, str]:
        return {key: tag for key, tag in self.files.items() if key.startswith(prefix)}

    def copy(self, source: str, key: str, file: LocalFile) -> None:
        self.files[key] = self.files[source]
        self.copied.append(file.name)

    def store(self, key: str, file: LocalFile, sent: Sent) -> None:
        if file.name == self.killed_before:
            raise Killed
        if file.name != self.loses:
            self.files[key] = file.md5
        self.stored.append(file.name)
        sent(file.size)


class FakeCatalogue:
    """Entries in memory."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.refusal: SoukError | None = None
        self.registered = 0

    def find(self, content_id: str) -> Entry | None:
        return self.entries.get(content_id)

    def register(self, entry: Entry) -> None:
        if self.refusal:
            raise self.refusal
        self.entries[entry.id] = entry
        self.registered += 1


def write(folder: Path, files: Mapping[str, str], **manifested: str) -> Path:
    """A folder with a manifest."""
    values = {
        "id": "tea",
        "title": "Tea",
        "kind": "course",
        "price_class": "premium",
        "entry": "index.md",
        **manifested,
    }
    lines = "".join(f'{name} = "{value}"\n' for name, value in values.items())
    for name, content in {"content.toml": lines, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return folder


def published(folder: Path, shelf: FakeShelf, catalogue: FakeCatalogue, shown: list[str] | None = None) -> Published:
    """Publish a folder."""
    described = manifest.read(folder)
    show = [].append if shown is None else shown.append
    return publish(described, manifest.files(folder, described), shelf, catalogue, show)
