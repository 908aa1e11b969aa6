"""The local cloud's data after a kill at any point."""

import errno
import os

import pytest

from souk.local.mirror import Mirror
from souk.local.snapshots import OBJECTS, STATE, Snapshots


@pytest.fixture
def snapshots(tmp_path):
    return Snapshots(tmp_path)


def work(snapshots, content):
    """A write by MiniStack between two snapshots."""
    for name in (STATE, OBJECTS):
        snapshots.live(name).mkdir(exist_ok=True)
        put(snapshots.live(name) / "file", content)


def put(path, content):
    """A file is replaced, as the emulator does it."""
    part = path.with_suffix(".tmp")
    part.write_text(content)
    part.replace(path)


def take(snapshots, taken_at=1.0):
    slot = snapshots.spare
    for name in (STATE, OBJECTS):
        Mirror(snapshots.live(name), slot / name).update()
    snapshots.commit(slot, taken_at)


def kept(snapshots):
    return [snapshots.live(name).joinpath("file").read_text() for name in (STATE, OBJECTS)]


def test_a_start_finds_the_last_snapshot_and_nothing_later(snapshots):
    for number in (1, 2, 3):
        work(snapshots, f"snapshot {number}")
        take(snapshots, taken_at=float(number))
    work(snapshots, "later")
    (snapshots.live(OBJECTS) / "bucket").mkdir()

    snapshots.restore()

    assert kept(snapshots) == ["snapshot 3"] * 2
    assert not (snapshots.live(OBJECTS) / "bucket").exists()
    assert snapshots.taken_at == 3.0


def test_a_snapshot_that_was_not_finished_does_not_count(snapshots):
    work(snapshots, "whole")
    take(snapshots)
    work(snapshots, "half")
    Mirror(snapshots.live(STATE), snapshots.spare / STATE).update()

    snapshots.restore()

    assert kept(snapshots) == ["whole"] * 2


def test_what_was_never_saved_as_a_whole_is_forgotten_as_a_whole(snapshots):
    work(snapshots, "S3 has written, the rest has not")

    snapshots.restore()

    assert not snapshots.live(STATE).exists()
    assert not snapshots.live(OBJECTS).exists()
    assert snapshots.taken_at is None


def test_what_an_older_souk_has_saved_at_its_stop_is_kept(snapshots):
    work(snapshots, "older")
    put(snapshots.live(STATE) / "s3.json", "{}")

    snapshots.restore()

    assert kept(snapshots) == ["older"] * 2


def test_a_mirror_follows_and_links_only_what_is_new(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    linked = []
    mirror = Mirror(source, target, lambda old, new: (linked.append(os.path.basename(old)), os.link(old, new)))
    for path in ("a/kept", "a/replaced", "a/removed", "gone/file", "becomes"):
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        put(source / path, "old")
    mirror.update()
    linked.clear()

    put(source / "a/replaced", "new")
    (source / "a/removed").unlink()
    (source / "gone/file").unlink()
    (source / "gone").rmdir()
    (source / "becomes").unlink()
    (source / "becomes").mkdir()
    put(source / "becomes/folder", "new")
    (source / "a/half.tmp").write_text("")
    mirror.update()

    assert sorted(linked) == ["folder", "replaced"]
    assert {str(path.relative_to(target)): path.read_text() for path in target.rglob("*") if path.is_file()} == {
        "a/kept": "old",
        "a/replaced": "new",
        "becomes/folder": "new",
    }
    assert not (target / "gone").exists()


def test_a_disk_without_links_gets_copies_and_a_full_one_an_error(tmp_path):
    def refused(number):
        def link(old, new):
            raise OSError(number, os.strerror(number))

        return link

    (tmp_path / "source").mkdir()
    put(tmp_path / "source/file", "content")

    Mirror(tmp_path / "source", tmp_path / "copy", refused(errno.EPERM)).update()
    with pytest.raises(OSError, match="No space left"):
        Mirror(tmp_path / "source", tmp_path / "full", refused(errno.ENOSPC)).update()

    assert (tmp_path / "copy/file").read_text() == "content"
