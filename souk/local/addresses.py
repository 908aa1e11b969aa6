"""Before a start with data that an older `souk` kept: queues are found at the address that this one gives them.

It gave them to `localhost`, which on some machines is ::1 alone. MiniStack finds a queue by its whole URL.
"""

import json
from pathlib import Path

from souk.base.paths import write_json
from souk.base.shell import HOST

HOLDERS = ("sqs.json", "cloudformation.json")


def name_loopback(state: Path, port: int) -> int:
    """Have URLs at `localhost` name the address that the cloud listens on; answers in how many files."""
    changed = 0
    for file in (state / name for name in HOLDERS):
        text = file.read_text() if file.exists() else ""
        renamed = text.replace(f"http://localhost:{port}/", f"http://{HOST}:{port}/")
        if renamed != text:
            write_json(file, json.loads(renamed))
            changed += 1
    return changed
