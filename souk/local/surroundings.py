"""The process environment of the local cloud, and so of every function in it."""

import os
import subprocess
from pathlib import Path

from souk.base.paths import REGION, Paths
from souk.base.shell import HOST
from souk.local.snapshots import OBJECTS, STATE


def concurrency(cores: int | None) -> int:
    """The default limit of processes per function: two a core, because one waits for MiniStack half of its time.

    More than eight would wait all of it: MiniStack is a single process.
    """
    return min(2 * max(cores or 1, 1), 8)


def variables(paths: Paths, port: int, concurrency: int) -> dict[str, str]:
    """The environment variables: none of the developer's."""
    data = paths.cloud_dir
    return {
        "PATH": os.defpath,
        "HOME": str(data / "home"),
        "TMPDIR": str(data / "tmp"),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONNOUSERSITE": "1",
        "MALLOC_ARENA_MAX": "2",
        "LOG_LEVEL": "WARNING",  # below that it logs recipients of mail
        "GATEWAY_PORT": str(port),
        "BIND_HOST": HOST,
        "MINISTACK_HOST": HOST,  # its own address; `localhost` may be ::1, or another process
        "AUTH": "true",
        "FUNCTION_CONCURRENCY": str(concurrency),
        "PERSIST_STATE": "1",
        "STATE_DIR": str(data / STATE),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(data / OBJECTS),
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
        "MINISTACK_REGION": REGION,
    }


def bare_python(paths: Paths, python: Path) -> Path:
    """An interpreter without packages, for the functions; see `boot.py`."""
    bare = paths.cloud_dir / "python"
    if not (bare / "bin" / "python").exists():
        subprocess.run([str(python), "-m", "venv", "--without-pip", "--clear", str(bare)], check=True, umask=0o077)
    return bare / "bin" / "python"
