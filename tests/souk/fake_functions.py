"""Lambda as on AWS, in memory: code, versions, and weighted aliases."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError

Answer = Callable[[bytes], dict[str, Any]]


def not_found(name: str) -> ClientError:
    """Lambda's error for a missing function."""
    return ClientError({"Error": {"Code": "ResourceNotFoundException", "Message": f"{name} not found"}}, "Lambda")


@dataclass
class Function:
    """One function: its unpublished state, its versions and its aliases."""

    latest: dict[str, Any]
    versions: dict[str, dict[str, Any]] = field(default_factory=dict)
    aliases: dict[str, dict[str, Any]] = field(default_factory=dict)
    last: int = 0


class FakeFunctions:
    """A Lambda client."""

    def __init__(self, answer: Answer = lambda _: {}) -> None:
        """`answer`: the response of a function with this code."""
        self.functions: dict[str, Function] = {}
        self.called: list[tuple[str, str]] = []
        self.failed = 0
        self._answer = answer
        self._dice = random.Random(7)  # noqa: S311

    def create_function(self, FunctionName: str, Code: dict[str, bytes], **configuration: Any) -> None:  # noqa: N803
        """A function without a version."""
        self.functions[FunctionName] = Function({**configuration, **_code(Code["ZipFile"])})

    def get_function_configuration(self, FunctionName: str, Qualifier: str = "$LATEST") -> dict[str, Any]:  # noqa: N803
        """The configuration of a version, by number or alias."""
        alias = self._function(FunctionName).aliases.get(Qualifier, {"FunctionVersion": Qualifier})
        return {key: value for key, value in self._of(FunctionName, alias["FunctionVersion"]).items() if key != "zip"}

    def update_function_configuration(self, FunctionName: str, **configuration: Any) -> None:  # noqa: N803
        """Change the unpublished state."""
        self._function(FunctionName).latest |= configuration

    def update_function_code(self, FunctionName: str, ZipFile: bytes) -> None:  # noqa: N803
        """Change the unpublished code."""
        self._function(FunctionName).latest |= _code(ZipFile)

    def publish_version(self, FunctionName: str) -> dict[str, str]:  # noqa: N803
        """Add a version, unless the last one is the same."""
        function = self._function(FunctionName)
        if function.last == 0 or function.versions.get(str(function.last)) != function.latest:
            function.last += 1
            function.versions[str(function.last)] = {**function.latest}
        return {"Version": str(function.last)}

    def create_alias(self, FunctionName: str, Name: str, **configuration: Any) -> None:  # noqa: N803
        """Name a version."""
        self._function(FunctionName).aliases[Name] = configuration

    def update_alias(self, FunctionName: str, Name: str, **configuration: Any) -> None:  # noqa: N803
        """Change its target."""
        self._function(FunctionName).aliases[Name] |= configuration

    def get_alias(self, FunctionName: str, Name: str) -> dict[str, Any]:  # noqa: N803
        """Its target."""
        return self._function(FunctionName).aliases[Name]

    def delete_function(self, FunctionName: str, Qualifier: str | None = None) -> None:  # noqa: N803
        """Delete the function, or a version without an alias."""
        if Qualifier is None:
            del self.functions[FunctionName]
            return
        function = self._function(FunctionName)
        assert all(Qualifier not in (alias["FunctionVersion"], *_weights(alias)) for alias in function.aliases.values())
        del function.versions[Qualifier]

    def invoke(self, FunctionName: str, Qualifier: str, Payload: str = "{}") -> dict[str, Any]:  # noqa: N803
        """The response of one of the alias's versions, and its number."""
        alias = self._function(FunctionName).aliases[Qualifier]
        version = alias["FunctionVersion"]
        for other, weight in _weights(alias).items():
            version = other if self._dice.random() < weight else version
        self.called.append((FunctionName, version))
        answer = self._answer(self._of(FunctionName, version)["zip"])
        failed = {"FunctionError": "Unhandled"} if "errorMessage" in answer else {}
        self.failed += len(failed)
        return {"ExecutedVersion": version, "Payload": io.BytesIO(json.dumps(answer).encode()), **failed}

    def get_paginator(self, operation: str) -> Any:
        """Page by page."""

        def list_versions_by_function(FunctionName: str) -> Iterator[dict[str, Any]]:  # noqa: N803
            for version in ["$LATEST", *self._function(FunctionName).versions]:
                yield {"Versions": [{"Version": version}]}

        assert operation == "list_versions_by_function"
        return SimpleNamespace(paginate=list_versions_by_function)

    def _function(self, name: str) -> Function:
        if name not in self.functions:
            raise not_found(name)
        return self.functions[name]

    def _of(self, name: str, version: str) -> dict[str, Any]:
        function = self._function(name)
        return function.latest if version == "$LATEST" else function.versions[version]


def _code(zipped: bytes) -> dict[str, Any]:
    return {"zip": zipped, "CodeSha256": base64.b64encode(hashlib.sha256(zipped).digest()).decode()}


def _weights(alias: dict[str, Any]) -> dict[str, float]:
    weights: dict[str, float] = alias.get("RoutingConfig", {}).get("AdditionalVersionWeights", {})
    return weights
