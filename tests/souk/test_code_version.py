"""Local processes that run other code than the checkout's."""

from dataclasses import asdict

import pytest

from souk.base.paths import Paths, find_paths, write_json
from souk.cloud.clients import local_aws
from souk.commands.up import start_cloud
from souk.local import code_version


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
def test_a_cloud_of_other_code_is_started_again_with_its_data(paths, local):
    local_aws(local.endpoint_url).ssm.put_parameter(Name="kept", Value="value", Type="String")
    assert start_cloud(paths, None, None) == (False, local)

    write_json(paths.cloud_file, {**asdict(local), "code": "another"})
    is_started, again = start_cloud(paths, None, None)

    assert is_started
    assert (again.port, again.code) == (local.port, code_version.of_cloud(paths))
    assert again.pid != local.pid
    assert local_aws(again.endpoint_url).ssm.get_parameter(Name="kept")["Parameter"]["Value"] == "value"
