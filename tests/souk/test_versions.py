"""A changed function is published, whatever changed; versions without calls are deleted."""

import pytest

from souk.cloud import versions
from tests.fake_environment import FakeEnvironment
from tests.souk.fake_functions import FakeFunctions

HTTP = "souk-dev-orders-http"


@pytest.fixture
def functions():
    functions = FakeFunctions()
    functions.create_function(HTTP, {"ZipFile": b"code"}, MemorySize=512)
    functions.create_alias(HTTP, versions.ALIAS, FunctionVersion=functions.publish_version(HTTP)["Version"])
    return functions


@pytest.fixture
def environment(functions):
    return FakeEnvironment(function_names=["orders-http"], functions=functions)


@pytest.fixture
def aws(environment):
    return environment.aws


def test_a_setting_that_was_changed_without_the_code_counts_from_now_on(aws, functions):
    functions.update_function_configuration(HTTP, MemorySize=1024)

    assert versions.publish_if_changed(aws, HTTP) is True

    assert versions.live(aws, HTTP) == "2"
    assert functions.get_function_configuration(HTTP, "2")["MemorySize"] == 1024
    assert [*functions.functions[HTTP].versions] == ["2"]


def test_a_function_that_is_to_start_from_snapshots_gets_a_version_with_one(aws, functions):
    functions.update_function_configuration(HTTP, SnapStart={"ApplyOn": "PublishedVersions"})

    assert versions.publish_if_changed(aws, HTTP) is True
    functions.functions[HTTP].versions["2"]["SnapStart"] = {"ApplyOn": "PublishedVersions", "OptimizationStatus": "On"}
    assert versions.publish_if_changed(aws, HTTP) is False


def test_where_nothing_changed_nothing_moves(aws, functions):
    assert versions.publish_if_changed(aws, HTTP) is False

    assert versions.live(aws, HTTP) == "1"
    assert [*functions.functions[HTTP].versions] == ["1"]


def test_a_version_that_nobody_calls_goes_also_where_nothing_moves(aws, functions):
    settings = functions.get_function_configuration(HTTP)
    for memory in (2048, 1024, settings["MemorySize"]):  # as a `souk dev` leaves it that was killed, and a deployment
        functions.update_function_configuration(HTTP, MemorySize=memory)
        functions.update_alias(HTTP, versions.ALIAS, FunctionVersion=functions.publish_version(HTTP)["Version"])

    assert versions.publish_if_changed(aws, HTTP) is False

    assert [*functions.functions[HTTP].versions] == ["4"]


def test_a_version_that_has_its_share_of_the_calls_stays(aws, functions):
    functions.update_function_code(HTTP, b"new code")
    versions.shift_alias(aws, HTTP, "1", {versions.publish(aws, HTTP): 0.1})

    versions.prune(aws, HTTP)

    assert [*functions.functions[HTTP].versions] == ["1", "2"]


def test_all_changed_functions_of_an_environment_are_published_and_counted(environment, functions):
    assert versions.publish_changed(environment) == 0

    functions.update_function_code(HTTP, b"new code")

    assert versions.publish_changed(environment) == 1
