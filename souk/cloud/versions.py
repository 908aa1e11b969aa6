"""The versions of a function. Whatever calls a function calls its alias `live`, which points to one of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from souk.cloud.clients import Aws
from souk.cloud.stack import functions

ALIAS = "live"
"""As template.yaml's AutoPublishAlias names it."""
LATEST = "$LATEST"
"""What is not yet a version: it can be changed, and nothing calls it."""

SETTINGS = (
    *("CodeSha256", "Environment", "Handler", "Runtime", "MemorySize", "Timeout", "Role", "TracingConfig"),
    *("LoggingConfig", "Architectures", "Layers", "EphemeralStorage", "VpcConfig"),
)
"""What makes two versions differ, as Lambda calls it."""


def live(aws: Aws, function: str) -> str:
    """The number of the version that answers."""
    return aws.functions.get_alias(FunctionName=function, Name=ALIAS)["FunctionVersion"]


def publish(aws: Aws, function: str) -> str:
    """Make a version of what the function is now, and say its number; the last one's where nothing changed since."""
    if aws.endpoint_url is None:
        aws.functions.get_waiter("function_updated_v2").wait(FunctionName=function)
    return aws.functions.publish_version(FunctionName=function)["Version"]


def point(aws: Aws, function: str, version: str, shares: dict[str, float] | None = None) -> None:
    """Have a version answer, or others a share of the calls: `{"7": 0.1}`."""
    aws.functions.update_alias(
        FunctionName=function,
        Name=ALIAS,
        FunctionVersion=version,
        RoutingConfig={"AdditionalVersionWeights": shares or {}},
    )


def forget_others(aws: Aws, function: str) -> None:
    """Delete every version that no call reaches. In the local cloud that ends their processes, too."""
    alias = aws.functions.get_alias(FunctionName=function, Name=ALIAS)
    kept = {LATEST, alias["FunctionVersion"], *alias.get("RoutingConfig", {}).get("AdditionalVersionWeights", {})}
    for page in aws.functions.get_paginator("list_versions_by_function").paginate(FunctionName=function):
        for version in page["Versions"]:
            if version["Version"] not in kept:
                aws.functions.delete_function(FunctionName=function, Qualifier=version["Version"])


def settle(aws: Aws, function: str) -> bool:
    """Have what the function is now answer, and forget what nobody calls; False where it answered already.

    SAM publishes a version when the template or the code changes, and not when only the value of a parameter does
    (`LogLevel`), or what a reference leads to: it looks at the template as it was sent.
    """
    answering, now = (
        aws.functions.get_function_configuration(FunctionName=function, Qualifier=version)
        for version in (ALIAS, LATEST)
    )
    moved = any(answering.get(setting) != now.get(setting) for setting in SETTINGS)
    if moved:
        renew(aws, function)
    else:
        forget_others(aws, function)
    return moved


def renew(aws: Aws, function: str) -> None:
    """Have a new version answer, which in the local cloud has processes of its own."""
    point(aws, function, publish(aws, function))
    forget_others(aws, function)


def settle_all(aws: Aws, env: str) -> int:
    """The same for all functions of an environment; says how many moved."""
    with ThreadPoolExecutor(max_workers=8) as pool:
        return sum(pool.map(lambda function: settle(aws, function), functions(aws, env)))
