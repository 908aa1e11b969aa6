"""Publishing a folder: the uploads, the view of members before its end, and refusals."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from content.commands import manifest
from souk.base.errors import SoukError
from tests.content.fake_library import FakeCatalogue, FakeShelf, Killed, published, write

FILES = {"index.md": "# Tea", "leaves/green.md": "green", "leaves/black.md": "black"}


@pytest.fixture
def shelf() -> FakeShelf:
    return FakeShelf()


@pytest.fixture
def catalogue() -> FakeCatalogue:
    return FakeCatalogue()


def test_every_file_is_stored_under_its_revision_and_registered(
    shelf: FakeShelf, catalogue: FakeCatalogue, tmp_path: Path
) -> None:
    result = published(write(tmp_path, FILES), shelf, catalogue)

    entry = catalogue.entries["tea"]
    assert {*shelf.files} == {f"tea/{result.revision}/{name}" for name in FILES}
    assert (entry.revision, entry.entry, entry.price_class) == (result.revision, "index.md", "premium")
    assert [(file.name, file.bytes, file.type) for file in entry.files] == [
        ("index.md", 5, "text/markdown; charset=utf-8"),
        ("leaves/black.md", 5, "text/markdown; charset=utf-8"),
        ("leaves/green.md", 5, "text/markdown; charset=utf-8"),
    ]


def test_the_same_folder_again_changes_nothing(shelf: FakeShelf, catalogue: FakeCatalogue, tmp_path: Path) -> None:
    first = published(write(tmp_path, FILES), shelf, catalogue)

    again = published(tmp_path, shelf, catalogue)

    assert (again.revision, again.uploaded, again.copied, again.changed) == (first.revision, 0, 0, False)
    assert catalogue.registered == 1


def test_only_the_files_that_changed_are_uploaded(shelf: FakeShelf, catalogue: FakeCatalogue, tmp_path: Path) -> None:
    first = published(write(tmp_path, FILES), shelf, catalogue)
    shelf.stored.clear()

    second = published(write(tmp_path, {"index.md": "# More tea"}), shelf, catalogue)

    assert shelf.stored == ["index.md"]
    assert sorted(shelf.copied) == ["leaves/black.md", "leaves/green.md"]
    assert second.revision != first.revision
    assert {f"tea/{first.revision}/{name}" for name in FILES} <= {*shelf.files}, "links to it must work on"


def test_a_file_under_another_name_is_copied(shelf: FakeShelf, catalogue: FakeCatalogue, tmp_path: Path) -> None:
    published(write(tmp_path, FILES), shelf, catalogue)
    (tmp_path / "leaves/green.md").rename(tmp_path / "leaves/sencha.md")

    published(tmp_path, shelf, catalogue)

    assert "leaves/sencha.md" in shelf.copied


def test_a_new_title_uploads_nothing(shelf: FakeShelf, catalogue: FakeCatalogue, tmp_path: Path) -> None:
    published(write(tmp_path, FILES), shelf, catalogue)

    result = published(write(tmp_path, {}, title="All about tea"), shelf, catalogue)

    assert (result.uploaded, result.copied, result.changed) == (0, 0, True)
    assert catalogue.entries["tea"].title == "All about tea"


def test_after_a_kill_members_see_the_earlier_revision_and_the_rest_is_uploaded(
    shelf: FakeShelf, catalogue: FakeCatalogue, tmp_path: Path
) -> None:
    first = published(write(tmp_path, FILES), shelf, catalogue)
    write(tmp_path, {"index.md": "new", "leaves/oolong.md": "oolong"})
    shelf.killed_before = "leaves/oolong.md"
    with pytest.raises(Killed):
        published(tmp_path, shelf, catalogue)
    assert catalogue.entries["tea"].revision == first.revision
    shelf.killed_before = None
    shelf.stored.clear()

    result = published(tmp_path, shelf, catalogue)

    assert shelf.stored == ["leaves/oolong.md"]
    assert catalogue.entries["tea"].revision == result.revision != first.revision


def test_what_did_not_arrive_is_not_registered(shelf: FakeShelf, catalogue: FakeCatalogue, tmp_path: Path) -> None:
    shelf.loses = "leaves/green.md"

    with pytest.raises(SoukError, match=r"leaves/green.md did not arrive"):
        published(write(tmp_path, FILES), shelf, catalogue)
    assert catalogue.entries == {}


def test_what_the_api_refuses_leaves_the_earlier_revision(
    shelf: FakeShelf, catalogue: FakeCatalogue, tmp_path: Path
) -> None:
    first = published(write(tmp_path, FILES), shelf, catalogue)
    catalogue.refusal = SoukError("staff only", "sign in")

    with pytest.raises(SoukError, match="staff only"):
        published(write(tmp_path, {"index.md": "new"}), shelf, catalogue)
    assert catalogue.entries["tea"].revision == first.revision


def test_progress_is_shown_in_bytes(shelf: FakeShelf, catalogue: FakeCatalogue, tmp_path: Path) -> None:
    shown: list[str] = []

    published(write(tmp_path, {"index.md": "x" * 2048}), shelf, catalogue, shown)

    assert shown == ["comparing", "stored 2 kB of 2 kB", "registering"]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"id": "Tea"}, "`Tea` is no id"),
        ({"id": "tea/../coffee"}, "is no id"),
        ({"id": "*"}, "is no id"),
        ({"title": " "}, "no title"),
        ({"title": "x" * 201}, "no title"),
        ({"kind": "game"}, "`kind` in content.toml is `game`"),
        ({"price_class": "cheap"}, "`price_class` in content.toml is `cheap`"),
        ({"entry": "index.m3u8"}, "which is no file of it"),
        ({"prize": "none"}, "has `prize`, which nothing reads"),
    ],
)
def test_a_manifest_that_says_something_else_is_refused(values: dict[str, str], reason: str, tmp_path: Path) -> None:
    with pytest.raises(SoukError, match=reason.replace("*", r"\*")):
        manifest.files(write(tmp_path, FILES, **values), manifest.read(tmp_path))


@pytest.mark.parametrize("text", [None, "id = tea", 'id = "tea"', "id = 1"])
def test_a_manifest_that_is_missing_or_unreadable_is_refused_with_an_example(text: str | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "content.toml").write_text(text)

    with pytest.raises(SoukError) as refused:
        manifest.read(tmp_path)
    assert 'price_class = "premium"' in refused.value.hint


@pytest.mark.parametrize("name", ["a b.md", "a%2e.md", ".hidden", "a/.git/b", "ü.md", "a?.md", "x" * 201])
def test_a_file_whose_name_a_url_would_change_is_refused(name: str, tmp_path: Path) -> None:
    write(tmp_path, {**FILES, name: "content"})

    with pytest.raises(SoukError, match="no name for a published file"):
        manifest.files(tmp_path, manifest.read(tmp_path))


def test_links_and_empty_files_are_refused(tmp_path: Path) -> None:
    described = manifest.read(write(tmp_path, FILES))
    (tmp_path / "passwd.md").symlink_to("/etc/passwd")
    with pytest.raises(SoukError, match="no file of its own"):
        manifest.files(tmp_path, described)
    (tmp_path / "passwd.md").unlink()
    os.truncate(tmp_path / "index.md", 0)

    with pytest.raises(SoukError, match="empty"):
        manifest.files(tmp_path, described)
