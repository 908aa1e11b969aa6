"""The output of commands: coloured lines on a terminal, plain ones in a pipe, and JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from textwrap import indent
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.text import Text

if TYPE_CHECKING:
    from rich.progress import Progress

NAME_WIDTH, RESULT_WIDTH = 15, 45

screen = Console(highlight=False)
"""For people: colours on a terminal, plain text elsewhere."""
errors = Console(stderr=True, highlight=False)
SPINNER = "dots" if screen.encoding.startswith("utf") else "line"


@dataclass
class Step:
    """A step of a command; its block sets the result."""

    name: str
    result: str = ""
    seconds: float = 0.0
    _live: Progress | None = field(default=None, repr=False)

    def doing(self, detail: str) -> None:
        """Show the current detail in place of the previous one."""
        if self._live is not None:
            self._live.update(self._live.task_ids[0], detail=_fit(detail, self._live.console.width - 40))

    def done(self, result: str) -> None:
        """Set the text of the finished line."""
        self.result = result


@contextmanager
def step(name: str, doing: str = "") -> Iterator[Step]:
    """Show a step while its block runs: a spinner with the time, then a permanent line."""
    started = time.monotonic()
    current = Step(name)
    try:
        if screen.is_terminal:
            from souk.base.spinner import spinner  # imports rich.progress, which is slow and which a pipe does not show

            with spinner(screen, SPINNER, NAME_WIDTH) as live:
                live.add_task(name, detail=doing)
                current._live = live
                yield current
        else:
            if doing:
                screen.print(f"  … {_column(name)}{doing}", soft_wrap=True)
            yield current
    except BaseException:
        screen.print(f"  [red]✗[/] {_column(name)}[dim]{took(time.monotonic() - started):>54}[/]")
        raise
    current.seconds = time.monotonic() - started
    line(name, current.result, current.seconds)


def line(name: str, result: str, seconds: float | None = None, *, mark: str = "[green]✓[/]") -> None:
    """Print a finished step: its mark, name, result and duration."""
    elapsed = "" if seconds is None else f"[dim]{took(seconds):>9}[/]"
    named = _column(name)
    padding = " " * max(0, NAME_WIDTH + RESULT_WIDTH - len(named) - len(Text.from_markup(result)))
    screen.print(f"  {mark} {named}{result}{padding}{elapsed}".rstrip(), soft_wrap=True)


def _column(name: str) -> str:
    """A step's name, with a space behind a long one, too: applications have names of their own."""
    return f"{name:<{NAME_WIDTH - 1}} "


def heading(text: str, detail: str = "") -> None:
    """Print the first line of a command's output."""
    screen.print(f"\n  [bold]{text}[/]" + (f"  [dim]{detail}[/]" if detail else "") + "\n")


def took(seconds: float) -> str:
    """A duration for people: 84 ms, 2.4 s, 3 min 05 s."""
    if seconds < 0.9995:
        return f"{seconds * 1000:.0f} ms"
    if seconds < 99.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s"


def size(count: int) -> str:
    """An amount of memory for people."""
    if count < 2**20:
        return f"{count / 2**10:.0f} kB"
    return f"{count / 2**20:.0f} MB" if count < 2**30 else f"{count / 2**30:.2f} GB"


def _fit(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(0, width - 1)] + "…"


def complain(message: str, hint: str) -> None:
    """Print an error and its remedy on stderr."""
    first, *rest = message.splitlines()
    errors.print(f"[red]souk:[/] {escape(first)}", soft_wrap=True)
    for line in rest:
        errors.print(f"      [dim]{escape(line)}[/]", soft_wrap=True)
    errors.print(f"      {escape(hint)}", soft_wrap=True)


def print_json(content: object) -> None:
    """Print one JSON value on stdout, for programs."""
    sys.stdout.write(json.dumps(content, indent=2) + "\n")


def print_json_list(content: Mapping[str, object], name: str, items: Iterable[object]) -> None:
    """Print `content` and a list `name`, each item as it comes, as one JSON value like `print_json`."""
    beginning = json.dumps({**content, name: []}, indent=2).removesuffix("]\n}")
    sys.stdout.write(beginning)
    separator, end = "\n", "]\n}\n"
    for item in items:
        sys.stdout.write(separator + indent(json.dumps(item, indent=2), "    "))
        separator, end = ",\n", "\n  ]\n}\n"
    sys.stdout.write(end)
