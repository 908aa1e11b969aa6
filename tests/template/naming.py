"""The names that a template gives its resources: their rules, as functions of a template's resources.

Each rule returns what breaks it. A name that nobody typed is CloudFormation's, and unique.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from souk.deploy.template import Resources

LONGEST = "a" * 20
"""The longest name of an environment."""
ACCOUNT, REGION = "1" * 12, "ap-southeast-1"
LIMITS: Mapping[str, Mapping[str, int]] = {
    "AWS::CloudFront::CachePolicy": {"Name": 128},
    "AWS::CloudFront::Function": {"Name": 64},
    "AWS::CloudFront::KeyGroup": {"Name": 128},
    "AWS::CloudFront::OriginAccessControl": {"Name": 64},
    "AWS::CloudFront::OriginRequestPolicy": {"Name": 128},
    "AWS::CloudFront::PublicKey": {"Name": 128},
    "AWS::CloudFront::ResponseHeadersPolicy": {"Name": 128},
    "AWS::CloudWatch::Alarm": {"AlarmName": 255},
    "AWS::Cognito::UserPool": {"UserPoolName": 128},
    "AWS::Cognito::UserPoolClient": {"ClientName": 128},
    "AWS::DynamoDB::GlobalTable": {"TableName": 255},
    "AWS::DynamoDB::Table": {"TableName": 255},
    "AWS::Events::Rule": {"Name": 64},
    "AWS::Kinesis::Stream": {"Name": 128},
    "AWS::KinesisFirehose::DeliveryStream": {"DeliveryStreamName": 64},
    "AWS::Logs::LogGroup": {"LogGroupName": 512},
    "AWS::S3::Bucket": {"BucketName": 63},
    "AWS::SES::ConfigurationSet": {"Name": 64},
    "AWS::SES::EmailIdentity": {"EmailIdentity": 320},
    "AWS::SNS::Topic": {"TopicName": 256},
    "AWS::SQS::Queue": {"QueueName": 80},
    "AWS::SSM::Parameter": {"Name": 1011},
    "AWS::SecretsManager::Secret": {"Name": 512},
    "AWS::Serverless::Api": {"Name": 1024},
    "AWS::Serverless::Function": {"FunctionName": 64},
    "AWS::Serverless::LayerVersion": {"LayerName": 64},
}
"""Characters that AWS allows a name, by type and property.

CloudFormation names what is missing here: load balancers and target groups, whose 32 characters are less than an
environment's name can need; IoT rules and Glue databases, which take no hyphen; roles, which nobody looks for.
"""
KEYS = frozenset({"Name", *(key for limits in LIMITS.values() for key in limits)})
KEYS |= {"RoleName", "RuleName", "GroupName", "PolicyName", "ManagedPolicyName", "InstanceProfileName"}
KEYS |= {"AutoScalingGroupName", "LaunchTemplateName", "DatabaseName"}
OWN = re.compile(r"(^|/)souk-\$\{Environment\}(-|$)|^/souk/\$\{Environment\}/|^shop@\$\{Environment\}\.")
"""How the name of an environment's resource begins."""
OF_A_PARENT = {"AWS::Cognito::UserPoolGroup"}
"""Types whose names are unique within another resource."""
INSIDE = re.compile(r"\w+(?:Config|Input)")
"""Properties that hold a resource's own properties, its name among them."""


class Name(NamedTuple):
    """A name that a template types."""

    logical_id: str
    kind: str
    key: str
    """The property."""
    value: Any
    """As in the template."""

    @property
    def text(self) -> str:
        """The pattern of the name, with its variables."""
        text = self.value["Sub"] if isinstance(self.value, dict) else self.value
        return str(text[0] if isinstance(text, list) else text)

    def of(self, env: str) -> str:
        """The name in an environment."""
        values = {"Environment": env, "AWS::AccountId": ACCOUNT, "AWS::Region": REGION}
        return re.sub(r"\$\{([\w:]+)\}", lambda match: values.get(match[1], match[0]), self.text)


def names(resources: Resources) -> Iterator[Name]:
    """Every name that the template types; those of a function's schedules, too."""
    for logical_id, resource in resources.items():
        kind, properties = resource["Type"], resource.get("Properties", {})
        if kind in OF_A_PARENT:
            continue
        inside = [value for key, value in properties.items() if INSIDE.fullmatch(key) and isinstance(value, dict)]
        for place in (properties, *inside):
            yield from (Name(logical_id, kind, key, place[key]) for key in KEYS & place.keys() if _is_typed(place[key]))
        for event in properties.get("Events", {}).values():
            if "Name" in event["Properties"]:
                yield Name(logical_id, "AWS::Events::Rule", "Name", event["Properties"]["Name"])


def _is_typed(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, dict) and "Sub" in value)


def without_limit(resources: Resources) -> list[str]:
    """Names of types that take none from us: short ones, and those whose limit nobody has looked up."""
    return [f"{each.logical_id}.{each.key}" for each in names(resources) if each.key not in LIMITS.get(each.kind, {})]


def too_long(resources: Resources) -> list[str]:
    """Names that AWS would refuse in the environment with the longest name."""
    return [
        f"{each.logical_id}: {name} has {len(name)} of {limit} characters"
        for each in names(resources)
        if (limit := LIMITS.get(each.kind, {}).get(each.key)) and len(name := each.of(LONGEST)) > limit
    ]


def of_no_environment(resources: Resources) -> list[str]:
    """Names that are the same in every environment, or don't say whose they are."""
    return [each.logical_id for each in names(resources) if not OWN.search(each.text)]


def suffixes(resources: Resources) -> list[str]:
    """The names without `souk-ENVIRONMENT-`."""
    return [name.partition("souk-X-")[2] for each in names(resources) if "souk-X-" in (name := each.of("X"))]


def ambiguous(suffixes: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs by which two environments could have one name: `souk-a-b-c` is a's `b-c` and a-b's `c`."""
    every = sorted(set(suffixes))
    return [(one, other) for one in every for other in every if one.endswith(f"-{other}")]


def claimed_twice(stacks: Mapping[str, Resources]) -> list[str]:
    """Names that two resources of one type have, of whichever stacks."""
    claims = Counter((each.kind, each.of("X")) for resources in stacks.values() for each in names(resources))
    return sorted(name for (_, name), times in claims.items() if times > 1)
