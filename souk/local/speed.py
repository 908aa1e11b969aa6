"""Saves MiniStack work that it repeats for each request. Runs inside MiniStack's own Python: standard library only.

One thread of it serves all requests: its processor time decides how many orders a second a laptop takes. No function
here changes a response.
"""

import copy
from collections.abc import Callable
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, TypeVar

T = TypeVar("T")

IMMUTABLE = (str, int, float, bool, bytes, type(None))


def quicken(iam: Any, dynamodb: Any, engine: Any) -> None:
    """Replace the functions of MiniStack's modules `iam_evaluator`, `dynamodb` and `cloudformation.engine`."""
    iam.parse_policy_document = remembering(iam.parse_policy_document)
    dynamodb._tokenize = remembering(dynamodb._tokenize)
    dynamodb._condition_syntax_error = remembering(dynamodb._condition_syntax_error)
    dynamodb.copy = SimpleNamespace(**{**vars(copy), "deepcopy": copied})
    engine.CfnLoader = compiled(engine.CfnLoader, engine.yaml)


def compiled(loader: Any, yaml: Any) -> Any:
    """The same loader of templates with the parser in C: 100 kB take 0.5 s in Python."""
    if not yaml.__with_libyaml__:
        return loader
    tables = ("yaml_constructors", "yaml_multi_constructors", "yaml_implicit_resolvers")
    return type(loader.__name__, (yaml.CSafeLoader,), {name: getattr(loader, name) for name in tables})


def remembering(parse: Callable[..., T]) -> Callable[..., T]:
    """Parse as before, but each text once: a role's policies and a store's expressions are always the same.

    Documents that are no text are parsed each time, because they may be changed in place.
    """
    remembered = lru_cache(maxsize=4096)(parse)

    def parse_once(text: Any, *more: Any) -> T:
        return remembered(text, *more) if isinstance(text, str) else parse(text, *more)

    return parse_once


def copied(value: Any) -> Any:
    """A deep copy, as of `copy.deepcopy`, which takes twice as long for an item's dictionaries and lists."""
    kind = type(value)
    if kind in IMMUTABLE:
        return value
    if kind is dict:
        return {key: copied(content) for key, content in value.items()}
    if kind is list:
        return [copied(content) for content in value]
    return copy.deepcopy(value)
