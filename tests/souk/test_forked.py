"""A child that works on the memory of one moment."""

import asyncio
import os

import pytest

from souk.local.forked import forked


def test_the_child_sees_what_was_there_and_changes_nothing_here(tmp_path):
    here = ["then"]

    def work():
        here.append("changed by the child")
        (tmp_path / "seen").write_text(" ".join(here))

    async def parent():
        await forked(work, keep=0)
        here.append("now")

    asyncio.run(parent())

    assert (tmp_path / "seen").read_text() == "then changed by the child"
    assert here == ["then", "now"]


def test_what_goes_wrong_in_the_child_is_raised_here():
    def work():
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left on device"):
        asyncio.run(forked(work, keep=0))


def test_a_child_that_dies_is_told():
    with pytest.raises(OSError, match="was killed"):
        asyncio.run(forked(os.abort, keep=0))


def test_the_child_keeps_one_file_and_no_port(tmp_path):
    with (tmp_path / "kept").open("w") as kept, (tmp_path / "other").open("w") as other:

        def work():
            os.write(kept.fileno(), b"open")
            with pytest.raises(OSError, match="Bad file descriptor"):
                os.write(other.fileno(), b"open")

        asyncio.run(forked(work, kept.fileno()))

    assert (tmp_path / "kept").read_text() == "open"
    assert (tmp_path / "other").read_text() == ""
