"""The examples of the SDK's README work, from top to bottom, as one program."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cloud import Cloud

README = Path(__file__).resolve().parents[2] / "sdk/README.md"


@pytest.mark.cloud
def test_the_examples_run_as_they_stand(cloud: Cloud) -> None:
    ada = cloud.customer().person
    program = "".join(re.findall(r"^```python\n(.*?)^```", README.read_text(), re.MULTILINE | re.DOTALL))
    for shown, meant in {
        "dev": cloud.outputs.env,
        "ada@example.org": ada.username,
        "her password": ada.password,
    }.items():
        assert f'"{shown}"' in program
        program = program.replace(f'"{shown}"', f'"{meant}"')

    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "SOUK_ENVIRONMENTS": str(cloud.home / "environments")},
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert done.returncode == 0, done.stderr
    assert "LUMEN-BULB 24.90 EUR\n" in done.stdout
    assert "still placed\n" in done.stdout
    assert "The stock is lower than the ordered quantity." in done.stdout
    assert "fake: There are 0 of `LAMP` left.\n" in done.stdout
    assert ada.username in done.stdout
    assert re.search(r"^200 http\S+/bestsellers\S* 1-", done.stdout, re.MULTILINE)
