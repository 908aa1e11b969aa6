"""What is read, checked and shipped."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from souk.deploy.zip import pack
from souk.dev import service_zip
from souk.dev.sources import broken, compiled, differences, read
from tests.template.reading import ROOT
from tests.template.test_package import built


def entries(zipped: bytes) -> dict[str, tuple[bytes, int]]:
    """What a zip holds: content and mode of each file."""
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        assert len(archive.namelist()) == len({*archive.namelist()})
        return {one.filename: (archive.read(one), one.external_attr) for one in archive.infolist()}


@pytest.fixture
def artifact(tmp_path: Path) -> bytes:
    """The zip of orders, as `souk up` makes it."""
    build, zips = tmp_path / "build", tmp_path / "zips"
    built("OrdersHttp", build / "OrdersHttp")
    (build / "template.yaml").write_text("Resources:\n      CodeUri: OrdersHttp\n")
    pack(build, zips)
    return next(zips.iterdir()).read_bytes()


@pytest.mark.slow
def test_what_is_brought_is_what_a_build_would_ship(artifact, tmp_path):
    code = read(ROOT, ["orders"])["orders"]
    wheels = service_zip.wheels(artifact, "orders", tmp_path / "kept")

    made = service_zip.bundle(wheels.read_bytes(), compiled(code))

    assert entries(made) == entries(artifact)
    assert service_zip.own(artifact, "orders") == code


@pytest.mark.slow
def test_wheels_are_packed_once_and_hold_nothing_of_ours(artifact, tmp_path):
    wheels = service_zip.wheels(artifact, "orders", tmp_path)
    packed_at = wheels.stat().st_mtime_ns

    again = service_zip.wheels(service_zip.bundle(wheels.read_bytes(), {"orders/new.py": b""}), "orders", tmp_path)

    assert (again, again.stat().st_mtime_ns) == (wheels, packed_at)
    assert not [name for name in entries(wheels.read_bytes()) if name.startswith(("orders", "chassis", "souk_sdk"))]


def test_a_checkout_is_read_as_the_build_reads_it(tmp_path):
    for place in ("services/orders/actions.py", "services/orders/__pycache__/old.pyc", "services/chassis/web/app.py"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_bytes(place.encode())

    assert read(tmp_path, ["orders"])["orders"] == {
        "orders/actions.py": b"services/orders/actions.py",
        "chassis/web/app.py": b"services/chassis/web/app.py",
    }


def test_what_differs_was_changed_added_or_removed():
    before, after = {"same": b"1", "changed": b"1", "gone": b"1"}, {"same": b"1", "changed": b"2", "new": b"1"}

    assert differences(before, after) == ["changed", "gone", "new"]


@pytest.mark.parametrize(
    ("source", "line", "why"),
    [
        (b"x = 1\nif x\n", 2, "expected ':'"),
        (b"return 1", 1, "'return' outside function"),
        (b"x = '\xff'", 1, "(unicode error) 'utf-8' codec can't decode byte 0xff in position 5: invalid start byte"),
        (b"x\0", 1, "source code string cannot contain null bytes"),
    ],
)
def test_what_is_no_python_is_told_with_its_line(source, line, why):
    [found] = broken({"orders/x.py": source, "orders/mail.html": source}, ["orders/x.py", "orders/mail.html"])

    assert (found.place, found.line) == ("orders/x.py", line)
    assert why.partition(" byte")[0] in found.why


def test_what_only_warns_is_python():
    assert broken({"x.py": b"import re\nre.compile('\\d')\n"}, ["x.py", "gone.py"]) == []
