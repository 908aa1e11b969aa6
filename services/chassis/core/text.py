"""Text that people enter: one line, safe in every queue, mail and page."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

# Control characters and line breaks, the marks that turn the direction of what follows, U+FFFD (which stands for what
# could not be read), and the code points that Unicode keeps from ever being characters. SQS refuses some of them.
_NON_CHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
FORBIDDEN = re.compile(
    f"[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffd{_NON_CHARACTERS}]"
)


def reject_forbidden(text: str) -> str:
    """The text, if it has no forbidden characters. Raises ValueError."""
    if FORBIDDEN.search(text):
        raise ValueError("control characters, direction marks and non-characters can't be taken")
    return text


def strip_forbidden(text: str) -> str:
    """The text without forbidden characters: for text entered elsewhere, which nobody can correct here."""
    return FORBIDDEN.sub("", text).strip()


# Without a pattern in the contract, which would make it narrower: docs/decisions/0052.
Text = Annotated[str, AfterValidator(reject_forbidden)]
