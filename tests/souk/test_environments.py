"""What is compared, what is translated, and what is never removed."""

import pytest

from souk.base.errors import SoukError
from souk.cloud.stack import find
from souk.environments import compare, data_copy, remove
from souk.local.boot import ending, shared
from tests.souk.fakes import FakeStacks, cloud_of

FUNCTION = "AWS::Lambda::Function"
TABLE = "AWS::DynamoDB::Table"


@pytest.fixture
def stacks():
    stacks = FakeStacks()
    stacks.add("dev")
    stacks.add("pr-7")
    return stacks


@pytest.fixture
def aws(stacks):
    return cloud_of(cloudformation=stacks)


def code(key, **more):
    return (FUNCTION, "physical", {"Code": {"S3Bucket": "code", "S3Key": key}, **more})


def test_environments_of_the_same_code_and_settings_are_alike(stacks, aws):
    stacks.make("dev", Http=code("souk-dev/42e2"), Table=(TABLE, "souk-dev-orders", {}))
    stacks.make("pr-7", Http=code("souk-pr-7/42e2"), Table=(TABLE, "souk-pr-7-orders", {}))

    assert compare.differences(aws, "dev", "pr-7").are_alike


def test_a_versions_id_tells_of_its_code_which_is_told_of_the_function_already(stacks, aws):
    for env, version in {"dev": "HttpVersion0123456789", "pr-7": "HttpVersionabcdef0123"}.items():
        alias = ("AWS::Lambda::Alias", "physical", {"FunctionVersion": {"Fn::GetAtt": [version, "Version"]}})
        stacks.make(env, **{version: ("AWS::Lambda::Version", "physical", {})}, HttpAliaslive=alias)

    assert compare.differences(aws, "dev", "pr-7").are_alike


def test_each_difference_is_told_by_what_it_is(stacks, aws):
    stacks.stacks["souk-pr-7"]["Parameters"].append({"ParameterKey": "LogLevel", "ParameterValue": "DEBUG"})
    stacks.stacks["souk-pr-7"]["Tags"] = [{"Key": "version", "Value": "v2"}]
    stacks.make("dev", Http=code("souk-dev/42e2"), Sqs=code("a", Timeout=1), Table=(TABLE, "souk-dev-orders", {}))
    stacks.make("pr-7", Http=code("souk-pr-7/9b02"), Sqs=code("a", Timeout=2))

    found = compare.differences(aws, "dev", "pr-7")

    assert not found.are_alike
    assert found.version == ("unknown", "v2")
    assert found.parameters == {"LogLevel": ("", "DEBUG")}
    assert found.template == {"Http": "code", "Sqs": "definition", "Table": "only in dev"}
    assert found.resources == {TABLE: ("1", "0")}


def test_prod_is_never_removed_and_neither_is_what_is_protected(stacks, aws):
    stacks.stacks["souk-dev"]["Parameters"].append({"ParameterKey": "Protect", "ParameterValue": "true"})
    stacks.stacks["souk-pr-7"]["EnableTerminationProtection"] = True

    for env, said in (("prod", "never removed"), ("dev", "is protected"), ("pr-7", "is protected")):
        with pytest.raises(SoukError, match=said):
            remove.refuse_precious(env, find(aws, env))


def test_what_is_not_protected_may_go(stacks, aws):
    remove.refuse_precious("dev", find(aws, "dev"))
    remove.refuse_precious("gone-already", None)


def test_a_copied_item_says_the_new_id_wherever_it_said_the_old_one():
    old, new, other = "9b75fec9-99f0-496b-995b-a2bc2e171b75", "0" * 8, "f95f8d66-f025-4306-83f4-086e1388f189"
    item = {
        "pk": {"S": f"USER#{old}"},
        "tags": {"SS": [old, other]},
        "seen": {"M": {old: {"N": "1"}}},
        "raw": {"B": b"x"},
    }

    copied = data_copy.translated(item, lambda text: text.replace(old, new))

    assert copied == {
        "pk": {"S": f"USER#{new}"},
        "tags": {"SS": [new, other]},
        "seen": {"M": {new: {"N": "1"}}},
        "raw": {"B": b"x"},
    }


def test_a_function_with_the_code_of_another_shares_it_in_the_local_clouds_memory():
    held = b"a zip"
    fetched = {"same": b"a " + b"zip", "other": b"another zip", "none": None}
    fetch = shared(fetched.get, {"orders": {"code_zip": held}, "image": {}})

    assert fetch("same") is held
    assert fetch("other") is fetched["other"]
    assert fetch("none") is None


def test_what_cloudformation_deletes_in_the_local_cloud_ends_its_processes():
    deleted, ended = [], []
    delete = ending(lambda own, _: deleted.append(own), lambda name, version: ended.append((name, version)))

    delete("souk-dev-orders-http", {})
    delete("arn:aws:lambda:us-east-1:000000000000:function:souk-dev-orders-http:7", {})

    assert deleted == ["souk-dev-orders-http", "arn:aws:lambda:us-east-1:000000000000:function:souk-dev-orders-http:7"]
    assert ended == [("souk-dev-orders-http", None), ("souk-dev-orders-http", "7")]
