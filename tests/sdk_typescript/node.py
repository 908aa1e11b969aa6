"""Node and its tools, as the tests of the TypeScript SDK run them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SDK = ROOT / "sdk/typescript"
MODULES = ROOT / "node_modules"
TOOLS = Path(sys.executable).parent


def node(*arguments: str | Path, cwd: Path = SDK, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run Node; what it printed is there afterwards, whether it went well or not."""
    return _run("node", *arguments, cwd=cwd, stdin=stdin)


def npm(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run npm, which asks no registry."""
    return _run("npm", *arguments, "--offline", cwd=cwd)


def tsc(*arguments: str | Path, cwd: Path) -> None:
    """Check or build; a compiler error fails the test."""
    done = node(MODULES / "typescript/bin/tsc", *arguments, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr


def _run(program: str, *arguments: str | Path, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1"}
    environ.pop("NODE_OPTIONS", None)
    command = [str(TOOLS / program), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=environ, input=stdin, capture_output=True, text=True, timeout=300)
