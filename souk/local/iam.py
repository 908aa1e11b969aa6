"""IAM's differences in MiniStack. Runs inside MiniStack's own Python: standard library only.

- It doesn't record the permissions that a role uses. Here each is written once, as `ARN ACTION RESOURCES`, into the
  file `rights` beside the data.
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


def correct(evaluator: Any, folder: Path) -> None:
    """Make all corrections in MiniStack's module; `folder` has its data."""
    evaluator._first_match = Rights(folder / "rights").noting(evaluator._first_match)
