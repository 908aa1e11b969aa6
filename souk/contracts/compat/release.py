"""A release: today's contracts become the baseline of later comparisons."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from souk.base.errors import SoukError
from souk.contracts import releases
from souk.contracts.compat import snapshots, waivers
from souk.contracts.compat.findings import Finding
from souk.contracts.releases import Release

Version = tuple[int, int, int]


def release(root: Path, version: str, findings: Sequence[Finding], today: date) -> Release:
    """Store the contracts with `findings`, which are their changes since the last release; remove the waivers."""
    before = releases.read(root)
    breaking = any(finding.kind == "breaking" for finding in findings)
    _validate(version, before[0].version, breaking)
    if not findings:
        raise SoukError(f"nothing changed since {before[0].version}", "there is nothing to release")
    new = Release(version, today, tuple(finding.change() for finding in findings))
    _store(root, [new, *before])
    (root / waivers.FILE).unlink(missing_ok=True)
    return new


def _validate(version: str, last: str, breaking: bool) -> None:
    number, current = _parse(version), _parse(last)
    if number <= current:
        raise SoukError(f"{version} is not newer than {last}, the last release", "name a higher version")
    # Before 1.0.0 the second number marks a breaking change (https://semver.org/#spec-item-4).
    least: Version = (0, current[1] + 1, 0) if current[0] == 0 else (current[0] + 1, 0, 0)
    if breaking and number < least:
        shown = ".".join(map(str, least))
        raise SoukError(f"{version} can't be the version of a breaking change", f"name {shown} or higher")


def _parse(version: str) -> Version:
    if not re.fullmatch(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}", version):
        raise SoukError(f"`{version}` is no version", "three numbers: 0.2.0")
    major, minor, patch = (int(part) for part in version.split("."))
    return major, minor, patch


def _store(root: Path, all_releases: list[Release]) -> None:
    """Build the folder next to the old one, then swap them: a crash leaves one of both, complete."""
    folder = root / releases.RELEASED
    new, old = folder.with_name("released.new"), folder.with_name("released.old")
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    for kind in snapshots.KINDS:
        (new / kind).mkdir(parents=True)
        for path in sorted((root / "contracts" / kind).glob("*.json")):
            shutil.copyfile(path, new / kind / path.name)
    (new / "releases.json").write_text(releases.render(all_releases))
    folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old)
