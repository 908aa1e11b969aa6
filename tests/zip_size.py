"""The size of a function's zip on AWS: the local cloud's are compressed fast, and larger."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from souk.deploy.zip import SMALLER, write


@cache
def zipped_size(folder: Path) -> int:
    """The bytes of a folder's zip as it is uploaded to AWS."""
    with tempfile.TemporaryDirectory() as name:
        zipped = Path(name, "code.zip")
        write(folder, zipped, SMALLER)
        return zipped.stat().st_size
