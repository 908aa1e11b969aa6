"""Descriptions of environments: written by `souk up` and `souk outputs`, found by name."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from .errors import NotConfigured


@dataclass(frozen=True)
class UserPool:
    """A Cognito user pool.

    Args:
        id: Its id, `eu-central-1_a1b2c3d4e`.
        client_id: The id of its app client.
        endpoint_url: The address of Cognito, if not AWS's.
    """

    id: str
    client_id: str
    endpoint_url: str | None = None

    @property
    def region(self) -> str:
        """The first part of every pool's id."""
        return self.id.partition("_")[0]

    @property
    def url(self) -> str:
        """The address of the token API."""
        return self.endpoint_url or f"https://cognito-idp.{self.region}.amazonaws.com/"


@dataclass(frozen=True)
class Environment:
    """The addresses of one environment; no secrets.

    Args:
        name: Its name, `dev`.
        region: The AWS region.
        apis: The address of each API by its contract: `{"orders.v2": "https://..."}`.
        pool: The user pool.
        applications: The outputs of each application by its name, addresses of its distributions included.
        folder: What applications keep for this environment, such as keys to trust.
    """

    name: str
    region: str
    apis: Mapping[str, str]
    pool: UserPool
    applications: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    folder: Path | None = None

    @classmethod
    def find(cls, name: str | None = None) -> Self:
        """The environment of this name.

        Args:
            name: `dev`, or `dev@aws`; by default `$SOUK_ENV`, or `dev`.

        Raises:
            NotConfigured: There is no such environment.
        """
        name = name or os.environ.get("SOUK_ENV") or "dev"
        for folder in _folders():
            if (file := folder / f"{name}.json").is_file():
                return cls.read(file)
        names = sorted({file.stem for folder in _folders() for file in folder.glob("*.json")})
        there = f"there {'is' if len(names) == 1 else 'are'} {', '.join(names)}" if names else "there is none"
        plain = name.partition("@")[0]
        raise NotConfigured(
            f"no environment {name!r}: {there}; `souk up --env {plain}` makes it here, "
            f"`souk outputs --env {plain} --aws` finds '{plain}@aws'"
        )

    @classmethod
    def read(cls, file: Path) -> Self:
        """The environment that a file describes.

        Args:
            file: A file that `souk outputs` wrote.

        Raises:
            NotConfigured: The file can't be read.
        """
        try:
            outputs: dict[str, Any] = json.loads(file.read_text())
            pool = UserPool(outputs["user_pool_id"], outputs["user_pool_client_id"], outputs["endpoint_url"])
            applications = {name: dict(values) for name, values in outputs.get("applications", {}).items()}
            apis = dict(outputs["apis"])
            return cls(outputs["env"], outputs["region"], apis, pool, applications, file.with_suffix(""))
        except (AttributeError, OSError, ValueError, KeyError, TypeError) as error:
            raise NotConfigured(f"{file} doesn't describe an environment; `souk outputs` writes a new one") from error


def _folders() -> Iterator[Path]:
    """The folders of descriptions; the first match wins."""
    if named := os.environ.get("SOUK_ENVIRONMENTS"):
        yield Path(named)
    here = Path.cwd()
    yield from (folder / ".souk/environments" for folder in (here, *here.parents))
    yield Path.home() / ".config/souk/environments"
