"""Each parameter of a public class or method is documented, and each public name of before is still there."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any, get_overloads, is_typeddict

import pytest

import souk_sdk
from souk_sdk import paging, retries, testing
from souk_sdk.apis import Apis, AsyncApis

PROPERTIES = {name for kind in (Apis, AsyncApis) for name in vars(kind) if re.fullmatch(r"\w+_v\d+", name)}
APIS = [
    getattr(__import__(f"souk_sdk.{module}.api", fromlist=[""]), prefix + module.title().replace("_", ""))
    for module in sorted(PROPERTIES)
    for prefix in ("", "Async")
]
CLASSES = [
    *(
        getattr(souk_sdk, name)
        for name in vars(souk_sdk)["__all__"]
        if not issubclass(getattr(souk_sdk, name), Exception)
    ),
    *(paging.Pages, paging.AsyncPages, retries.Clock, testing.FakeSouk, testing.FakeClock),
    *APIS,
]
MADE_BY_THE_SDK = {*APIS, paging.Pages, paging.AsyncPages}
"""No program calls their constructors."""


def public() -> Iterator[Any]:
    """Each class by its constructor, and each of its public methods."""
    for kind in CLASSES:
        if kind not in MADE_BY_THE_SDK:
            yield pytest.param(kind, id=kind.__name__)
        for name, method in inspect.getmembers(kind, callable):
            if not name.startswith("_") and method.__module__.startswith("souk_sdk"):
                yield pytest.param(method, id=f"{kind.__name__}.{name}")


def parameters(function: Callable[..., Any]) -> set[str]:
    """Those a caller may name; with overloads, those of all of them."""
    signatures = [inspect.signature(overload) for overload in get_overloads(function) or [function]]
    return {name for signature in signatures for name in signature.parameters} - {"self", "cls"}


@pytest.mark.parametrize("function", [*public()])
def test_each_parameter_is_documented(function: Callable[..., Any]) -> None:
    documented = set(re.findall(r"^ +(\w+): \S", inspect.getdoc(function) or "", re.MULTILINE))
    by_httpx = {"request"} if function.__name__.endswith("auth_flow") else set()

    assert parameters(function) - by_httpx <= documented


def test_each_option_of_a_client_is_documented() -> None:
    from souk_sdk.base_client import Options

    source = inspect.getsource(Options)

    assert is_typeddict(Options)
    assert re.findall(r'^    (\w+): .+\n    """\S', source, re.MULTILINE) == list(Options.__annotations__)


@pytest.mark.parametrize(("old", "new"), [("StillWaiting", "WaitTimeout"), ("UnexpectedAnswer", "UnexpectedResponse")])
def test_a_program_that_catches_an_error_by_its_former_name_still_does(old: str, new: str) -> None:
    assert getattr(souk_sdk, old) is getattr(souk_sdk, new)
    assert getattr(souk_sdk.errors, old) is getattr(souk_sdk.errors, new)
