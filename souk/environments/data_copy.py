"""The data of `souk clone --with-data`: tables, objects and users, but no passwords.

Each user pool creates its own user ids. So each user is created again in the clone's pool, with the same address and
groups and no password, and the copied data has the new id wherever the source has the old one.

The source stays live; writes made during the copy may be copied partially. Tables with an outbox (they have a stream)
are copied first, so that the clone rather publishes an event twice than never; consumers ignore duplicates.
"""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from souk.base.errors import SoukError
from souk.cloud.clients import Aws
from souk.cloud.environment import Environment
from souk.deploy.sam_cli import Show

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MAX_TEXT = 32 * 2**20
"""Bytes up to which ids in an object are translated: more than any file of events. Larger ones are copied unchanged."""
BATCH = 25
ATTEMPTS = 12
SET_BY_POOL = ("sub", "identities", "cognito:")
TABLE, BUCKET, POOL = "AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::Cognito::UserPool"
GLOBAL_TABLE = "AWS::DynamoDB::GlobalTable"
Translate = Callable[[str], str]


@dataclass(frozen=True)
class Copied:
    """The numbers of copied accounts, items and objects."""

    accounts: int
    items: int
    objects: int

    def __str__(self) -> str:
        return f"{self.accounts} accounts, {self.items} items, {self.objects} objects"


def copy(source: Environment, target: Environment, show: Show) -> Copied:
    """Copy the data of one environment into an empty one."""
    aws, stores, target_stores = source.aws, _stores(source), _stores(target)
    show("accounts")
    ids = copy_accounts(aws, stores[POOL, "", "UserPool"], target_stores[POOL, "", "UserPool"])
    pairs = [(key[0], name, target_stores[key]) for key, name in stores.items() if key in target_stores]

    def translate(text: str) -> str:
        return UUID.sub(lambda match: ids.get(match[0], match[0]), text)

    tables = [(name, new) for store, name, new in pairs if store in (TABLE, GLOBAL_TABLE)]
    tables.sort(key=lambda pair: not _has_outbox(aws, pair[0]))
    items = sum(copy_table(aws, name, new, translate, show) for name, new in tables)
    buckets = [(name, new) for store, name, new in pairs if store == BUCKET]
    return Copied(len(ids), items, sum(copy_bucket(aws, name, new, translate, show) for name, new in buckets))


def copy_accounts(aws: Aws, pool: str, new_pool: str) -> dict[str, str]:
    """Create all users again, without passwords; returns the new id of each old one."""
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    for page in aws.cognito.get_paginator("list_users").paginate(UserPoolId=pool):
        for user in page["Users"]:
            attributes = {attribute["Name"]: attribute.get("Value", "") for attribute in user["Attributes"]}
            kept = [{"Name": k, "Value": v} for k, v in attributes.items() if not k.startswith(SET_BY_POOL)]
            created = aws.cognito.admin_create_user(
                UserPoolId=new_pool,
                Username=attributes["email"],
                MessageAction="SUPPRESS",
                UserAttributes=kept,  # type: ignore[arg-type]
            )["User"]
            names[user["Username"]] = created["Username"]
            ids[attributes["sub"]] = next(a["Value"] for a in created["Attributes"] if a["Name"] == "sub")
            if not user.get("Enabled", True):
                aws.cognito.admin_disable_user(UserPoolId=new_pool, Username=created["Username"])
    for group in aws.cognito.list_groups(UserPoolId=pool)["Groups"]:
        pages = aws.cognito.get_paginator("list_users_in_group").paginate(UserPoolId=pool, GroupName=group["GroupName"])
        for page_of_group in pages:
            for user in page_of_group["Users"]:
                aws.cognito.admin_add_user_to_group(
                    UserPoolId=new_pool, Username=names[user["Username"]], GroupName=group["GroupName"]
                )
    return ids


def copy_table(aws: Aws, name: str, new: str, translate: Translate, show: Show) -> int:
    """Copy all items. Pending events stay pending: the clone's own relay publishes them."""
    count = 0
    for page in aws.dynamodb.get_paginator("scan").paginate(TableName=name, ConsistentRead=True):
        for batch in _batches([translated(item, translate) for item in page["Items"]]):
            _write(aws, new, batch)
            count += len(batch)
            show(f"{new}: {count} items")
    return count


def copy_bucket(aws: Aws, name: str, new: str, translate: Translate, show: Show) -> int:
    """Copy all objects, with ids translated in keys and texts."""
    count = 0
    for page in aws.s3.get_paginator("list_objects_v2").paginate(Bucket=name):
        for entry in page.get("Contents", []):
            key = translate(entry["Key"])
            if not (entry["Size"] <= MAX_TEXT and _copy_text(aws, name, entry["Key"], new, key, translate)):
                aws.s3.copy(CopySource={"Bucket": name, "Key": entry["Key"]}, Bucket=new, Key=key)
            count += 1
            show(f"{new}: {count} objects")
    return count


def translated(value: Any, translate: Translate) -> Any:
    """A DynamoDB value with all its texts translated."""
    if isinstance(value, dict):
        return {translate(name): translated(inner, translate) for name, inner in value.items()}
    if isinstance(value, list):
        return [translated(inner, translate) for inner in value]
    return translate(value) if isinstance(value, str) else value


def _copy_text(aws: Aws, name: str, key: str, new: str, new_key: str, translate: Translate) -> bool:
    """Copy a text object; False if it is binary."""
    source = aws.s3.get_object(Bucket=name, Key=key)
    try:
        text = source["Body"].read().decode()
    except UnicodeDecodeError:
        return False
    aws.s3.put_object(
        Bucket=new,
        Key=new_key,
        Body=translate(text).encode(),
        ContentType=source.get("ContentType", "binary/octet-stream"),
        Metadata=source.get("Metadata", {}),
    )
    return True


def _stores(environment: Environment) -> dict[tuple[str, str, str], str]:
    """The names of tables, buckets and pools, by type, application and logical id."""
    applications = {stack.name: stack.application for stack in environment.stacks}
    return {
        (resource.type, applications[resource.stack], resource.logical_id): resource.physical_id
        for resource in environment.resources
        if resource.type in (TABLE, GLOBAL_TABLE, BUCKET, POOL)
    }


def _has_outbox(aws: Aws, table: str) -> bool:
    return "StreamSpecification" in aws.dynamodb.describe_table(TableName=table)["Table"]


def _batches(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def _write(aws: Aws, table: str, batch: list[Any]) -> None:
    """Write a batch, and unprocessed items again with backoff."""
    unprocessed: Any = {table: [{"PutRequest": {"Item": item}} for item in batch]}
    for attempt in range(ATTEMPTS):
        unprocessed = aws.dynamodb.batch_write_item(RequestItems=unprocessed).get("UnprocessedItems")
        if not unprocessed:
            return
        time.sleep(min(0.05 * 2**attempt, 10))
    raise SoukError(f"table {table} stays overloaded", "the clone is removed; try again later")
