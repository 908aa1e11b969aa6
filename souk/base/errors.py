"""The one error of the `souk` command: what went wrong, and what to do about it."""


class SoukError(Exception):
    """Ends the command with two calm lines and exit code 1; anything else is a bug and shows a traceback."""

    def __init__(self, message: str, hint: str) -> None:
        """`message` is a sentence without its full stop; `hint` says what to type or look at next."""
        super().__init__(message)
        self.message = message
        self.hint = hint
