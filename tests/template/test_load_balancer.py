"""Promises about the template's load balancer: there is none by default, and it forwards `/internal` alone."""

from __future__ import annotations

import json
import re

import pytest

from chassis.core.errors import NotFound
from souk.contracts import export
from tests.template.reading import BY_STACK, ROOT, TEMPLATE, of_type

CORE = BY_STACK["core"]
KINDS = ("LoadBalancer", "TargetGroup", "Listener", "ListenerRule")
INTERNAL = {
    api.base
    for service in export.services(ROOT)
    for api in export.apis(service)
    if any(path.startswith("/internal/") for path in export.openapi(api)["paths"])
}
"""The prefixes of the APIs that have operations for services."""


def elb(kind: str) -> dict[str, dict[str, object]]:
    return of_type(f"AWS::ElasticLoadBalancingV2::{kind}", CORE)


def test_there_is_no_load_balancer_unless_it_is_asked_for() -> None:
    unconditional = [
        name
        for name, resource in CORE.items()
        if resource["Type"].startswith(("AWS::ElasticLoadBalancingV2::", "AWS::EC2::"))
        and resource.get("Condition") != "Balanced"
    ]

    assert unconditional == []
    assert TEMPLATE["Parameters"]["LoadBalancer"]["Default"] == "false"
    assert all(len(elb(kind)) >= 1 for kind in KINDS)


@pytest.mark.parametrize("parameter", ["Network", "Subnets", "Callers", "Certificate"])
def test_one_without_what_it_needs_is_refused(parameter: str) -> None:
    assertions = TEMPLATE["Rules"]["LoadBalancerIsComplete"]["Assertions"]

    assert [each for each in assertions if f'"Ref": "{parameter}"' in json.dumps(each["Assert"])]
    assert TEMPLATE["Parameters"][parameter]["Default"] == ""


def test_each_api_with_operations_for_services_has_one_rule_for_them() -> None:
    rules = elb("ListenerRule").values()
    patterns = [pattern for rule in rules for pattern in rule["Conditions"][0]["PathPatternConfig"]["Values"]]

    assert sorted(patterns) == sorted(f"{base}/internal/*" for base in INTERNAL)
    assert len({rule["Priority"] for rule in rules}) == len(rules)
    assert all(len(rule["Conditions"]) == 1 for rule in rules)


def test_whatever_else_is_asked_for_is_answered_as_the_services_do() -> None:
    (listener,) = elb("Listener").values()
    (action,) = listener["DefaultActions"]

    assert action["Type"] == "fixed-response"
    assert json.loads(action["FixedResponseConfig"]["MessageBody"]) == NotFound().body()
    assert action["FixedResponseConfig"]["StatusCode"] == "404"


def test_it_is_internal_speaks_tls_on_aws_and_answers_its_group_alone() -> None:
    (balancer,), (listener,) = elb("LoadBalancer").values(), elb("Listener").values()
    groups = of_type("AWS::EC2::SecurityGroup", CORE)

    assert balancer["Scheme"] == "internal"
    assert listener["Protocol"] == {"If": ["Local", "HTTP", "HTTPS"]}
    assert [each["SourceSecurityGroupId"] for each in groups["InternalGroup"]["SecurityGroupIngress"]] == [
        {"GetAtt": "InternalCallers.GroupId"}
    ]
    assert "SecurityGroupIngress" not in groups["InternalCallers"]


def test_a_target_is_the_live_alias_and_gets_lists_of_headers() -> None:
    for name, group in elb("TargetGroup").items():
        api = name.removesuffix("Targets")
        assert group["Targets"] == [{"Id": {"Ref": f"{api}HttpAliaslive"}}]
        assert {"Key": "lambda.multi_value_headers.enabled", "Value": "true"} in group["TargetGroupAttributes"]
        permission = CORE[f"{api}HttpBalanced"]["Properties"]
        assert permission["FunctionName"] == {"Ref": f"{api}HttpAliaslive"}
        assert permission["Principal"] == "elasticloadbalancing.amazonaws.com"


def test_a_function_knows_callers_only_where_there_is_a_load_balancer() -> None:
    callers = re.findall(r'"CALLERS": (\{.*?\]\})', json.dumps(CORE))

    assert [json.loads(each) for each in callers] == [
        {"If": ["Balanced", {"Ref": "Callers"}, {"Ref": "AWS::NoValue"}]}
    ] * len(INTERNAL)
