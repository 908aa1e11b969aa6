"""Migrates data of an older `souk` before a start: its queue URLs get the address of this one.

It used `localhost`, which on some machines is ::1 alone. MiniStack finds a queue by its whole URL.
"""

import json
from pathlib import Path

from souk.base.paths import write_json
from souk.base.shell import HOST

HOLDERS = ("sqs.json", "cloudformation.json")


def name_loopback(state: Path, port: int) -> int:
    """Replace `localhost` in URLs by the address of the cloud; returns in how many files."""
    changed = 0
    for file in (state / name for name in HOLDERS):
        text = file.read_text() if file.exists() else ""
        renamed = text.replace(f"http://localhost:{port}/", f"http://{HOST}:{port}/")
        if renamed != text:
            write_json(file, json.loads(renamed))
            changed += 1
    return changed
