"""The addresses of an environment for people: outputs that `[pages]` in an application's service.toml names."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

import manifest
from souk.cloud.environment import Environment


def find(environment: Environment, local: Mapping[str, str]) -> dict[str, str]:
    """The addresses by their names. `local`: where this machine serves a host of the environment."""
    return {
        name: local.get(urlsplit(address).netloc, address)
        for stack in environment.stacks
        if stack.application and stack.is_complete
        for name, output in manifest.load(stack.application).pages.items()
        if (address := stack.outputs.get(output))
    }
