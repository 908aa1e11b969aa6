"""Lambda as it is on AWS, in memory: code, versions, and aliases that give a second version its share of the calls."""

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


def lacks(what: str) -> ClientError:
    """The refusal of what there is not."""
    return ClientError({"Error": {"Code": "ResourceNotFoundException", "Message": f"{what} not found"}}, "Lambda")


@dataclass
class Function:
    """One function: what it is now, what was published of it, and what points where."""

    now: dict[str, Any]
    versions: dict[str, dict[str, Any]] = field(default_factory=dict)
    aliases: dict[str, dict[str, Any]] = field(default_factory=dict)
    last: int = 0


class FakeFunctions:
    """A Lambda client over some functions."""

    def __init__(self, answer: Answer = lambda _: {}, honours_shares: bool = True) -> None:
        """`answer`: what a function with this code answers to any call."""
        self.functions: dict[str, Function] = {}
        self.called: list[tuple[str, str]] = []
        self.failed = 0
        self._answer, self._honours_shares = answer, honours_shares
        self._dice = random.Random(7)  # noqa: S311

    def create_function(self, FunctionName: str, Code: dict[str, bytes], **told: Any) -> None:  # noqa: N803
        """A function without a version."""
        self.functions[FunctionName] = Function({**told, **_code(Code["ZipFile"])})

    def get_function_configuration(self, FunctionName: str, Qualifier: str = "$LATEST") -> dict[str, Any]:  # noqa: N803
        """What it is, or what one version is, by number or alias."""
        alias = self._function(FunctionName).aliases.get(Qualifier, {"FunctionVersion": Qualifier})
        return {name: told for name, told in self._of(FunctionName, alias["FunctionVersion"]).items() if name != "zip"}

    def update_function_configuration(self, FunctionName: str, **told: Any) -> None:  # noqa: N803
        """Change what is not yet a version."""
        self._function(FunctionName).now |= told

    def update_function_code(self, FunctionName: str, ZipFile: bytes) -> None:  # noqa: N803
        """The same with its code."""
        self._function(FunctionName).now |= _code(ZipFile)

    def publish_version(self, FunctionName: str) -> dict[str, str]:  # noqa: N803
        """A version, unless the last one is the same."""
        function = self._function(FunctionName)
        if function.last == 0 or function.versions.get(str(function.last)) != function.now:
            function.last += 1
            function.versions[str(function.last)] = {**function.now}
        return {"Version": str(function.last)}

    def create_alias(self, FunctionName: str, Name: str, **told: Any) -> None:  # noqa: N803
        """A name for a version."""
        self._function(FunctionName).aliases[Name] = told

    def update_alias(self, FunctionName: str, Name: str, **told: Any) -> None:  # noqa: N803
        """Point elsewhere."""
        self._function(FunctionName).aliases[Name] |= told

    def get_alias(self, FunctionName: str, Name: str) -> dict[str, Any]:  # noqa: N803
        """Where it points."""
        return self._function(FunctionName).aliases[Name]

    def delete_function(self, FunctionName: str, Qualifier: str | None = None) -> None:  # noqa: N803
        """The function, or a version that no alias needs."""
        if Qualifier is None:
            del self.functions[FunctionName]
            return
        function = self._function(FunctionName)
        assert all(Qualifier not in (alias["FunctionVersion"], *_shares(alias)) for alias in function.aliases.values())
        del function.versions[Qualifier]

    def invoke(self, FunctionName: str, Qualifier: str, Payload: str = "{}") -> dict[str, Any]:  # noqa: N803
        """The answer of the version that the alias leads to, and which that was."""
        alias = self._function(FunctionName).aliases[Qualifier]
        version = alias["FunctionVersion"]
        for other, share in _shares(alias).items():
            version = other if self._honours_shares and self._dice.random() < share else version
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
            raise lacks(name)
        return self.functions[name]

    def _of(self, name: str, version: str) -> dict[str, Any]:
        function = self._function(name)
        return function.now if version == "$LATEST" else function.versions[version]


def _code(zipped: bytes) -> dict[str, Any]:
    return {"zip": zipped, "CodeSha256": base64.b64encode(hashlib.sha256(zipped).digest()).decode()}


def _shares(alias: dict[str, Any]) -> dict[str, float]:
    found: dict[str, float] = alias.get("RoutingConfig", {}).get("AdditionalVersionWeights", {})
    return found
