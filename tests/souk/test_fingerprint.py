"""When there is something to deploy, and when not."""

import subprocess

import pytest

from souk.deploy.fingerprint import fingerprint

SOURCES = ("template.yaml", "services")


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / "services" / "orders").mkdir(parents=True)
    (tmp_path / "template.yaml").write_text("Resources: {}")
    (tmp_path / "services" / "orders" / "domain.py").write_text("x = 1")
    (tmp_path / ".gitignore").write_text("*.pyc\n__pycache__/\n")
    (tmp_path / "README.md").write_text("not deployed")
    return tmp_path


@pytest.fixture(params=["a clone", "an unpacked archive"])
def tree(request, checkout):
    if request.param == "a clone":
        subprocess.run(["git", "init", "-q"], cwd=checkout, check=True)
    return checkout


def test_nothing_changed_is_the_same(tree):
    assert fingerprint(tree, SOURCES, {"a": "1"}) == fingerprint(tree, SOURCES, {"a": "1"})


def test_a_changed_file_counts_even_before_it_is_committed(tree):
    before = fingerprint(tree, SOURCES, {})

    (tree / "services" / "orders" / "domain.py").write_text("x = 2")

    assert fingerprint(tree, SOURCES, {}) != before


def test_a_new_file_counts(tree):
    before = fingerprint(tree, SOURCES, {})

    (tree / "services" / "orders" / "store.py").touch()

    assert fingerprint(tree, SOURCES, {}) != before


def test_a_changed_setting_counts(tree):
    assert fingerprint(tree, SOURCES, {"a": "1"}) != fingerprint(tree, SOURCES, {"a": "2"})


def test_what_git_ignores_and_what_is_not_deployed_do_not_count(tree):
    before = fingerprint(tree, SOURCES, {})

    (tree / "services" / "__pycache__").mkdir()
    (tree / "services" / "__pycache__" / "domain.cpython-311.pyc").write_text("compiled")
    (tree / "README.md").write_text("still not deployed")

    assert fingerprint(tree, SOURCES, {}) == before


def test_a_deleted_file_counts(checkout):
    subprocess.run(["git", "init", "-q"], cwd=checkout, check=True)
    subprocess.run(["git", "add", "."], cwd=checkout, check=True)
    before = fingerprint(checkout, SOURCES, {})

    (checkout / "services" / "orders" / "domain.py").unlink()

    assert fingerprint(checkout, SOURCES, {}) != before
