"""The names of environments and their resources: two environments never share one."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

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
from souk.cloud.stacks import Stack
from tests.fake_environment import function
from tests.template.reading import FUNCTIONS, RESOURCES, TEMPLATES


def test_ids_in_the_template_begin_with_the_words_of_the_service() -> None:
    assert [id_prefix(service) for service in ("orders", "product_reviews")] == ["Orders", "ProductReviews"]


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_every_template_allows_the_same_names(template):
    assert template["Parameters"]["Environment"]["AllowedPattern"] == f"^{PATTERN.pattern}$"


def test_names_are_never_cut_short_so_that_two_of_the_same_length_stay_two():
    assert environment_name("pr-1234567890123456a") != environment_name("pr-1234567890123456b")


ENVIRONMENTS = st.from_regex(PATTERN, fullmatch=True)
APPLICATIONS = st.from_regex(r"[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,9})?", fullmatch=True)


@given(ENVIRONMENTS, APPLICATIONS)
@example("a-b", "c")
@example("a", "b-c")
def test_the_name_of_a_stack_says_whose_it_is(env, application):
    name = stack_name(env, application)

    assert name.removeprefix("souk-").split("--") == [env, application]
    untagged = Stack(name, "CREATE_COMPLETE", {"Environment": env})
    assert (untagged.environment, untagged.application) == (env, application)
    assert environment_of(name, [env, *(env[:end] for end in range(1, len(env)))]) == env


@given(st.tuples(ENVIRONMENTS, APPLICATIONS), st.tuples(ENVIRONMENTS, APPLICATIONS))
@example(("a-b", "c"), ("a", "b-c"))
def test_two_stacks_never_have_one_name(one, other):
    assert (stack_name(*one) == stack_name(*other)) == (one == other)


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
    for env in ("a", "a" * 20, "pr-7"):
        domain = f"{environment_name(env)}.souk.example"
        assert re.fullmatch(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+example", domain)
        assert stack_name(env) == f"souk-{env}"
