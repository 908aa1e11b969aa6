"""The seed's course: its texts are stored, its pictures and its video made once for each content of their sources.

The video is H.264 in fragmented MP4 files with a playlist, which every browser plays, by itself or with hls.js. PyAV
makes it: FFmpeg's libraries in a wheel, a tool of developers that no function ships.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from content.commands.course_scene import SIZE, draw
from souk.base.paths import Paths, private
from souk.deploy.fingerprint import fingerprint

TEXTS = "services/content/seed_course"
SOURCES = (TEXTS, "services/content/commands/course.py", "services/content/commands/course_scene.py")
PLAYLIST = "index.m3u8"
SECONDS, RATE, SEGMENT = 12, 25, 3
PICTURES = {"1-light.png": 0.35, "2-warmth.png": 0.6, "3-quiet.png": 0.97}
"""The moments of the evening that the lessons show."""


def course(paths: Paths) -> Path:
    """The folder of the course, complete."""
    courses = private(paths.home / "course")
    folder = courses / fingerprint(paths.root, SOURCES, {})
    if folder.is_dir():
        return folder
    with TemporaryDirectory(dir=courses) as part:
        build(paths.root / TEXTS, Path(part) / "built")
        # Another command may have made it at the same time.
        with contextlib.suppress(OSError):
            (Path(part) / "built").rename(folder)
    for other in courses.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return folder


def build(texts: Path, folder: Path) -> None:
    """Make the course in a new folder."""
    shutil.copytree(texts, folder)
    for name, moment in PICTURES.items():
        draw(moment).save(folder / name, optimize=True)
    film(folder)


def film(folder: Path) -> None:
    """Make the video: an evening in segments of a few seconds, each of which begins with a whole picture."""
    import av  # slow to import, and only needed here

    muxing = {
        "hls_time": str(SEGMENT),
        "hls_playlist_type": "vod",
        "hls_segment_type": "fmp4",
        "hls_flags": "independent_segments",
        "hls_fmp4_init_filename": "init.mp4",
        "hls_segment_filename": os.fspath(folder / "part%02d.m4s"),
    }
    group = str(SEGMENT * RATE)
    coding = {"preset": "veryfast", "crf": "24", "profile": "main", "g": group, "keyint_min": group, "threads": "1"}
    with av.open(os.fspath(folder / PLAYLIST), "w", format="hls", options=muxing) as video:
        stream = video.add_stream("libx264", rate=RATE, options={**coding, "sc_threshold": "0"})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        frame: Any = av.VideoFrame  # without types
        frames = SECONDS * RATE
        for number in range(frames):
            video.mux(stream.encode(frame.from_image(draw(number / (frames - 1)))))
        video.mux(stream.encode())
