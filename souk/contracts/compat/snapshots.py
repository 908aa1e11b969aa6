"""Sets of contracts: of the working tree, the last release, or a commit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from souk.base import git
from souk.base.errors import SoukError
from souk.contracts import releases
from souk.contracts.compat.operations import operations
from souk.contracts.compat.refs import Schema, broken_refs

KINDS = ("openapi", "events")


@dataclass(frozen=True)
class ContractSet:
    """All contracts of one snapshot, by name."""

    title: str
    """The snapshot: `0.1.0 of 2026-11-24`."""
    openapi: Mapping[str, Schema]
    events: Mapping[str, Schema]

    def operation_ids(self, contract: str) -> set[str]:
        """The operations of an API."""
        return {operation.id for operation in operations(self.openapi.get(contract, {})).values()}


def working_tree(root: Path) -> ContractSet:
    """The contracts of the working tree."""
    return _contracts("the working tree", _files(root, Path("contracts")), "it is generated: run `make sdk`")


def released(root: Path) -> ContractSet:
    """The contracts of the last release."""
    hint = f"restore it: `git checkout -- {releases.RELEASED}`"
    try:
        latest = releases.read(root)[0]
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise SoukError(f"{releases.RELEASED}/releases.json can't be read ({error!r})", hint) from error
    return _contracts(f"{latest.version} of {latest.date}", _files(root, releases.RELEASED), hint)


def commit(root: Path, ref: str) -> ContractSet:
    """The contracts of a commit."""
    sha = git.commit_of(root, ref)
    if sha is None:
        hint = "name a branch, a tag or a commit; in a shallow clone, `git fetch --unshallow` first"
        raise SoukError(f"there is no commit `{ref}` here", hint)
    folders = [f"contracts/{kind}" for kind in KINDS]
    paths = _git(root, "ls-tree", "-r", "--name-only", "-z", "--full-tree", sha, "--", *folders).split("\0")
    texts = {path: _git(root, "show", f"{sha}:{path}") for path in paths if path.endswith(".json")}
    if not texts:
        raise SoukError(f"`{ref}` has no contracts", "name a later commit")
    return _contracts(f"{ref} ({sha[:7]})", texts, f"`{ref}` can't be compared with; name another commit")


def _git(root: Path, *arguments: str) -> str:
    result = git.ask(root, *arguments)
    return result.stdout.decode() if result.returncode == 0 else ""


def _files(root: Path, folder: Path) -> dict[str, str]:
    paths = [path for kind in KINDS for path in sorted((root / folder / kind).glob("*.json"))]
    return {str(path.relative_to(root)): path.read_text() for path in paths}


def _contracts(title: str, texts: Mapping[str, str], hint: str) -> ContractSet:
    contracts: dict[str, dict[str, Schema]] = {kind: {} for kind in KINDS}
    for path, text in texts.items():
        contracts[Path(path).parent.name][Path(path).stem] = _parse(path, text, hint)
    return ContractSet(title, **contracts)


def _parse(path: str, text: str, hint: str) -> Schema:
    try:
        contract = json.loads(text)
    except json.JSONDecodeError as error:
        raise SoukError(f"{path} is not JSON: {error.msg} in line {error.lineno}", hint) from error
    required = "paths" if Path(path).parent.name == "openapi" else "properties"
    if not isinstance(contract, dict) or not isinstance(contract.get(required), dict):
        raise SoukError(f"{path} is no contract: it has no `{required}`", hint)
    if broken := broken_refs(contract):
        raise SoukError("\n".join(f"{path}: `{ref}` at {place} has no target" for place, ref in broken), hint)
    return contract
