"""Where an environment is: written by `souk up` and `souk outputs`, found by name."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from .errors import NotConfigured


@dataclass(frozen=True)
class UserPool:
    """Where people sign in."""

    id: str
    client_id: str
    endpoint_url: str | None = None
    """Where Cognito answers, when that isn't AWS."""

    @property
    def region(self) -> str:
        """The first part of every pool's id."""
        return self.id.partition("_")[0]

    @property
    def url(self) -> str:
        """What is asked for tokens."""
        return self.endpoint_url or f"https://cognito-idp.{self.region}.amazonaws.com/"


@dataclass(frozen=True)
class Environment:
    """The addresses of one environment. No secret is among them."""

    name: str
    region: str
    apis: Mapping[str, str]
    """By contract: `orders.v2`."""
    pool: UserPool

    @classmethod
    def find(cls, name: str | None = None) -> Self:
        """The environment of this name (`dev`, or `dev@aws`); without one, what SOUK_ENV names, or `dev`."""
        name = name or os.environ.get("SOUK_ENV") or "dev"
        for folder in _folders():
            if (file := folder / f"{name}.json").is_file():
                return cls.read(file)
        known = sorted({file.stem for folder in _folders() for file in folder.glob("*.json")})
        there = f"there {'is' if len(known) == 1 else 'are'} {', '.join(known)}" if known else "there is none"
        plain = name.partition("@")[0]
        raise NotConfigured(
            f"no environment {name!r}: {there}; `souk up --env {plain}` makes it here, "
            f"`souk outputs --env {plain} --aws` finds '{plain}@aws'"
        )

    @classmethod
    def read(cls, file: Path) -> Self:
        """The environment that a file describes."""
        try:
            told: dict[str, Any] = json.loads(file.read_text())
            pool = UserPool(told["user_pool_id"], told["user_pool_client_id"], told["endpoint_url"])
            return cls(told["env"], told["region"], dict(told["apis"]), pool)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise NotConfigured(f"{file} doesn't describe an environment; `souk outputs` writes it anew") from error


def _folders() -> Iterator[Path]:
    """Where descriptions may be, first come first served."""
    if named := os.environ.get("SOUK_ENVIRONMENTS"):
        yield Path(named)
    here = Path.cwd()
    yield from (folder / ".souk/environments" for folder in (here, *here.parents))
    yield Path.home() / ".config/souk/environments"
