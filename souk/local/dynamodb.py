"""DynamoDB's differences in MiniStack. Runs inside MiniStack's own Python: standard library only.

- CloudFormation makes a global table without its replicas, time to live, backups and encryption. Replicas themselves
  work: a write in one region is in all others at once, while AWS needs about a second. The last writer wins.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

GLOBAL_TABLE = "AWS::DynamoDB::GlobalTable"
REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-[0-9]")
Properties = dict[str, Any]


class GlobalTables:
    """The properties of global tables that a template has and MiniStack leaves out."""

    def __init__(self, dynamodb: Any) -> None:
        self._dynamodb = dynamodb

    def creating(self, create: Callable[..., Any]) -> Callable[..., Any]:
        """Create a table as before, and complete it."""

        def create_table(logical_id: str, properties: Properties, stack: str) -> Any:
            self.check(properties)
            created = create(logical_id, properties, stack)
            self.complete(created[0], properties)
            return created

        return create_table

    def updating(self, update: Callable[..., Any]) -> Callable[..., Any]:
        """Update a table as before, and complete it."""

        def update_table(physical_id: str, old: Properties, new: Properties, *more: Any, **others: Any) -> Any:
            self.check(new)
            updated = update(physical_id, old, new, *more, **others)
            self.complete(updated[0], new)
            return updated

        return update_table

    def deleting(self, delete: Callable[..., Any]) -> Callable[..., Any]:
        """Delete a table with its replicas."""

        def delete_table(physical_id: str, properties: Properties) -> Any:
            if physical_id in self._dynamodb._tables:
                self._set_regions(physical_id, [self._dynamodb.get_region()])
            return delete(physical_id, properties)

        return delete_table

    def check(self, properties: Properties) -> None:
        """Raise ValueError for replicas that AWS refuses."""
        regions = _regions(properties)
        if self._dynamodb.get_region() not in regions:
            raise ValueError("Replicas must include the region of the stack")
        if len({*regions}) < len(regions):
            raise ValueError("Replicas must not have a region twice")
        if unknown := [region for region in regions if not REGION.fullmatch(region)]:
            raise ValueError(f"{unknown[0]} is no region")

    def complete(self, name: str, properties: Properties) -> None:
        """Give a table its replicas, and each of them its settings."""
        self._set_regions(name, _regions(properties))
        if spec := properties.get("TimeToLiveSpecification"):
            self._dynamodb._update_ttl({"TableName": name, "TimeToLiveSpecification": spec})
        account, encrypted = self._dynamodb.get_account_id(), properties.get("SSESpecification", {}).get("SSEEnabled")
        for replica in properties["Replicas"]:
            table = self._dynamodb._tables.get_scoped(account, replica["Region"], name)
            table["SSEDescription"] = {"Status": "ENABLED", "SSEType": "KMS"} if encrypted else None
            table["DeletionProtectionEnabled"] = _is_true(replica.get("DeletionProtectionEnabled"))
            backups = replica.get("PointInTimeRecoverySpecification", {}).get("PointInTimeRecoveryEnabled")
            self._dynamodb._pitr_settings.set_scoped(account, replica["Region"], name, _is_true(backups))

    def _set_regions(self, name: str, regions: Iterable[str]) -> None:
        table, home = self._dynamodb._tables[name], self._dynamodb.get_region()
        before, after = {*self._dynamodb._replica_group(table)} - {home}, {*regions} - {home}
        changes = [
            *({"Create": {"RegionName": region}} for region in sorted(after - before)),
            *({"Delete": {"RegionName": region}} for region in sorted(before - after)),
        ]
        if changes and (refusal := self._dynamodb._apply_replica_updates(name, table, changes)):
            raise ValueError(f"the replicas could not be changed: {refusal[2]!r}")


def _regions(properties: Properties) -> list[str]:
    return [replica["Region"] for replica in properties.get("Replicas") or []]


def _is_true(value: Any) -> bool:
    """CloudFormation takes booleans as words, too."""
    return str(value).lower() == "true"


def correct(dynamodb: Any, provisioners: Any) -> None:
    """Make all corrections in MiniStack's modules."""
    handlers, tables = provisioners._RESOURCE_HANDLERS[GLOBAL_TABLE], GlobalTables(dynamodb)
    handlers["create"] = tables.creating(handlers["create"])
    handlers["update"] = tables.updating(handlers["update"])
    handlers["delete"] = tables.deleting(handlers["delete"])
