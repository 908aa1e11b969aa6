"""Notes which role used which right: once each, as `ARN ACTION RESOURCES`, in the file `rights` beside the data.

Runs inside MiniStack's own Python, so it imports nothing but the standard library.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any


class Rights:
    """What was used so far, also before the last stop."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known = set(file.read_text().splitlines()) if file.exists() else set()

    def noting(self, match: Callable[..., Any]) -> Callable[..., Any]:
        """Look for the statement that decides, as `match` does, and note the one that allows a role something."""

        def match_and_note(asked: Any, statements: Any, effect: str) -> Any:
            found = match(asked, statements, effect)
            if found and effect == "Allow" and asked.principal_type == "AssumedRole":
                self._note(f"{asked.principal_arn} {asked.action} {','.join(found.resources)}")
            return found

        return match_and_note

    def _note(self, line: str) -> None:
        if line not in self._known:
            self._known.add(line)
            with self._file.open("a") as file:
                file.write(f"{line}\n")
