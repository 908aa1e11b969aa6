"""The terminal's progress line while a step runs."""

from rich.console import Console
from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.text import Text


class _Elapsed(ProgressColumn):
    """The elapsed time of a step; empty in the first second, when it would only flicker."""

    def render(self, task: Task) -> Text:
        """Draw the column."""
        elapsed = task.elapsed or 0.0
        return Text(f"{elapsed:.0f} s" if elapsed >= 1 else "", style="dim")


def spinner(screen: Console, name: str, width: int) -> Progress:
    """The progress of a step: its name, its current detail and the elapsed time."""
    return Progress(
        TextColumn(" "),
        SpinnerColumn(name, style="cyan"),
        TextColumn(f"{{task.description:<{width - 1}}}"),
        TextColumn("[dim]{task.fields[detail]}[/]"),
        _Elapsed(),
        console=screen,
        transient=True,
        refresh_per_second=10,
    )
