"""Load balancers' differences in MiniStack. Runs inside MiniStack's own Python: standard library only.

- CloudFormation ignores the `Targets` of a target group, so that its load balancer answers 503.
"""

from collections.abc import Callable, MutableMapping
from typing import Any

GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup"
Properties = dict[str, Any]
Targets = MutableMapping[str, list[dict[str, Any]]]


def creating(create: Callable[..., Any], targets: Targets) -> Callable[..., Any]:
    """Create a target group as before, and register its targets."""

    def create_with_targets(logical_id: str, properties: Properties, stack: str) -> Any:
        created = create(logical_id, properties, stack)
        register(targets, created[0], properties)
        return created

    return create_with_targets


def updating(update: Callable[..., Any], targets: Targets) -> Callable[..., Any]:
    """Update a target group as before, and register its targets."""

    def update_with_targets(physical_id: str, old: Properties, new: Properties, *more: Any, **others: Any) -> Any:
        updated = update(physical_id, old, new, *more, **others)
        register(targets, updated[0], new)
        return updated

    return update_with_targets


def register(targets: Targets, group: str, properties: Properties) -> None:
    """Register the targets of a template. A group without any keeps those that were registered by others."""
    if declared := properties.get("Targets"):
        targets[group] = [dict(target) for target in declared]


def correct(balancers: Any, provisioners: Any) -> None:
    """Make all corrections in MiniStack's modules."""
    handlers = provisioners._RESOURCE_HANDLERS[GROUP]
    handlers["create"] = creating(handlers["create"], balancers._targets)
    handlers["update"] = updating(handlers["update"], balancers._targets)
