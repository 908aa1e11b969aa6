"""Local processes that run other code than the checkout's."""

from dataclasses import replace

import pytest

from souk.base.paths import Paths, find_paths, write_json
from souk.local import cloud, code_version


def test_a_version_is_that_of_the_code(tmp_path):
    here = find_paths({})

    assert code_version.of_cloud(here) == code_version.of_cloud(Paths(root=here.root, home=tmp_path))
    assert code_version.of_edge() == code_version.of_edge()
    assert code_version.of_cloud(here) != code_version.of_edge()


def test_other_packages_of_ministack_are_another_version(tmp_path):
    packages = tmp_path / ".tools/ministack/lib/python3.13/site-packages"
    python = tmp_path / ".tools/ministack/bin/python"
    for folder in (packages / "ministack-1.0.dist-info", python.parent):
        folder.mkdir(parents=True)
    python.touch()
    paths = Paths(root=tmp_path, home=tmp_path / "home")
    before = code_version.of_cloud(paths)

    (packages / "ministack-1.0.dist-info").rename(packages / "ministack-1.1.dist-info")

    assert code_version.of_cloud(paths) != before


@pytest.mark.cloud
def test_a_running_cloud_is_recorded_with_its_version(paths, local):
    assert cloud.running(paths) == local
    assert local.code == code_version.of_cloud(paths)

    write_json(paths.cloud_file, {**vars(replace(local, code="")), "code": "another"})

    assert cloud.running(paths).code == "another"
