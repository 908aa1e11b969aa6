"""Text that people enter: a line that each queue, mail and page carries, and that reads as it is stored."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

# Control characters and line breaks, the marks that turn the direction of what follows, U+FFFD (which stands for what
# could not be read), and the code points that Unicode keeps from ever being characters. SQS refuses some of them.
_NON_CHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
UNFIT = re.compile(
    f"[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffd{_NON_CHARACTERS}]"
)


def fit(text: str) -> str:
    """The text, if it has no such characters. Raises ValueError."""
    if UNFIT.search(text):
        raise ValueError("control characters, direction marks and non-characters can't be taken")
    return text


def fitted(text: str) -> str:
    """The text without such characters: for what was entered elsewhere, where nobody can be asked again."""
    return UNFIT.sub("", text).strip()


# No pattern says so in the contract, which would be narrower then; docs/decisions/0052 tells why.
Text = Annotated[str, AfterValidator(fit)]
