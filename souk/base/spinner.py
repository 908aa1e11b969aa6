"""What a terminal shows while a step runs."""

from rich.console import Console
from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.text import Text


class _Elapsed(ProgressColumn):
    """The time a step has taken so far; silent in the first second, when a number would only flicker."""

    def render(self, task: Task) -> Text:
        """Draw the column."""
        elapsed = task.elapsed or 0.0
        return Text(f"{elapsed:.0f} s" if elapsed >= 1 else "", style="dim")


def spinner(screen: Console, name: str, width: int) -> Progress:
    """A step that is being done: what, what of it, and for how long."""
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
