"""The modules of a service, all of them optional: one without events has no `events_out.py`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any


def names_in(service: str, module: str) -> Mapping[str, Any]:
    """The names that a module of a service defines; none if the service has no such module."""
    name = f"{service}.{module}"
    return vars(import_module(name)) if find_spec(name) else {}
