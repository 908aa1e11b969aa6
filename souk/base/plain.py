"""What is printed where an encoding lacks a letter: other shells speak ASCII or Latin-1."""

import codecs
import json
import sys

PLAIN = {"✓": "+", "✗": "x", "…": "...", "→": "->", "≠": "!=", "“": '"', "”": '"'}
"""Of the signs that `souk` itself prints; any other letter is written as JSON escapes it."""


def print_in_any_encoding() -> None:
    """From now on no letter that is printed ends the command."""
    codecs.register_error("plain", plainly)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="plain")  # type: ignore[union-attr]


def plainly(error: UnicodeError) -> tuple[str, int]:
    """What to print instead of letters that can't be encoded, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return "".join(PLAIN.get(letter) or json.dumps(letter)[1:-1] for letter in letters), error.end
