"""Environments are compared and copied; protected ones are never removed."""

from types import SimpleNamespace

import pytest

from souk.base.errors import SoukError
from souk.cloud.functions import FUNCTION
from souk.environments import compare, data_copy, orphans, remove, resource_types
from souk.local.awslambda import ending, shared
from tests.fake_environment import Definition, FakeEnvironment, stack

TABLE = "AWS::DynamoDB::Table"


def environment(name: str, definitions: dict[str, Definition], **fields) -> FakeEnvironment:
    return FakeEnvironment(name, stacks=[stack(name, **fields)], function_names=(), resources=definitions)


def code(key: str, **more) -> Definition:
    return FUNCTION, "physical", {"Code": {"S3Bucket": "code", "S3Key": key}, **more}


def test_environments_of_the_same_code_and_settings_are_alike():
    dev = environment("dev", {"Http": code("souk-dev/42e2"), "Table": (TABLE, "souk-dev-orders", {})})
    clone = environment("pr-7", {"Http": code("souk-pr-7/42e2"), "Table": (TABLE, "souk-pr-7-orders", {})})

    assert compare.differences(dev, clone).are_alike


def test_the_hash_in_a_versions_id_is_no_difference():
    environments = []
    for name, version in {"dev": "HttpVersion0123456789", "pr-7": "HttpVersionabcdef0123"}.items():
        alias = ("AWS::Lambda::Alias", "physical", {"FunctionVersion": {"Fn::GetAtt": [version, "Version"]}})
        definitions = {version: ("AWS::Lambda::Version", "physical", {}), "HttpAliaslive": alias}
        environments.append(environment(name, definitions))

    assert compare.differences(*environments).are_alike


def test_the_hash_in_a_layers_id_is_no_difference_but_its_code_is():
    def with_layer(name: str, logical_id: str, code: str) -> FakeEnvironment:
        layer = ("AWS::Lambda::LayerVersion", "physical", {"Content": {"S3Key": f"souk-{name}--web/{code}"}})
        launch = ("AWS::EC2::LaunchTemplate", "physical", {"Program": {"Ref": logical_id}})
        return environment(name, {logical_id: layer, "Launch": launch})

    dev = with_layer("dev", "Program97a97367e4", "42e2")

    assert compare.differences(dev, with_layer("pr-7", "Programc3077ae232", "42e2")).are_alike
    assert compare.differences(dev, with_layer("pr-7", "Programc3077ae232", "9b02")).template == {"Program": "code"}


def test_each_difference_has_its_kind():
    dev = environment("dev", {"Http": code("dev/42e2"), "Sqs": code("a", Timeout=1), "Table": (TABLE, "orders", {})})
    definitions = {"Http": code("pr-7/9b02"), "Sqs": code("a", Timeout=2)}
    clone = environment("pr-7", definitions, parameters={"LogLevel": "DEBUG"}, tags={"version": "v2"})

    differences = compare.differences(dev, clone)

    assert not differences.are_alike
    assert differences.version == ("unknown", "v2")
    assert differences.parameters == {"LogLevel": ("", "DEBUG")}
    assert differences.template == {"Http": "code", "Sqs": "definition", "Table": "only in dev"}
    assert differences.resources == {TABLE: ("1", "0")}


def test_a_difference_in_an_application_has_its_name():
    stacks = [stack("dev"), stack("dev", application="website", parameters={"Offload": "true"})]
    clone = [stack("pr-7"), stack("pr-7", application="website", parameters={"Offload": "false"})]

    differences = compare.differences(FakeEnvironment(stacks=stacks), FakeEnvironment("pr-7", stacks=clone))

    assert differences.parameters == {"website.Offload": ("true", "false")}


def test_an_application_that_only_one_has_is_one_difference():
    stacks = [stack("dev"), stack("dev", application="website", parameters={"Offload": "true"})]

    differences = compare.differences(FakeEnvironment(stacks=stacks), FakeEnvironment("pr-7", stacks=[stack("pr-7")]))

    assert differences.applications == {"website": "only in dev"}
    assert differences.parameters == differences.template == differences.resources == {}
    assert not differences.are_alike


def test_what_a_stack_of_another_environment_contains_is_no_leftover_whatever_its_name_says():
    dev = environment("dev", {"WebHttp": (FUNCTION, "souk-dev-web-http", {})})
    neighbour = environment("develop", {"Http": (FUNCTION, "souk-develop-http", {})})

    of_others = orphans.of_others(FakeEnvironment("dev-web", stacks=[]), {"dev": dev, "develop": neighbour})

    assert of_others == {"souk-dev-web-http"}


def test_parameters_belong_to_the_environment_in_their_name_and_the_registry_to_none():
    names = ("/souk/dev/core/UserPool", "/souk-dev/deployed", "/souk-dev--website/deployed", "/souk/environments/dev")
    pages = [{"Parameters": [{"Name": name} for name in names]}]
    ssm = SimpleNamespace(get_paginator=lambda _: SimpleNamespace(paginate=lambda: pages))
    (parameters,) = (each for each in resource_types.RESOURCE_TYPES if each.name == "parameter")

    left = orphans.find(FakeEnvironment(ssm=ssm), ["dev", "environments"], [parameters])

    assert [resource.id for resource in left] == [*names[:3]]
    assert orphans.find(FakeEnvironment("environments", ssm=ssm), ["dev"], [parameters]) == []


class Folders:
    """S3 with folders of code; it notes those that were emptied."""

    def __init__(self, *folders: str) -> None:
        self.folders, self.emptied = folders, []

    def get_paginator(self, operation: str) -> SimpleNamespace:
        return SimpleNamespace(paginate=self.folders_below if operation == "list_objects_v2" else self.empty)

    def folders_below(self, **request: str) -> list[dict[str, list[dict[str, str]]]]:
        prefixes = [{"Prefix": folder} for folder in self.folders if folder.startswith(request["Prefix"])]
        return [{"CommonPrefixes": prefixes}]

    def empty(self, **request: str) -> list[dict[str, str]]:
        self.emptied.append(request["Prefix"])
        return []


def test_the_code_of_an_environment_is_deleted_with_that_of_its_applications_and_no_others():
    s3 = Folders("souk-dev/", "souk-dev--website/", "souk-dev--x/", "souk-dev-x/", "souk-dev2/")
    stacks = [stack("dev"), stack("dev--x")]

    remove.delete_code(FakeEnvironment(stacks=stacks, s3=s3), "code", ["dev", "dev--x"])

    assert s3.emptied == ["souk-dev/", "souk-dev--website/"]


@pytest.mark.parametrize(
    ("env", "fields", "message"),
    [
        ("prod", {}, "never removed"),
        ("dev", {"parameters": {"Protect": "true"}}, "is protected"),
        ("pr-7", {"is_locked": True}, "is protected"),
    ],
)
def test_prod_and_protected_environments_are_never_removed(env, fields, message):
    with pytest.raises(SoukError, match=message):
        remove.refuse_protected(env, [stack(env, **fields)])


def test_unprotected_and_missing_environments_may_be_removed():
    remove.refuse_protected("dev", [stack("dev"), stack("dev", application="website")])
    remove.refuse_protected("gone-already", [])


def test_an_environment_of_which_one_application_is_protected_is_not_removed():
    with pytest.raises(SoukError, match="application `website` of `dev` is protected"):
        remove.refuse_protected("dev", [stack("dev"), stack("dev", application="website", is_locked=True)])


def test_a_copied_item_has_the_new_id_wherever_it_had_the_old_one():
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


def test_functions_with_the_same_code_share_it_in_the_local_clouds_memory():
    held = b"a zip"
    fetched = {"same": b"a " + b"zip", "other": b"another zip", "none": None}
    fetch = shared(fetched.get, {"orders": {"code_zip": held}, "image": {}})

    assert fetch("same") is held
    assert fetch("other") is fetched["other"]
    assert fetch("none") is None


def test_deleting_a_function_in_the_local_cloud_ends_its_processes():
    deleted, ended = [], []
    delete = ending(lambda own, _: deleted.append(own), lambda name, version: ended.append((name, version)))

    delete("souk-dev-orders-http", {})
    delete("arn:aws:lambda:us-east-1:000000000000:function:souk-dev-orders-http:7", {})

    assert deleted == ["souk-dev-orders-http", "arn:aws:lambda:us-east-1:000000000000:function:souk-dev-orders-http:7"]
    assert ended == [("souk-dev-orders-http", None), ("souk-dev-orders-http", "7")]
