"""The error of the `souk` command: a message and its remedy."""


class SoukError(Exception):
    """Ends the command with two lines and exit code 1; any other error is a bug and shows a traceback."""

    def __init__(self, message: str, hint: str) -> None:
        """`message` is a sentence without its full stop; `hint` is the next command to run or place to look."""
        super().__init__(message)
        self.message = message
        self.hint = hint
