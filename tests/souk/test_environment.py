"""An environment looks each thing up once, and knows its stacks by their tags."""

from collections import Counter
from dataclasses import replace

import pytest

from souk.base.errors import SoukError
from souk.cloud.environment import Environment, list_environments
from souk.cloud.outputs import Person
from tests.fake_environment import FUNCTIONS, OUTPUTS, FakeEnvironment, cloud_of, stack
from tests.souk.fakes import FakeStacks


@pytest.fixture
def stacks():
    return FakeStacks()


@pytest.fixture
def aws(stacks):
    return cloud_of(cloudformation=stacks)


def test_everything_is_looked_up_once_until_it_is_refreshed(stacks, aws):
    stacks.add("dev", outputs=OUTPUTS, functions=FUNCTIONS)
    environment = Environment("dev", aws)

    for _ in range(3):
        assert environment.require_stack().is_complete
        assert environment.functions
        assert environment.outputs.apis
        assert environment.resources

    once = {"describe_stacks": 1, "list_stack_resources": 1, "get_template": 1}
    assert stacks.calls == Counter(once)
    environment.refresh()
    assert environment.functions
    assert stacks.calls == Counter(dict.fromkeys(once, 2))


def test_an_unknown_environment_names_those_there_are(stacks, aws):
    stacks.add("dev")
    stacks.add("two")

    with pytest.raises(SoukError) as refused:
        Environment("nix", aws).require_stack()

    assert refused.value.message == "no environment `nix`"
    assert "there are: dev, two" in refused.value.hint


def test_an_unknown_environment_of_none_says_how_to_make_it(aws):
    with pytest.raises(SoukError) as refused:
        Environment("dev", aws).require_stack()

    assert "there is none yet" in refused.value.hint
    assert "souk up --env dev" in refused.value.hint


def test_a_broken_environment_says_its_state():
    with pytest.raises(SoukError, match="ROLLBACK_COMPLETE"):
        FakeEnvironment(stacks=[stack("dev", "ROLLBACK_COMPLETE")]).require_stack()


def test_an_application_belongs_to_its_environment_and_is_none_of_its_own(stacks, aws):
    stacks.add("dev")
    stacks.add("dev", application="website")
    stacks.add("website")
    stacks.stacks["souk-website"].update(Parameters=[], Tags=[])

    environments = list_environments(aws)

    assert list(environments) == ["dev"]
    assert [stack.name for stack in environments["dev"].stacks] == ["souk-dev", "souk-dev--website"]
    assert Environment("dev--website", aws).find_stack() is None


def test_a_stack_of_another_environment_is_not_taken_for_one_by_its_name(stacks, aws):
    stacks.add("dev")
    stacks.add("dev-website")
    stacks.stacks["souk-dev-website"]["Tags"] = stacks.stacks["souk-dev"]["Tags"]

    assert list(list_environments(aws)) == ["dev"]
    assert Environment("dev-website", aws).find_stack() is None
    assert [stack.application for stack in Environment("dev", aws).stacks] == ["", "website"]


def test_an_environment_deployed_before_there_were_tags_is_known(stacks, aws):
    stacks.add("pr-7", outputs=OUTPUTS)
    stacks.stacks["souk-pr-7"]["Tags"] = []

    assert list(list_environments(aws)) == ["pr-7"]
    assert Environment("pr-7", aws).outputs.apis["orders.v1"] == "url-of-orders"


def test_the_functions_of_its_applications_are_its_own_too(stacks, aws):
    stacks.add("dev", functions=("orders-http",))
    stacks.add("dev", application="website", functions=("pages-http",))

    names = {function.name: function.short_name for function in Environment("dev", aws).functions}

    assert names == {"souk-dev-orders-http": "orders-http", "souk-dev--website-pages-http": "website-pages-http"}


def test_the_outputs_of_a_local_environment_are_one_object_with_the_demo_people():
    people = {"customer": Person("customer@dev", "secret")}

    content = replace(FakeEnvironment().outputs, demo=people).as_json()

    assert content["env"] == "dev"
    assert content["endpoint_url"] == "http://127.0.0.1:1"
    assert content["apis"]["orders.v1"] == "url-of-orders"
    assert content["apis"]["orders.v2"] == "url-of-orders-v2"
    assert set(content["apis"]) == {f"{service}.v1" for service in content["tables"]} | {"orders.v2"}
    assert set(content["tables"]) == set(content["queues"]) == set(content["dlqs"])
    assert content["demo"] == {"customer": {"username": "customer@dev", "password": "secret"}}


def test_a_service_of_two_words_has_outputs_too():
    outputs = FakeEnvironment(
        outputs={**OUTPUTS, "ProductReviewsUrl": "https://reviews", "ProductReviewsDlqUrl": "https://dlq"}
    ).outputs

    assert outputs.apis["product_reviews.v1"] == "https://reviews"
    assert outputs.dlqs["product_reviews"] == "https://dlq"
    assert "product_reviews" in outputs.services
    assert "product_reviews" not in outputs.tables


def test_outputs_of_applications_are_in_the_same_object():
    website = {"WebsiteUrl": "https://api", "WebsiteDlqUrl": "https://dlq", "PageUrl": "https://page", "Core": "dev"}
    core = stack("dev", outputs=OUTPUTS)

    outputs = FakeEnvironment(stacks=[core, stack("dev", application="website", outputs=website)]).outputs

    assert (outputs.apis["website.v1"], outputs.dlqs["website"]) == ("https://api", "https://dlq")
    assert outputs.as_json()["applications"] == {"website": {"PageUrl": "https://page"}}
    assert ("applications.website.PageUrl", "https://page") in outputs.as_lines()


def test_an_application_takes_the_place_of_no_other_stacks_outputs():
    claims = {"OrdersUrl": "https://mine", "UserPoolId": "my-pool"}
    core = stack("dev", outputs=OUTPUTS)

    outputs = FakeEnvironment(stacks=[core, stack("dev", application="website", outputs=claims)]).outputs

    assert (outputs.apis["orders.v1"], outputs.user_pool_id) == ("url-of-orders", "us-east-1_pool")
    assert outputs.applications == {"website": claims}


def test_an_application_of_which_there_is_only_a_change_set_is_listed_and_has_nothing(stacks, aws):
    stacks.add("dev", outputs=OUTPUTS, functions=("orders-http",))
    stacks.add("dev", application="website", functions=("pages-http",))
    stacks.stacks["souk-dev--website"]["StackStatus"] = "REVIEW_IN_PROGRESS"

    environment = Environment("dev", aws)

    assert environment.applications == ["website"]
    assert [function.short_name for function in environment.functions] == ["orders-http"]


def test_an_application_whose_first_deployment_failed_keeps_nobody_from_the_others(stacks, aws):
    stacks.add("dev", outputs=OUTPUTS, functions=("orders-http",))
    stacks.add("dev", application="website", functions=("pages-http",))
    stacks.stacks["souk-dev--website"]["StackStatus"] = "ROLLBACK_COMPLETE"
    environment = Environment("dev", aws)

    assert [function.short_name for function in environment.functions] == ["orders-http"]
    assert {stack for stack, _ in environment.definitions} == {"souk-dev"}
    assert environment.services == ["orders"]


def test_a_part_of_an_environment_is_one_of_its_stacks(stacks, aws):
    stacks.add("dev", outputs=OUTPUTS, functions=FUNCTIONS)
    stacks.add("dev", application="website", functions=("pages-http",))
    environment = Environment("dev", aws)

    part = environment.part("website")

    assert environment.applications == ["website"]
    assert [function.name for function in part.functions] == ["souk-dev--website-pages-http"]
    assert {function.application for function in environment.functions} == {"", "website"}
    assert part.stack_name == "souk-dev", "the prefix of its resources"
    assert environment.part("nothing").functions == []


def test_an_environment_on_aws_has_no_demo_people():
    assert "demo" not in FakeEnvironment("prod", endpoint_url=None).outputs.as_json()


def test_a_stack_without_an_output_says_which():
    outputs = {name: value for name, value in OUTPUTS.items() if name != "EventTopicArn"}

    with pytest.raises(SoukError, match="EventTopicArn"):
        _ = FakeEnvironment(outputs=outputs).outputs
