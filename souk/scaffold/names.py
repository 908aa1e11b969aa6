"""The names of a new service and its aggregate: free, and valid for every tool."""

from __future__ import annotations

import builtins
import io
import keyword
import re
import sys
import tokenize
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from souk.base.errors import SoukError
from souk.cloud.naming import id_prefix

SKELETON = Path(__file__).parent / "skeleton"
WORD = "[a-z]{3,20}"
RESERVED = {"core"}
"""Names that mean something else among the stacks of an environment."""
ROUTES = {"docs", "openapi"}
"""Paths that every API has."""


@dataclass(frozen=True)
class Names:
    """The words that replace the skeleton's: its service is called `stall`, its aggregate `widget`."""

    service: str
    thing: str
    things: str

    def put_into(self, text: str) -> str:
        """A text of the skeleton, or the path of one of its files, with the words replaced."""
        text = re.sub(r"(?<![A-Za-z])([Aa])([ _])(?=widget)", rf"\1{'n' if self.thing[0] in 'aeiou' else ''}\2", text)
        words = {"stall": self.service, "widgets": self.things, "widget": self.thing}
        words |= {word.capitalize(): name.capitalize() for word, name in words.items()} | {"WIDGET": self.thing.upper()}
        return re.sub(
            "(?<![A-Za-z])(stall|widgets|widget)|Stall|Widgets|Widget|WIDGET", lambda match: words[match[0]], text
        )


def choose(service: str, thing: str | None, template_ids: Iterable[str]) -> Names:
    """The names of a new service. Raises SoukError for one that is taken or invalid."""
    singular = thing or _singular(service)
    names = Names(service, singular, _plural(singular))
    for what, word in (("service", service), ("thing", singular)):
        if not re.fullmatch(WORD, word):
            raise SoukError(
                f"`{word}` can't be the name of a {what}",
                "3 to 20 lower-case letters, like `reviews`: a package, a table and a client are named after it",
            )
    if service in sys.stdlib_module_names or find_spec(service):
        raise SoukError(f"`{service}` is the name of a Python package that is there already", "choose another")
    if service in RESERVED:
        raise SoukError(f"`{service}` is the name of the stack that all applications build on", "choose another")
    clash = next((id_ for id_ in template_ids if re.match(f"{id_prefix(service)}([A-Z]|$)", id_)), None)
    if clash:
        raise SoukError(f"a template has `{clash}`, which would look like a part of `{service}`", "choose another")
    for word in (names.thing, names.things):
        if keyword.iskeyword(word) or {word, word.capitalize()} & {*dir(builtins), *_used_words()} or word in ROUTES:
            raise SoukError(
                f"`{word}` means something else in the code of a service",
                f"say what it keeps: `souk new service {service} --thing SOMETHING`",
            )
    return names


def _singular(word: str) -> str:
    """`reviews` keeps reviews, one is a review; `billing` keeps billings."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if re.search("(s|x|z|ch|sh)es$", word):
        return word[:-2]
    return word[:-1] if re.search("[^siu]s$", word) else word


def _plural(word: str) -> str:
    if re.search("[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search("(s|x|z|ch|sh)$", word) else "s")


def _used_words() -> set[str]:
    """The names that the skeleton's code uses, apart from its two words."""
    tokens = (
        token.string
        for file in SKELETON.rglob("*.py")
        for token in tokenize.generate_tokens(io.StringIO(file.read_text()).readline)
        if token.type == tokenize.NAME
    )
    return {*tokens} - {"stall", "widget", "widgets", "Widget", "Widgets"}
