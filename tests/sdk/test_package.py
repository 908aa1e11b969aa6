"""The package as its users get it: typed, complete, and content with what they have installed."""

from __future__ import annotations

import email
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import souk_sdk

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(__file__).with_name("typed_program.py")
pytestmark = pytest.mark.slow


def python(code: str) -> subprocess.CompletedProcess[str]:
    """A program in a process of its own."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)


def test_a_type_checker_sees_what_is_right_and_what_is_wrong() -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", os.devnull, "--no-pretty", str(PROGRAM)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)

    errors = {int(line): code for line, code in re.findall(r":(\d+): error: .*\[([a-z-]+)\]", done.stdout)}

    lines = enumerate(PROGRAM.read_text().splitlines(), start=1)
    assert errors == {number: line.split("# wrong: ")[1] for number, line in lines if "# wrong: " in line}, done.stdout


def test_the_wheel_holds_the_types_and_every_module(tmp_path: Path) -> None:
    built = subprocess.run(
        [ROOT / ".venv/bin/uv", "build", "--wheel", "--out-dir", tmp_path, ROOT / "sdk"],
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    [wheel] = tmp_path.glob("*.whl")

    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
        about = email.message_from_bytes(packed.read(next(name for name in names if name.endswith("METADATA"))))
    package = ROOT / "sdk/souk_sdk"
    assert {str(path.relative_to(ROOT / "sdk")) for path in package.rglob("*.py")} <= names
    assert {"souk_sdk/py.typed", "souk_sdk/operations.json"} <= names
    assert about["Version"] == souk_sdk.__version__
    assert {*about.get_all("Provides-Extra", [])} == {"cognito", "sigv4", "updates"}
    assert "from_env" in str(about.get_payload())


@pytest.mark.parametrize(
    ("module", "use", "line"),
    [
        (
            "pycognito",
            "Souk({'orders.v2': 'http://127.0.0.1:9'}, SignIn('a', 'b', UserPool('r_p', 'c'))).orders.get_order('1')",
            "NotConfigured: signing in needs pycognito: pip install 'souk-sdk[cognito]'",
        ),
        ("botocore", "SigV4(None, 'r')", "NotConfigured: signing needs botocore: pip install 'souk-sdk[sigv4]'"),
        ("tuf", "Souk({}).updates", "NotConfigured: updates need tuf: pip install 'souk-sdk[updates]'"),
    ],
)
def test_an_extra_that_is_missing_is_named_when_it_is_needed(module: str, use: str, line: str) -> None:
    missing = f"import sys; sys.modules[{module!r}] = None\n"

    done = python(f"{missing}from souk_sdk import SignIn, SigV4, Souk, UserPool\n{use}")

    assert done.stderr.strip().splitlines()[-1] == f"souk_sdk.errors.{line}"


def test_who_needs_no_extra_loads_none() -> None:
    done = python(
        "import sys\nfrom souk_sdk import Souk\nSouk({'orders.v2': 'http://127.0.0.1:9'}).orders\n"
        "print([m for m in ('boto3', 'botocore', 'pycognito', 'tuf', 'anyio.to_thread') if m in sys.modules])"
    )

    assert done.stdout.strip() == "[]", done.stderr


def test_one_generated_operation_loads_its_own_models_and_nothing_else() -> None:
    done = python(
        "import sys\nfrom souk_sdk.users_v1.api.internal import get_customer\n"
        "print(*sorted(m for m in sys.modules if m.startswith('souk_sdk.')))"
    )

    loaded = set(done.stdout.split())
    assert "souk_sdk.users_v1.models.customer" in loaded
    assert not loaded & {"souk_sdk.client", "souk_sdk.transport", "souk_sdk.users_v1.models.profile"}
