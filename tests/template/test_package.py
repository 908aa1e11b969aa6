"""A function's zip: enough to start anywhere, its own service's code alone, and the same bytes every time.

Its contents by kind of function are tested in test_zip_contents.py.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from souk.contracts import export
from tests.template.reading import FUNCTIONS, ROOT, placeholders

pytestmark = pytest.mark.slow
SERVICES = export.services(ROOT)
UNCHECKED_HASH = 0b01
ENVIRONMENT = {
    "ENVIRONMENT": "test",
    "TABLE": "test",
    "TOPIC_ARN": "test",
    "EVENT_STREAM": "test",
    "QUEUE_URL": "test",
    "DLQ_URL": "test",
    "USER_POOL_ID": "test",
    "JWKS_URL": "https://test.example",
    "USERS_URL": "https://test.example",
    "MAIL_FROM": "shop@test.example",
    "AWS_REGION": "eu-west-1",
    "AWS_DEFAULT_REGION": "eu-west-1",
}


def built(function: str, artifacts: Path, checkout: Path = ROOT, **settings: str) -> Path:
    """The folder that `sam build` would zip, for this machine."""
    target = [f"build-{function}", f"ARTIFACTS_DIR={artifacts}", "SOUK_TARGET=local"]
    environ = {**os.environ, "SOUK_VERIFY_TOKENS": "", **settings}
    subprocess.run(["make", "-s", "-C", str(checkout / "services"), *target], env=environ, check=True)
    return artifacts


def variables(function: str) -> dict[str, str]:
    """The environment of a function, as far as the template and Lambda set it."""
    declared = {"ENVIRONMENT", "AWS_REGION", "AWS_DEFAULT_REGION", *(own := placeholders(function))}
    return own | {name: value for name, value in ENVIRONMENT.items() if name in declared}


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def another_checkout(tmp_path: Path) -> Path:
    """The same sources in another place, built by nobody yet."""
    checkout = tmp_path / "elsewhere"
    for folder in ("services", "sdk"):
        shutil.copytree(ROOT / folder, checkout / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "uv.lock", "README.md"):
        shutil.copy(ROOT / file, checkout)
    (checkout / ".venv").symlink_to(ROOT / ".venv")
    return checkout


def bare_python(code: Path, program: str, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a program with a zip's files and the standard library, and nothing else."""
    bare = getattr(sys, "_base_executable", sys.executable)
    start = f"import sys; sys.path.insert(0, {str(code)!r}); {program}"
    lambdas = {**environ, "LAMBDA_TASK_ROOT": str(code)}
    return subprocess.run([bare, "-I", "-S", "-c", start], env=lambdas, capture_output=True, text=True)


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_a_function_starts_with_nothing_but_what_it_ships(function: str, tmp_path: Path) -> None:
    code = built(function, tmp_path / "code")

    module = FUNCTIONS[function]["Handler"].rpartition(".")[0]
    environ = {**variables(function), "SERVICE": module.partition(".")[0]}
    started = bare_python(code, f"import {module}", environ)

    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize("service", SERVICES)
def test_a_zip_holds_its_own_service_and_no_other(service: str, tmp_path: Path) -> None:
    function = next(name for name in FUNCTIONS if name.startswith(service.capitalize()))
    code = built(function, tmp_path / "code")

    folders = {path.name for path in code.iterdir()}
    assert folders & {*SERVICES, "chassis", "souk", "tests"} == {service, "chassis"}
    assert not [name for name in ("package.py", "manifest.py", "Makefile") if (code / name).exists()]


def test_byte_code_is_never_checked_nor_written_again(tmp_path: Path) -> None:
    code = built("UsersHttp", tmp_path / "code")

    for source in code.rglob("*.py"):
        compiled = source.parent / "__pycache__" / f"{source.stem}.{sys.implementation.cache_tag}.pyc"
        assert compiled.read_bytes()[4] == UNCHECKED_HASH, source
        assert str(ROOT).encode() not in compiled.read_bytes(), source


def test_the_same_sources_make_the_same_bytes_wherever_they_are(another_checkout: Path, tmp_path: Path) -> None:
    here = built("OrdersHttp", tmp_path / "here")
    there = built("OrdersHttp", tmp_path / "there", another_checkout)

    assert contents(there) == contents(here)


def test_touching_one_service_leaves_the_others_alone(another_checkout: Path, tmp_path: Path) -> None:
    orders = contents(built("OrdersHttp", tmp_path / "orders", another_checkout))
    users = contents(built("UsersHttp", tmp_path / "users", another_checkout))
    with (another_checkout / "services/users/domain.py").open("a") as domain:
        domain.write("# touched\n")

    assert contents(built("OrdersHttp", tmp_path / "orders again", another_checkout)) == orders
    changed = {*contents(built("UsersHttp", tmp_path / "users again", another_checkout)).items()} ^ {*users.items()}
    assert {Path(name).parts[0] for name, _ in changed} == {"users"}
