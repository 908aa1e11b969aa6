"""Output in encodings that lack some letters, such as ASCII and Latin-1."""

import codecs
import json
import sys

PLAIN = {"✓": "+", "✗": "x", "…": "...", "→": "->", "≠": "!=", "“": '"', "”": '"'}
"""Replacements of the signs that `souk` prints; other letters are escaped as in JSON."""


def print_in_any_encoding() -> None:
    """Replace letters that stdout and stderr can't encode, instead of ending the command."""
    codecs.register_error("plain", plainly)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="plain")  # type: ignore[union-attr]


def plainly(error: UnicodeError) -> tuple[str, int]:
    """The replacement of letters that can't be encoded, and the position after them."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return "".join(PLAIN.get(letter) or json.dumps(letter)[1:-1] for letter in letters), error.end
