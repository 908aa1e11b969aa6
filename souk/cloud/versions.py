"""The versions of a function. Its callers use the alias `live`, which points to one of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from souk.cloud.clients import Aws
from souk.cloud.environment import Environment

if TYPE_CHECKING:
    from mypy_boto3_lambda.type_defs import FunctionConfigurationResponseTypeDef

ALIAS = "live"
"""As template.yaml's AutoPublishAlias names it."""
LATEST = "$LATEST"
"""The function itself: it can be changed, and nothing calls it."""

SETTINGS = (
    *("CodeSha256", "Environment", "Handler", "Runtime", "MemorySize", "Timeout", "Role", "TracingConfig"),
    *("LoggingConfig", "Architectures", "Layers", "EphemeralStorage", "VpcConfig"),
)
"""The parts of a configuration in which two versions may differ."""


def live(aws: Aws, function: str) -> str:
    """The number of the version that answers."""
    return aws.functions.get_alias(FunctionName=function, Name=ALIAS)["FunctionVersion"]


def publish(aws: Aws, function: str) -> str:
    """Publish a version of the function as it is now; returns its number, or the last one's if nothing changed."""
    if aws.endpoint_url is None:
        aws.functions.get_waiter("function_updated_v2").wait(FunctionName=function)
    version = aws.functions.publish_version(FunctionName=function)["Version"]
    if aws.endpoint_url is None:  # with SnapStart its snapshot takes minutes
        aws.functions.get_waiter("published_version_active").wait(FunctionName=function, Qualifier=version)
    return version


def shift_alias(aws: Aws, function: str, version: str, weights: dict[str, float] | None = None) -> None:
    """Send all calls to a version, or a share of them to others: `{"7": 0.1}`."""
    aws.functions.update_alias(
        FunctionName=function,
        Name=ALIAS,
        FunctionVersion=version,
        RoutingConfig={"AdditionalVersionWeights": weights or {}},
    )


def prune(aws: Aws, function: str) -> None:
    """Delete every version that receives no calls. In the local cloud that ends its processes, too."""
    alias = aws.functions.get_alias(FunctionName=function, Name=ALIAS)
    kept = {LATEST, alias["FunctionVersion"], *alias.get("RoutingConfig", {}).get("AdditionalVersionWeights", {})}
    for page in aws.functions.get_paginator("list_versions_by_function").paginate(FunctionName=function):
        for version in page["Versions"]:
            if version["Version"] not in kept:
                aws.functions.delete_function(FunctionName=function, Qualifier=version["Version"])


def publish_if_changed(aws: Aws, function: str) -> bool:
    """Publish the function if it differs from the version that answers, and prune; False if it did not differ.

    SAM publishes a version when the template or the code changes, but not when only the value of a parameter does
    (`LogLevel`), or the target of a reference: it compares the template as it was sent.
    """
    answering, current = (
        aws.functions.get_function_configuration(FunctionName=function, Qualifier=version)
        for version in (ALIAS, LATEST)
    )
    is_changed = _settings(answering) != _settings(current)
    if is_changed:
        publish_and_shift(aws, function)
    else:
        prune(aws, function)
    return is_changed


def _settings(configuration: FunctionConfigurationResponseTypeDef) -> dict[str, object]:
    """Of SnapStart only whether it is on: its status always differs."""
    settings = {setting: configuration.get(setting) for setting in SETTINGS}
    return settings | {"SnapStart": configuration.get("SnapStart", {}).get("ApplyOn", "None")}


def publish_and_shift(aws: Aws, function: str) -> None:
    """Send all calls to a new version, which in the local cloud has its own processes."""
    shift_alias(aws, function, publish(aws, function))
    prune(aws, function)


def publish_changed(environment: Environment) -> int:
    """Do so for all changed functions of an environment; returns how many there were."""
    with ThreadPoolExecutor(max_workers=8) as pool:
        names = [function.name for function in environment.functions]
        return sum(pool.map(lambda name: publish_if_changed(environment.aws, name), names))
