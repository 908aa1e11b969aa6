"""A canary where shares of the calls are honoured, as on AWS; Lambda and CloudWatch are fakes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from souk.base.errors import SoukError
from souk.canary import rollout, shares
from souk.canary.alarms import ringing
from souk.canary.probes import harmless
from souk.cloud import versions
from tests.souk.fake_functions import FakeFunctions
from tests.souk.fakes import cloud_of

HTTP = "souk-dev-orders-http"
ALARM = f"{HTTP}-version"
NOW = datetime(2026, 11, 25, tzinfo=UTC)
"""Since when; the fake alarm does not look."""


class FakeAlarms:
    """CloudWatch with one alarm over the errors that a fake Lambda has seen."""

    def __init__(self, functions: FakeFunctions, **told: object) -> None:
        """`told` replaces parts of the alarm's definition."""
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
            **told,
        }

    def describe_alarms(self, AlarmNames: list[str]) -> dict[str, object]:  # noqa: N803
        """Those of them that there are."""
        return {"MetricAlarms": [self.alarm] if self.alarm["AlarmName"] in AlarmNames else []}

    def get_metric_statistics(self, **_asked: object) -> dict[str, object]:
        """One minute."""
        return {"Datapoints": [{"Sum": float(self.functions.failed)}]}


def answering(code: bytes) -> dict[str, object]:
    """A function that does what its code says: a status, or no answer at all."""
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
    """Some thirty calls; no time passes between them."""
    calls = iter(range(30))
    return rollout.Watch(ALARM, harmless(aws, HTTP, "/products"), 3600, lambda _: next(calls))


def test_a_cloud_that_honours_shares_is_told_from_one_that_does_not(functions):
    ignores = FakeFunctions(honours_shares=False)
    ignores.create_function(HTTP, {"ZipFile": b"200"}, Role="role", Runtime="python3.13")

    assert shares.honoured(cloud_of(functions=functions), HTTP) is True
    assert shares.honoured(cloud_of(functions=ignores), HTTP) is False
    assert [*functions.functions] == [*ignores.functions] == [HTTP]


def test_a_new_version_has_its_share_of_the_calls_and_no_more(functions, aws):
    made = rollout.publish(aws, HTTP, b"201", b"200")

    rollout.share(made, 0.1)
    for _ in range(500):
        watched(aws).call()

    of_the_new = [version for _, version in functions.called].count(made.new)
    assert 20 <= of_the_new <= 80


@pytest.mark.parametrize(
    ("code", "told"), [(b"raises", f"{ALARM} rings: Errors 1 in 60 s"), (b"503", "GET /products was answered with 503")]
)
def test_a_bad_version_is_turned_back_after_few_calls_of_which_most_were_answered(functions, aws, code, told):
    made = rollout.publish(aws, HTTP, code, b"200")

    with pytest.raises(SoukError) as turned_back, rollout.turned_back_unless_kept(made):
        rollout.share(made, 0.1)
        rollout.watch(made, watched(aws), lambda _: None)

    assert told in turned_back.value.message
    assert [version for _, version in functions.called].count("1") > 0
    assert versions.live(aws, HTTP) == "1"
    assert functions.get_alias(HTTP, versions.ALIAS)["RoutingConfig"] == {"AdditionalVersionWeights": {}}
    assert [*functions.functions[HTTP].versions] == ["1"]
    assert functions.functions[HTTP].now["zip"] == b"200"


def test_a_good_version_is_kept_and_is_what_the_function_is(functions, aws):
    made = rollout.publish(aws, HTTP, b"201", b"200")

    rollout.keep(made, b"201")

    assert versions.live(aws, HTTP) == "2"
    assert [*functions.functions[HTTP].versions] == ["2"]
    assert versions.settle(aws, HTTP) is False


def test_until_it_is_kept_the_function_itself_is_what_was_deployed(functions, aws):
    """So that the next `souk up` ends well what a killed canary began."""
    made = rollout.publish(aws, HTTP, b"raises", b"200")
    rollout.share(made, None)

    versions.settle(aws, HTTP)

    assert functions.invoke(HTTP, versions.ALIAS)["Payload"].read() == json.dumps({"statusCode": 200}).encode()


def test_code_that_answers_already_makes_no_version(functions, aws):
    assert rollout.publish(aws, HTTP, b"200", b"200") is None

    assert [*functions.functions[HTTP].versions] == ["1"]


def test_whoever_interrupts_has_the_old_version_back(aws):
    made = rollout.publish(aws, HTTP, b"201", b"200")

    with pytest.raises(KeyboardInterrupt), rollout.turned_back_unless_kept(made):
        rollout.share(made, None)
        raise KeyboardInterrupt

    assert versions.live(aws, HTTP) == "1"


def test_an_alarm_that_wants_two_bad_minutes_does_not_ring_for_one(functions):
    functions.failed = 3

    assert ringing(cloud(functions), [ALARM], NOW)
    assert ringing(cloud(functions, EvaluationPeriods=5, DatapointsToAlarm=2), [ALARM], NOW) is None
    assert ringing(cloud(functions, Threshold=3.0), [ALARM], NOW) is None
    assert ringing(cloud(functions, Threshold=3.0, ComparisonOperator="GreaterThanOrEqualToThreshold"), [ALARM], NOW)


def test_an_alarm_that_is_not_there_is_an_error(aws):
    with pytest.raises(SoukError, match="there is no alarm souk-dev-users-http-version"):
        ringing(aws, ["souk-dev-users-http-version"], NOW)


def test_what_has_no_harmless_call_is_refused():
    with pytest.raises(SoukError, match="no harmless call of souk-dev-users-cognito"):
        harmless(cloud_of(functions=SimpleNamespace()), "souk-dev-users-cognito", "/")
