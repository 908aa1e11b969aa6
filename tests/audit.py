"""Packages with known vulnerabilities, Python's and Node's: run by `make lint`, skipped where nobody can be asked."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[1]
ADVISORIES = "https://pypi.org/pypi/pip/json"
"""Where pip-audit asks, a package at a time. A mirror has packages, and no answers to this."""
NOBODY = "nobody answers"


@dataclass(frozen=True)
class Answer:
    """What a service that knows vulnerabilities says."""

    found: Sequence[str] = ()
    """A line each."""
    skipped: str = ""
    """Why nothing was asked, if so."""


def of_pip_audit(said: str, complaint: str) -> Answer:
    """What pip-audit answers: of each package its vulnerabilities, or why it was passed over."""
    try:
        packages = json.loads(said)["dependencies"]
    except (ValueError, KeyError):
        return Answer(skipped=_line_of(complaint))
    asked = [package for package in packages if "vulns" in package]
    if not asked:
        return Answer(skipped=NOBODY)
    known = [(package, vulnerability) for package in asked for vulnerability in package["vulns"]]
    return Answer([_line(package, vulnerability) for package, vulnerability in known])


def _line(package: dict[str, Any], vulnerability: dict[str, Any]) -> str:
    mended = ", ".join(vulnerability["fix_versions"]) or "none"
    return f"{package['name']} {package['version']}: {vulnerability['id']}, mended in {mended}"


def of_npm(said: str, complaint: str) -> Answer:
    """What `npm audit` answers: packages by name, or that its registry doesn't say."""
    try:
        told = json.loads(said)
    except ValueError:
        return Answer(skipped=_line_of(complaint))
    if "vulnerabilities" not in told:
        return Answer(skipped=str(told.get("message") or told.get("error") or "the registry doesn't say"))
    return Answer([f"{name} {known['range']}: {known['severity']}" for name, known in told["vulnerabilities"].items()])


def pip_audit() -> Answer:
    """Ask about all that is installed, if there is somebody to ask."""
    try:
        httpx.get(ADVISORIES, timeout=15).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ImportError) as error:  # what a shell's proxies may cause, too
        return Answer(skipped=_line_of(str(error)))
    program = str(Path(sys.executable).with_name("pip-audit"))
    command = [program, "--format", "json", "--progress-spinner", "off", "--skip-editable"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return of_pip_audit(done.stdout, done.stderr)


def npm_audit() -> Answer:
    """The same of Node's, in one question."""
    done = subprocess.run(["npm", "audit", "--json"], cwd=ROOT, capture_output=True, text=True)
    return of_npm(done.stdout, done.stderr)


def main() -> int:
    """Ask each; 1 if anything was found."""
    answers = {"pip-audit": pip_audit(), "npm audit": npm_audit()}
    for name, answer in answers.items():
        told = f"skipped: {answer.skipped}" if answer.skipped else f"{len(answer.found) or 'no'} known vulnerabilities"
        sys.stdout.write("\n  ".join([f"{name}: {told}", *answer.found]) + "\n")
    return int(any(answer.found for answer in answers.values()))


def _line_of(text: str) -> str:
    """The line that says most: the first of an error, the last of a traceback."""
    lines = text.strip().splitlines() or [NOBODY]
    return lines[-1 if lines[0].startswith("Traceback") else 0][:200]


if __name__ == "__main__":
    sys.exit(main())
