"""The names of environments and their resources: two environments never share one."""

import re

import pytest

from souk.base.errors import SoukError
from souk.cloud.naming import (
    PATTERN,
    ServiceOutput,
    environment_name,
    environment_of,
    id_prefix,
    new_environment_name,
    stack_name,
)
from tests.fake_environment import function
from tests.template.reading import FUNCTIONS, RESOURCES, TEMPLATES

LONGEST = "a" * 20
ACCOUNT, REGION = "1" * 12, "ap-southeast-1"
LIMITS = {
    "AWS::Serverless::Function": 64,
    "AWS::SQS::Queue": 80,
    "AWS::S3::Bucket": 63,
    "AWS::SNS::Topic": 256,
    "AWS::DynamoDB::Table": 255,
    "AWS::Kinesis::Stream": 128,
    "AWS::KinesisFirehose::DeliveryStream": 64,
    "AWS::Cognito::UserPool": 128,
    "AWS::Logs::LogGroup": 512,
    "AWS::CloudWatch::Alarm": 255,
}
"""Characters that AWS allows a name of each kind."""
NAMING = ("FunctionName", "QueueName", "BucketName", "TopicName", "TableName", "DeliveryStreamName", "UserPoolName")
NAMING += ("LogGroupName", "AlarmName", "Name")


def names_of(env: str) -> list[tuple[str, str]]:
    """Every name that the template gives itself, with its kind."""
    names = []
    for resource in RESOURCES.values():
        rules = [event["Properties"].get("Name", {}) for event in resource["Properties"].get("Events", {}).values()]
        for value in [resource["Properties"].get(field) for field in NAMING] + rules:
            if isinstance(value, dict) and isinstance(value.get("Sub"), str):
                name = value["Sub"].replace("${Environment}", env)
                names.append(
                    (resource["Type"], name.replace("${AWS::AccountId}", ACCOUNT).replace("${AWS::Region}", REGION))
                )
    return names


def suffixes() -> list[str]:
    return [name.partition("souk-X-")[2] for _, name in names_of("X") if "souk-X-" in name]


def test_ids_in_the_template_begin_with_the_words_of_the_service() -> None:
    assert [id_prefix(service) for service in ("orders", "product_reviews")] == ["Orders", "ProductReviews"]


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_every_template_allows_the_same_names(template):
    assert template["Parameters"]["Environment"]["AllowedPattern"] == f"^{PATTERN.pattern}$"


@pytest.mark.parametrize("kind", sorted(LIMITS))
def test_the_longest_name_still_fits_whatever_is_made_from_it(kind):
    names = [name for resource_type, name in names_of(LONGEST) if resource_type == kind]

    assert names
    assert [name for name in names if len(name) > LIMITS[kind]] == []
    assert all("$" not in name for name in names)


def test_names_are_never_cut_short_so_that_two_of_the_same_length_stay_two():
    assert environment_name("pr-1234567890123456a") != environment_name("pr-1234567890123456b")
    assert {name for _, name in names_of("pr-12")} & {name for _, name in names_of("pr-21")} == set()


def test_no_name_of_one_environment_can_be_a_name_of_another():
    # `souk-A-B-C` would be A's B-C and A-B's C: no suffix may end in a hyphen and another suffix.
    names = suffixes()

    assert len(names) > 50
    assert [(one, other) for one in names for other in names if one.endswith(f"-{other}")] == []


@pytest.mark.parametrize("name", ["dev--website", "a--b", "dev---x"])
def test_the_separator_before_an_application_is_in_no_new_environments_name(name):
    with pytest.raises(SoukError, match="can't be the name of an environment"):
        new_environment_name(name)

    assert stack_name("dev", "website") == "souk-dev--website"


def test_an_environment_whose_name_has_it_already_can_still_be_named():
    assert environment_name("a--b") == "a--b"


def test_a_resource_belongs_to_the_environment_with_the_longest_matching_name():
    environments = ["pr", "pr-7", "pr-71"]

    assert environment_of("souk-pr-7-orders", environments) == "pr-7"
    assert environment_of("souk-pr-71-orders", environments) == "pr-71"
    assert environment_of("souk-pr-orders", environments) == "pr"
    assert environment_of("souk-pr", environments) == "pr"
    assert environment_of("souk-pr-7-orders", ["pr"]) == "pr"
    assert environment_of("souk-pr-7--website-pages", environments) == "pr-7"


@pytest.mark.parametrize("name", ["souk-website", "soukpr-orders", "souk-prod-orders", "pr-orders", ""])
def test_a_resource_of_no_environment_belongs_to_none(name):
    assert environment_of(name, ["pr", "pr-7"]) is None


@pytest.mark.parametrize(
    ("key", "service", "kind", "version"),
    [
        ("OrdersUrl", "orders", "Url", 1),
        ("OrdersV2Url", "orders", "Url", 2),
        ("OrdersDlqUrl", "orders", "DlqUrl", 1),
        ("ProductReviewsQueueUrl", "product_reviews", "QueueUrl", 1),
        ("ProductReviewsV12Url", "product_reviews", "Url", 12),
        ("ProductReviewsTableName", "product_reviews", "TableName", 1),
    ],
)
def test_an_output_names_its_service_which_may_have_two_words(key, service, kind, version):
    assert ServiceOutput.parse(key) == ServiceOutput(service, kind, version)


@pytest.mark.parametrize("key", ["GivenUpUrl", "UserPoolId", "EventTopicArn", "EventArchiveName"])
def test_the_outputs_of_the_environment_itself_belong_to_no_service(key):
    assert ServiceOutput.parse(key) is None


@pytest.mark.parametrize("logical_id", sorted(FUNCTIONS))
def test_the_metadata_of_a_function_says_what_its_names_say(logical_id):
    metadata, name = RESOURCES[logical_id]["Metadata"], FUNCTIONS[logical_id]["FunctionName"]["Sub"]
    short_name = name.removeprefix("souk-${Environment}-")

    named = function(short_name, metadata["Service"])

    assert (metadata["Service"], metadata["Kind"]) == (named.service, named.kind)
    assert (named.logical_id, named.handler) == (logical_id, FUNCTIONS[logical_id]["Handler"])


def test_a_mail_address_of_the_environment_is_a_real_one():
    for env in ("a", LONGEST, "pr-7"):
        domain = f"{environment_name(env)}.souk.example"
        assert re.fullmatch(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+example", domain)
        assert stack_name(env) == f"souk-{env}"
