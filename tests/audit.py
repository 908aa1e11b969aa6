"""Known vulnerabilities of Python and Node packages, for `make lint`; skipped without a service that knows them."""

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
"""The API that pip-audit queries per package. Mirrors of the index may not have it."""
NO_RESPONSE = "no response"


@dataclass(frozen=True)
class Report:
    """The vulnerabilities of one ecosystem."""

    vulnerabilities: Sequence[str] = ()
    """A line each."""
    skipped: str = ""
    """The reason if no service was queried."""


def of_pip_audit(output: str, error: str) -> Report:
    """Parse pip-audit's output: the vulnerabilities of each package, or why it was skipped."""
    try:
        packages = json.loads(output)["dependencies"]
    except (ValueError, KeyError):
        return Report(skipped=_line_of(error))
    audited = [package for package in packages if "vulns" in package]
    if not audited:
        return Report(skipped=NO_RESPONSE)
    pairs = [(package, vulnerability) for package in audited for vulnerability in package["vulns"]]
    return Report([_line(package, vulnerability) for package, vulnerability in pairs])


def _line(package: dict[str, Any], vulnerability: dict[str, Any]) -> str:
    fixed = ", ".join(vulnerability["fix_versions"]) or "none"
    return f"{package['name']} {package['version']}: {vulnerability['id']}, fixed in {fixed}"


def of_npm(output: str, error: str) -> Report:
    """Parse the output of `npm audit`: packages by name, or an error of the registry."""
    try:
        payload = json.loads(output)
    except ValueError:
        return Report(skipped=_line_of(error))
    if "vulnerabilities" not in payload:
        return Report(skipped=str(payload.get("message") or payload.get("error") or "the registry has no audit"))
    return Report(
        [f"{name} {entry['range']}: {entry['severity']}" for name, entry in payload["vulnerabilities"].items()]
    )


def pip_audit() -> Report:
    """Audit all installed packages, if the API responds."""
    try:
        httpx.get(ADVISORIES, timeout=15).raise_for_status()
    except (
        httpx.HTTPError,
        httpx.InvalidURL,
        OSError,
        ImportError,
    ) as error:  # the last three: proxy settings
        return Report(skipped=_line_of(str(error)))
    program = str(Path(sys.executable).with_name("pip-audit"))
    command = [program, "--format", "json", "--progress-spinner", "off", "--skip-editable"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return of_pip_audit(done.stdout, done.stderr)


def npm_audit() -> Report:
    """Audit Node's packages."""
    done = subprocess.run(["npm", "audit", "--json"], cwd=ROOT, capture_output=True, text=True)
    return of_npm(done.stdout, done.stderr)


def main() -> int:
    """Audit both; 1 if there is a vulnerability."""
    reports = {"pip-audit": pip_audit(), "npm audit": npm_audit()}
    for name, report in reports.items():
        count = len(report.vulnerabilities) or "no"
        summary = f"skipped: {report.skipped}" if report.skipped else f"{count} known vulnerabilities"
        sys.stdout.write("\n  ".join([f"{name}: {summary}", *report.vulnerabilities]) + "\n")
    return int(any(report.vulnerabilities for report in reports.values()))


def _line_of(text: str) -> str:
    """The most informative line: the first of an error, the last of a traceback."""
    lines = text.strip().splitlines() or [NO_RESPONSE]
    return lines[-1 if lines[0].startswith("Traceback") else 0][:200]


if __name__ == "__main__":
    sys.exit(main())
