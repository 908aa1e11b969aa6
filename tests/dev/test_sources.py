"""Sources are read, checked and shipped as a build does it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from souk.deploy.zip import pack
from souk.dev import service_zip
from souk.dev.sources import compiled, differences, errors, read
from tests.template.reading import ROOT
from tests.template.test_package import built
from zip_contents import contents_of


def entries(zipped: bytes) -> dict[str, tuple[bytes, int]]:
    """Content and attributes of each file in a zip."""
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        assert len(archive.namelist()) == len({*archive.namelist()})
        return {entry.filename: (archive.read(entry), entry.external_attr) for entry in archive.infolist()}


@pytest.fixture
def artifact(tmp_path: Path) -> bytes:
    """The zip of orders, as `souk up` makes it."""
    build, zips = tmp_path / "build", tmp_path / "zips"
    built("OrdersHttp", build / "OrdersHttp")
    (build / "template.yaml").write_text("Resources:\n      CodeUri: OrdersHttp\n")
    pack(build, zips)
    return next(zips.iterdir()).read_bytes()


@pytest.mark.slow
def test_the_zip_is_the_one_that_a_build_would_ship(artifact, tmp_path):
    contents = contents_of("orders", "http", ROOT / "pyproject.toml")
    code = {path: text for path, text in read(ROOT, ["orders"])["orders"].items() if contents.ships(path)}
    wheels = service_zip.wheels(artifact, "orders", tmp_path / "kept")

    bundled = service_zip.bundle(wheels.read_bytes(), compiled(code))

    assert entries(bundled) == entries(artifact)
    assert service_zip.sources(artifact, "orders") == code


@pytest.mark.slow
def test_wheels_are_packed_once_without_our_sources(artifact, tmp_path):
    wheels = service_zip.wheels(artifact, "orders", tmp_path)
    packed_at = wheels.stat().st_mtime_ns

    again = service_zip.wheels(service_zip.bundle(wheels.read_bytes(), {"orders/new.py": b""}), "orders", tmp_path)

    assert (again, again.stat().st_mtime_ns) == (wheels, packed_at)
    assert not [name for name in entries(wheels.read_bytes()) if name.startswith(("orders", "chassis", "souk_sdk"))]


def test_a_checkout_is_read_as_the_build_reads_it(tmp_path):
    for path in ("services/orders/actions.py", "services/orders/__pycache__/old.pyc", "services/chassis/web/app.py"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(path.encode())

    assert read(tmp_path, ["orders"])["orders"] == {
        "orders/actions.py": b"services/orders/actions.py",
        "chassis/web/app.py": b"services/chassis/web/app.py",
    }


def test_changed_added_and_removed_files_differ():
    before, after = {"same": b"1", "changed": b"1", "gone": b"1"}, {"same": b"1", "changed": b"2", "new": b"1"}

    assert differences(before, after) == ["changed", "gone", "new"]


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        (b"x = 1\nif x\n", 2, "expected ':'"),
        (b"return 1", 1, "'return' outside function"),
        (b"x = '\xff'", 1, "(unicode error) 'utf-8' codec can't decode byte 0xff in position 5: invalid start byte"),
        (b"x\0", 1, "source code string cannot contain null bytes"),
    ],
)
def test_a_syntax_error_has_its_line(source, line, reason):
    [error] = errors({"orders/x.py": source, "orders/mail.html": source}, ["orders/x.py", "orders/mail.html"])

    assert (error.path, error.line) == ("orders/x.py", line)
    assert reason.partition(" byte")[0] in error.reason


def test_a_warning_is_no_error():
    assert errors({"x.py": b"import re\nre.compile('\\d')\n"}, ["x.py", "gone.py"]) == []
