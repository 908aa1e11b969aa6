"""The seed's course: a folder that can be published, with a video in segments that a browser can decode."""

from __future__ import annotations

import re
from pathlib import Path

import av
import pytest
from PIL import Image

from content.commands import manifest
from content.commands.course import PICTURES, RATE, SECONDS, SEGMENT, TEXTS, build
from content.commands.course_scene import SIZE
from souk.base.paths import find_paths

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course") / "course"
    build(find_paths({}).root / TEXTS, folder)
    return folder


def test_the_course_can_be_published(course: Path) -> None:
    described = manifest.read(course)
    files = {file.name: file.type for file in manifest.files(course, described)}

    assert (described.kind, described.price_class) == ("course", "premium")
    assert files[described.entry] == "application/vnd.apple.mpegurl"
    assert {name for name in files if name.endswith(".md")} == {"1-light.md", "2-warmth.md", "3-quiet.md"}


def test_the_playlist_names_several_segments_that_are_there(course: Path) -> None:
    playlist = (course / "index.m3u8").read_text()
    segments = re.findall(r"^part.*$", playlist, re.MULTILINE)

    assert len(segments) == SECONDS / SEGMENT
    assert 'URI="init.mp4"' in playlist
    assert playlist.rstrip().endswith("#EXT-X-ENDLIST")
    assert all((course / name).stat().st_size > 1000 for name in [*segments])


def test_the_video_has_every_frame_in_the_coding_that_browsers_play(course: Path) -> None:
    with av.open(str(course / "index.m3u8")) as video:
        stream = video.streams.video[0]
        frames = sum(1 for _ in video.decode(stream))

        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert (stream.width, stream.height) == SIZE
        assert frames == SECONDS * RATE


def test_the_pictures_show_different_moments(course: Path) -> None:
    pictures = [Image.open(course / name).tobytes() for name in PICTURES]

    assert len({*pictures}) == len(PICTURES)
