"""A canary where weights are supported, as on AWS; Lambda and CloudWatch are fakes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from souk.base.errors import SoukError
from souk.canary import rollout
from souk.canary.alarms import alarm_firing
from souk.canary.probes import synthetic_request
from souk.cloud import versions
from tests.fake_environment import cloud_of, function
from tests.souk.fake_functions import FakeFunctions

HTTP = "souk-dev-orders-http"
ALARM = f"{HTTP}-version"
NOW = datetime(2026, 11, 25, tzinfo=UTC)
"""The start of the metrics; the fake alarm ignores it."""


class FakeAlarms:
    """CloudWatch with one alarm over the errors of a fake Lambda."""

    def __init__(self, functions: FakeFunctions, **definition: object) -> None:
        """`definition` replaces parts of the alarm's."""
        self.functions = functions
        self.alarm = {
            "AlarmName": ALARM,
            "Namespace": "AWS/Lambda",
            "MetricName": "Errors",
            "Dimensions": [{"Name": "FunctionName", "Value": HTTP}],
            "Statistic": "Sum",
            "Period": 60,
            "EvaluationPeriods": 1,
            "Threshold": 0.0,
            "ComparisonOperator": "GreaterThanThreshold",
            **definition,
        }

    def describe_alarms(self, AlarmNames: list[str]) -> dict[str, object]:  # noqa: N803
        """The existing ones."""
        return {"MetricAlarms": [self.alarm] if self.alarm["AlarmName"] in AlarmNames else []}

    def get_metric_statistics(self, **_query: object) -> dict[str, object]:
        """One datapoint."""
        return {"Datapoints": [{"Sum": float(self.functions.failed)}]}


def answering(code: bytes) -> dict[str, object]:
    """A function whose code is its status, or an error."""
    return {"errorMessage": "planted"} if code == b"raises" else {"statusCode": int(code) if code.isdigit() else 200}


@pytest.fixture
def functions():
    functions = FakeFunctions(answering)
    functions.create_function(HTTP, {"ZipFile": b"200"}, Role="role", Runtime="python3.13")
    functions.create_alias(HTTP, versions.ALIAS, FunctionVersion=functions.publish_version(HTTP)["Version"])
    return functions


def cloud(functions: FakeFunctions, **alarm: object):
    alarms = FakeAlarms(functions, **alarm)
    return cloud_of(functions=functions, client=lambda service: {"cloudwatch": alarms}[service])


@pytest.fixture
def aws(functions):
    return cloud(functions)


def watched(aws) -> rollout.Watch:
    """Up to thirty requests without pauses."""
    calls = iter(range(30))
    return rollout.Watch(
        ALARM, synthetic_request(aws, function("orders-http"), "/products"), 3600, lambda _: next(calls)
    )


def test_a_new_version_has_its_share_of_the_traffic_and_no_more(functions, aws):
    started = rollout.publish(aws, HTTP, b"201", b"200")

    rollout.shift(started, 0.1)
    for _ in range(500):
        watched(aws).probe()

    requests = [version for _, version in functions.called].count(started.new)
    assert 20 <= requests <= 80


@pytest.mark.parametrize(
    ("code", "reason"), [(b"raises", f"{ALARM} fired: Errors 1 in 60 s"), (b"503", "GET /products returned 503")]
)
def test_a_bad_version_is_rolled_back_after_few_requests_of_which_most_succeed(functions, aws, code, reason):
    started = rollout.publish(aws, HTTP, code, b"200")

    with pytest.raises(SoukError) as rolled_back, rollout.rollback_on_error(started):
        rollout.shift(started, 0.1)
        rollout.watch(started, watched(aws), lambda _: None)

    assert reason in rolled_back.value.message
    assert [version for _, version in functions.called].count("1") > 0
    assert versions.live(aws, HTTP) == "1"
    assert functions.get_alias(HTTP, versions.ALIAS)["RoutingConfig"] == {"AdditionalVersionWeights": {}}
    assert [*functions.functions[HTTP].versions] == ["1"]
    assert functions.functions[HTTP].latest["zip"] == b"200"


def test_a_good_version_is_promoted_and_becomes_the_functions_code(functions, aws):
    started = rollout.publish(aws, HTTP, b"201", b"200")

    rollout.promote(started, b"201")

    assert versions.live(aws, HTTP) == "2"
    assert [*functions.functions[HTTP].versions] == ["2"]
    assert versions.publish_if_changed(aws, HTTP) is False


def test_until_promotion_the_function_itself_has_the_deployed_code(functions, aws):
    """So that the next `souk up` repairs a killed canary."""
    started = rollout.publish(aws, HTTP, b"raises", b"200")
    rollout.shift(started, None)

    versions.publish_if_changed(aws, HTTP)

    assert functions.invoke(HTTP, versions.ALIAS)["Payload"].read() == json.dumps({"statusCode": 200}).encode()


def test_code_that_is_live_already_makes_no_version(functions, aws):
    assert rollout.publish(aws, HTTP, b"200", b"200") is None

    assert [*functions.functions[HTTP].versions] == ["1"]


def test_an_interrupt_restores_the_old_version(aws):
    started = rollout.publish(aws, HTTP, b"201", b"200")

    with pytest.raises(KeyboardInterrupt), rollout.rollback_on_error(started):
        rollout.shift(started, None)
        raise KeyboardInterrupt

    assert versions.live(aws, HTTP) == "1"


def test_an_alarm_that_needs_two_breaching_datapoints_does_not_fire_for_one(functions):
    functions.failed = 3

    def fires(**definition):
        return alarm_firing(cloud(functions, **definition), [ALARM], NOW) is not None

    assert fires()
    assert not fires(EvaluationPeriods=5, DatapointsToAlarm=2)
    assert not fires(Threshold=3.0)
    assert fires(Threshold=3.0, ComparisonOperator="GreaterThanOrEqualToThreshold")


def test_a_missing_alarm_is_an_error(aws):
    with pytest.raises(SoukError, match="there is no alarm souk-dev-users-http-version"):
        alarm_firing(aws, ["souk-dev-users-http-version"], NOW)


def test_a_function_without_a_test_request_is_refused():
    with pytest.raises(SoukError, match="no test request is defined for souk-dev-users-cognito"):
        synthetic_request(cloud_of(functions=SimpleNamespace()), function("users-cognito"), "/")
