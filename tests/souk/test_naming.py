"""What an environment may be called, and that no two of them ever meet in a name."""

import re

import pytest

from souk.base.errors import SoukError
from souk.cloud.naming import PATTERN, Service, environment_name, environment_of, stack_name
from tests.template.reading import RESOURCES, TEMPLATE

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
    found = []
    for made in RESOURCES.values():
        rules = [event["Properties"].get("Name", {}) for event in made["Properties"].get("Events", {}).values()]
        for told in [made["Properties"].get(field) for field in NAMING] + rules:
            if isinstance(told, dict) and isinstance(told.get("Sub"), str):
                name = told["Sub"].replace("${Environment}", env)
                found.append(
                    (made["Type"], name.replace("${AWS::AccountId}", ACCOUNT).replace("${AWS::Region}", REGION))
                )
    return found


def suffixes() -> list[str]:
    return [name.partition("souk-X-")[2] for _, name in names_of("X") if "souk-X-" in name]


def test_the_template_allows_the_same_names():
    assert TEMPLATE["Parameters"]["Environment"]["AllowedPattern"] == f"^{PATTERN.pattern}$"


@pytest.mark.parametrize("kind", sorted(LIMITS))
def test_the_longest_name_still_fits_whatever_is_made_from_it(kind):
    names = [name for made, name in names_of(LONGEST) if made == kind]

    assert names
    assert [name for name in names if len(name) > LIMITS[kind]] == []
    assert all("$" not in name for name in names)


def test_names_are_never_cut_short_so_that_two_of_the_same_length_stay_two():
    assert environment_name("pr-1234567890123456a") != environment_name("pr-1234567890123456b")
    assert {name for _, name in names_of("pr-12")} & {name for _, name in names_of("pr-21")} == set()


def test_no_name_of_one_environment_can_be_a_name_of_another():
    # `souk-A-B-C` would be A's B-C and A-B's C: no suffix may end in a hyphen and another suffix.
    found = suffixes()

    assert len(found) > 50
    assert [(one, other) for one in found for other in found if one.endswith(f"-{other}")] == []


@pytest.mark.parametrize("name", ["dev--website", "a--b", "dev-", "-dev", "dev---x"])
def test_the_separator_before_an_application_is_in_no_environments_name(name):
    with pytest.raises(SoukError, match="can't be the name of an environment"):
        environment_name(name)

    assert stack_name("dev", "website") == "souk-dev--website"


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


def test_the_names_of_a_service_may_have_two_words():
    service = Service("product-reviews")

    assert Service.of_package("product_reviews") == service
    assert service.output("QueueUrl") == "ProductReviewsQueueUrl"
    assert (service.function("sqs"), service.function("http", 2)) == ("product-reviews-sqs", "product-reviews-v2-http")
    assert service.apis(["ProductReviewsUrl", "ProductReviewsV2Url", "ProductReviewsQueueUrl", "ProductUrl"]) == {
        "product-reviews.v1": "ProductReviewsUrl",
        "product-reviews.v2": "ProductReviewsV2Url",
    }


def test_one_services_name_may_begin_like_anothers():
    assert Service("product").apis(["ProductUrl", "ProductReviewsUrl"]) == {"product.v1": "ProductUrl"}


def test_a_mail_address_of_the_environment_is_a_real_one():
    for env in ("a", LONGEST, "pr-7"):
        domain = f"{environment_name(env)}.souk.example"
        assert re.fullmatch(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+example", domain)
        assert stack_name(env) == f"souk-{env}"
