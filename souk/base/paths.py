"""The paths of the checkout, of its tools, and of the state that `souk` keeps."""

import json
import os
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from souk.base.errors import SoukError

REGION = "us-east-1"


@dataclass(frozen=True)
class Paths:
    """Every path that `souk` uses, derived from two folders."""

    root: Path
    """The checkout: template, services, contracts, tools."""
    home: Path
    """The state of this checkout's local cloud and environments. Ignored by git, safe to erase."""

    @property
    def template(self) -> Path:
        return self.root / "template.yaml"

    @property
    def cloud_dir(self) -> Path:
        """The data of the local cloud."""
        return self.home / "cloud"

    @property
    def cloud_file(self) -> Path:
        """The process of the local cloud. Exists while it runs."""
        return self.home / "cloud.json"

    @property
    def cloud_log(self) -> Path:
        return self.home / "cloud.log"

    @property
    def edge_dir(self) -> Path:
        """The edge's cache and certificate."""
        return self.home / "edge"

    @property
    def edge_file(self) -> Path:
        """The process of the edge. Exists while it runs."""
        return self.home / "edge.json"

    @property
    def edge_log(self) -> Path:
        return self.home / "edge.log"

    @property
    def programs(self) -> Path:
        """The processes of applications that run on instances on AWS, and their logs."""
        return self.home / "programs"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def builds(self) -> Path:
        """Local artifacts, one folder per stack; those for AWS go to `.aws-sam`."""
        return self.home / "build"

    def build(self, stack: str) -> Path:
        """The artifacts of the core or of an application."""
        return self.builds / stack

    @property
    def inner_loops(self) -> Path:
        """The caches of `souk dev`, one folder per environment: packed wheels."""
        return self.home / "dev"

    @property
    def described(self) -> Path:
        """The files that the SDKs' `from_env` reads: addresses, no secrets."""
        return self.home / "environments"

    def description(self, env: str, on_aws: bool) -> Path:
        """The file of one environment; on AWS `dev@aws`, so that no program changes clouds by accident."""
        return self.described / f"{env}{'@aws' if on_aws else ''}.json"

    @property
    def sam(self) -> Path:
        return self.tool("sam", "sam")

    @property
    def cloud_python(self) -> Path:
        return self.tool("ministack", "python")

    def tool(self, name: str, program: str) -> Path:
        """A program from one of the virtual environments under `.tools`."""
        path = self.root / ".tools" / name / "bin" / program
        if not path.exists():
            raise SoukError(f"{name} is not installed in this checkout", "run `make setup`")
        return path

    def keep_error(self, error: BaseException) -> str:
        """Write an error with its traceback to a log; returns its path."""
        log = private(self.logs) / "error.log"
        log.write_text("".join(traceback.format_exception(error)))
        return self.shown(log)

    def shown(self, path: Path) -> str:
        """A path relative to the checkout, where it is inside."""
        return str(path.relative_to(self.root)) if path.is_relative_to(self.root) else str(path)


def find_paths(environ: Mapping[str, str]) -> Paths:
    """The paths of the checkout that this module belongs to; SOUK_HOME moves the state elsewhere, as tests do."""
    root = Path(__file__).resolve().parents[2]
    home = environ.get("SOUK_HOME")
    return Paths(root=root, home=Path(home).resolve() if home else root / ".souk")


def private(folder: Path) -> Path:
    """The folder, created if missing, for this user alone: state contains keys, passwords and personal data."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    return folder


def read_json(path: Path) -> dict[str, Any]:
    """The content of a state file; empty if it is missing or was truncated by a crash."""
    try:
        content = json.loads(path.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return content if isinstance(content, dict) else {}


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write a state file atomically, readable by this user alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(content, file, indent=2)
    part.replace(path)
