"""The programs of docs/updates.md run as they stand, against the edge."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cloud import Cloud
from tests.updates import devices

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("updates")]
PAGE = Path(__file__).resolve().parents[2] / "docs/updates.md"
ADDRESS = "https://d111111abcdef8.cloudfront.net"
OF_GADGET, OF_DEVELOPER = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("program", [OF_GADGET, OF_DEVELOPER], ids=["gadget", "developer"])
def test_the_programs_run_as_they_stand(cloud: Cloud, tmp_path: Path, program: str) -> None:
    (tmp_path / "root.json").write_bytes(devices.initialized(cloud))
    (tmp_path / "build.bin").write_bytes(built := os.urandom(500_000))
    model = f"lamp-{os.urandom(4).hex()}"
    devices.publish(cloud, tmp_path / "build.bin", model)
    devices.wait_for(cloud, model)
    places = {ADDRESS: devices.outputs(cloud)["UpdatesDistribution.path_url"], "lumen-bulb": model}
    for shown, meant in {**places, '"dev"': f'"{cloud.outputs.env}"'}.items():
        program = program.replace(shown, meant)

    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "SOUK_ENVIRONMENTS": str(cloud.home / "environments")},
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "firmware.bin").read_bytes() == built
    assert done.stdout.splitlines()[-1] in ("verified", "500000 500000")


def test_the_gadgets_program_has_ten_lines_at_most() -> None:
    assert len(OF_GADGET.splitlines()) <= 10
