"""The service and the kind of a function, and what `souk status` and `souk logs` show of it."""

from types import SimpleNamespace

import pytest

from souk.base.errors import SoukError
from souk.cloud import logs
from souk.cloud.functions import Function
from souk.commands import status
from tests.fake_environment import FakeEnvironment, function, properties

NAMES = ("herald-sweeper", "orders-http", "orders-v2-http", "orders-stream", "users-http", "users-sqs")
"""The herald has neither an API nor a table nor a queue."""


class Lambdas:
    """Lambda with the functions of `pr-7`, one of which can't run."""

    def get_paginator(self, _operation):
        states = {name: "Failed" if name == "users-sqs" else "Active" for name in NAMES}
        listed = [{"FunctionName": f"souk-pr-7-{name}", "State": state} for name, state in states.items()]
        return SimpleNamespace(paginate=lambda: [{"Functions": listed}])


class Queues:
    """SQS, where one message waits in every queue."""

    def get_queue_attributes(self, **_asked):
        return {"Attributes": {"ApproximateNumberOfMessages": "1", "ApproximateNumberOfMessagesNotVisible": "0"}}


class Logs:
    """CloudWatch Logs, where every function has logged one line: its name."""

    def get_paginator(self, _operation):
        def paginate(logGroupName, **_asked):  # noqa: N803
            name = logGroupName.rpartition("/")[2]
            return [{"events": [{"timestamp": 0, "eventId": name, "message": name}]}]

        return SimpleNamespace(paginate=paginate)


@pytest.fixture
def environment():
    return FakeEnvironment("pr-7", function_names=NAMES, functions=Lambdas(), logs=Logs(), sqs=Queues())


def test_a_function_names_its_service_and_kind_also_where_the_environment_has_a_hyphen(environment):
    functions = {function.short_name: function for function in environment.functions}

    assert set(functions) == set(NAMES)
    second = functions["orders-v2-http"]
    assert (second.name, second.service, second.plug, second.kind) == (
        "souk-pr-7-orders-v2-http",
        "orders",
        "v2-http",
        "http",
    )
    assert second.api_version == 2
    assert second.is_http
    assert not functions["users-sqs"].is_http


def test_the_name_of_a_service_may_have_two_words():
    reviews = function("product-reviews-v2-http", "product_reviews")

    assert (reviews.service, reviews.plug, reviews.kind) == ("product_reviews", "v2-http", "http")
    assert reviews.contract == "product_reviews.v2"


def test_the_metadata_of_a_function_names_its_service_and_kind():
    definition = {
        "Metadata": {"Service": "product_reviews", "Kind": "sqs"},
        "Properties": {"Handler": "elsewhere.handler"},
    }

    reviews = Function.of("souk-dev-product-reviews-sqs", "product-reviews-sqs", "ProductReviewsSqs", definition)

    assert (reviews.service, reviews.plug, reviews.kind) == ("product_reviews", "sqs", "sqs")


def test_a_function_deployed_before_it_had_metadata_is_known_by_its_handler():
    definition = {"Properties": properties("product-reviews-sqs", "product_reviews")}

    reviews = Function.of("souk-dev-product-reviews-sqs", "product-reviews-sqs", "ProductReviewsSqs", definition)

    assert (reviews.service, reviews.plug, reviews.kind) == ("product_reviews", "sqs", "sqs")


def test_a_function_of_another_shape_is_one_too():
    edge = Function.of("souk-dev--website-edge", "website-edge", "Edge", {"Properties": {"Handler": "index.handler"}})

    assert (edge.service, edge.kind, edge.timeout) == ("index", "index", 3)


def test_the_status_of_a_service_shows_its_second_version_beside_the_first(environment):
    assert status.plugs_of(environment) == {
        "herald": {"sweeper": True},
        "orders": {"http": True, "v2-http": True, "stream": True},
        "users": {"http": True, "sqs": False},
    }


def test_the_status_is_one_object_for_programs_and_on_aws_has_no_local_cloud(environment):
    content = status.public(None, [status.read(environment)])

    [printed] = content.pop("environments")
    assert content == {}
    assert (printed["name"], printed["state"], printed["given_up"]) == ("pr-7", "CREATE_COMPLETE", 1)
    assert printed["services"][-1] == {
        "name": "users",
        "functions": {"http": True, "sqs": False},
        "waiting": 1,
        "in_flight": 0,
        "dead": 1,
    }


def test_a_service_without_an_api_a_table_or_a_queue_is_listed(environment):
    herald = status.read(environment).services[0]

    assert (herald.name, herald.functions) == ("herald", {"sweeper": True})
    assert (herald.waiting, herald.in_flight, herald.dead) == (0, 0, 0)
    assert "herald" in environment.services
    assert "herald" not in {**environment.outputs.tables, **environment.outputs.queues}


def test_the_status_of_an_environment_that_is_not_there_is_refused():
    with pytest.raises(SoukError, match="no environment `nix`"):
        status.read(FakeEnvironment("nix", stacks=[]))


def test_the_logs_of_a_service_that_is_not_there_are_refused_with_those_that_are(environment):
    with pytest.raises(SoukError, match="has no service `nope`") as refused:
        logs.refuse_unknown(environment, "nope")

    assert refused.value.hint == "choose one of: herald, orders, users"
    logs.refuse_unknown(environment, "users")
    logs.refuse_unknown(environment, None)


def test_the_logs_of_a_service_are_those_of_all_its_functions_and_of_no_others(environment):
    lines = {(line.function, line.text) for line in logs.read(environment, "orders", 0)}

    assert lines == {(name, f"souk-pr-7-{name}") for name in NAMES if name.startswith("orders")}
    assert len(logs.read(environment, None, 0)) == len(NAMES)
