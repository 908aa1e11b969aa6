"""A release: today's contracts become those that every later change is held against."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

from souk.base.errors import SoukError
from souk.contracts import releases
from souk.contracts.compat import snapshots, waivers
from souk.contracts.compat.check import Verdict
from souk.contracts.releases import Release

Version = tuple[int, int, int]


def release(root: Path, version: str, verdict: Verdict, today: date) -> Release:
    """Keep the contracts and what changed in them. The waivers have done their work, and go.

    `verdict` is that of a comparison with the last release, and must let the contracts pass.
    """
    before = releases.read(root)
    breaking = any(finding.kind == "breaking" for finding in verdict.findings)
    _refuse(version, before[0].version, breaking)
    if not verdict.findings:
        raise SoukError(f"nothing changed since {before[0].version}", "there is nothing to release")
    made = Release(version, today, tuple(finding.change() for finding in verdict.findings))
    _keep(root, [made, *before])
    if (root / waivers.FILE).exists():
        (root / waivers.FILE).unlink()
    return made


def _refuse(version: str, last: str, breaking: bool) -> None:
    wanted, current = _parse(version), _parse(last)
    if wanted <= current:
        raise SoukError(f"{version} is not newer than {last}, the last release", "name a higher version")
    # Before 1.0.0 the second number is what tells of a break (https://semver.org/#spec-item-4).
    least: Version = (0, current[1] + 1, 0) if current[0] == 0 else (current[0] + 1, 0, 0)
    if breaking and wanted < least:
        shown = ".".join(map(str, least))
        raise SoukError(f"{version} says that nothing breaks, and something does", f"{shown} at least")


def _parse(version: str) -> Version:
    if not re.fullmatch(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}", version):
        raise SoukError(f"`{version}` is no version", "three numbers: 0.2.0")
    major, minor, patch = (int(part) for part in version.split("."))
    return major, minor, patch


def _keep(root: Path, all_releases: list[Release]) -> None:
    """Made whole beside the old one, then put in its place: a crash leaves the one or the other."""
    folder = root / releases.RELEASED
    fresh, old = folder.with_name("released.new"), folder.with_name("released.old")
    for left_over in (fresh, old):
        shutil.rmtree(left_over, ignore_errors=True)
    for kind in snapshots.KINDS:
        (fresh / kind).mkdir(parents=True)
        for path in sorted((root / "contracts" / kind).glob("*.json")):
            shutil.copyfile(path, fresh / kind / path.name)
    (fresh / "releases.json").write_text(releases.render(all_releases))
    folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old)
