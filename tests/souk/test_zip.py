"""Builds are zipped once for all functions with equal content."""

import zipfile

import pytest

from souk.deploy.zip import pack


@pytest.fixture
def build(tmp_path):
    for function, content in {"OrdersHttp": "orders", "OrdersSqs": "orders", "UsersHttp": "users"}.items():
        (tmp_path / function / "package").mkdir(parents=True)
        (tmp_path / function / "package" / "domain.py").write_text(content)
    lines = [f"      CodeUri: {function}" for function in ("OrdersHttp", "OrdersSqs", "UsersHttp")]
    (tmp_path / "template.yaml").write_text("\n".join(["Resources:", *lines, ""]))
    return tmp_path


def code_of(build):
    return [line.split()[1] for line in (build / "template.yaml").read_text().splitlines()[1:]]


def test_functions_that_ship_the_same_share_a_zip(build, tmp_path):
    assert pack(build, tmp_path / "zips") == 2

    orders_http, orders_sqs, users_http = code_of(build)
    assert orders_http == orders_sqs != users_http
    with zipfile.ZipFile(users_http) as archive:
        assert archive.namelist() == ["package/domain.py"]
        assert archive.read("package/domain.py") == b"users"


def test_the_same_content_makes_the_same_zip(build, tmp_path):
    pack(build, tmp_path / "zips")
    first = {zipped.name: zipped.read_bytes() for zipped in (tmp_path / "zips").iterdir()}
    template = (build / "template.yaml").read_text()
    for zipped, function in zip(code_of(build), ("OrdersHttp", "OrdersSqs", "UsersHttp"), strict=True):
        template = template.replace(zipped, function, 1)
    (build / "template.yaml").write_text(template)

    pack(build, tmp_path / "more")

    assert {zipped.name: zipped.read_bytes() for zipped in (tmp_path / "more").iterdir()} == first
