"""Records the permissions that roles use: each once, as `ARN ACTION RESOURCES`, in the file `rights` beside the data.

Runs inside MiniStack's own Python: standard library only.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any


class Rights:
    """The permissions used so far, including earlier runs."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._recorded = set(file.read_text().splitlines()) if file.exists() else set()

    def noting(self, match: Callable[..., Any]) -> Callable[..., Any]:
        """Find the deciding statement as `match` does, and record the one that allows a role an action."""

        def match_and_record(request: Any, statements: Any, effect: str) -> Any:
            statement = match(request, statements, effect)
            if statement and effect == "Allow" and request.principal_type == "AssumedRole":
                self._record(f"{request.principal_arn} {request.action} {','.join(statement.resources)}")
            return statement

        return match_and_record

    def _record(self, line: str) -> None:
        if line not in self._recorded:
            self._recorded.add(line)
            with self._file.open("a") as file:
                file.write(f"{line}\n")
