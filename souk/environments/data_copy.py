"""What `souk clone --with-data` copies: tables, objects, and who the people are. Never how they sign in.

A person's id is made by the user pool, and every pool makes its own. So each person is made anew in the clone's pool,
with the same address and groups and no password; and wherever the data says the old id, the copy says the new one.

The original lives on meanwhile: what happens during the copy may be half in it. Tables that announce (they have a
stream) are read first, so that an event is rather told twice in the clone than never; consumers know what they have
seen.
"""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from souk.base.errors import SoukError
from souk.cloud import stack
from souk.cloud.clients import Aws
from souk.deploy.sam_cli import Show

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
READ_WHOLE = 32 * 2**20
"""Bytes up to which an object's ids are translated. Files of events are smaller; what is larger is copied as it is."""
AT_ONCE = 25
TRIES = 12
MADE_BY_THE_POOL = ("sub", "identities", "cognito:")


@dataclass(frozen=True)
class Copied:
    """How much was copied."""

    people: int
    items: int
    objects: int

    def __str__(self) -> str:
        """As the step's result."""
        return f"{self.people} people, {self.items} items, {self.objects} objects"


def copy(aws: Aws, source: str, target: str, show: Show) -> Copied:
    """Copy the data of one environment into another that is still empty."""
    there, here = _stores(aws, source), _stores(aws, target)
    show("people")
    ids = copy_people(aws, there["AWS::Cognito::UserPool", "UserPool"], here["AWS::Cognito::UserPool", "UserPool"])
    pairs = [(which[0], name, here[which]) for which, name in there.items() if which in here]

    def translate(text: str) -> str:
        return UUID.sub(lambda found: ids.get(found[0], found[0]), text)

    tables = [(name, new) for kind, name, new in pairs if kind == "AWS::DynamoDB::Table"]
    tables.sort(key=lambda pair: not _announces(aws, pair[0]))
    items = sum(copy_table(aws, name, new, translate, show) for name, new in tables)
    buckets = [(name, new) for kind, name, new in pairs if kind == "AWS::S3::Bucket"]
    return Copied(len(ids), items, sum(copy_bucket(aws, name, new, translate, show) for name, new in buckets))


def copy_people(aws: Aws, pool: str, new_pool: str) -> dict[str, str]:
    """Make everybody anew, without a password; says which old id became which new one."""
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    for page in aws.cognito.get_paginator("list_users").paginate(UserPoolId=pool):
        for user in page["Users"]:
            known = {attribute["Name"]: attribute.get("Value", "") for attribute in user["Attributes"]}
            kept = [{"Name": k, "Value": v} for k, v in known.items() if not k.startswith(MADE_BY_THE_POOL)]
            made = aws.cognito.admin_create_user(
                UserPoolId=new_pool,
                Username=known["email"],
                MessageAction="SUPPRESS",
                UserAttributes=kept,  # type: ignore[arg-type]
            )["User"]
            names[user["Username"]] = made["Username"]
            ids[known["sub"]] = next(one["Value"] for one in made["Attributes"] if one["Name"] == "sub")
            if not user.get("Enabled", True):
                aws.cognito.admin_disable_user(UserPoolId=new_pool, Username=made["Username"])
    for group in aws.cognito.list_groups(UserPoolId=pool)["Groups"]:
        members = aws.cognito.get_paginator("list_users_in_group").paginate(
            UserPoolId=pool, GroupName=group["GroupName"]
        )
        for some in members:
            for user in some["Users"]:
                aws.cognito.admin_add_user_to_group(
                    UserPoolId=new_pool, Username=names[user["Username"]], GroupName=group["GroupName"]
                )
    return ids


def copy_table(aws: Aws, name: str, new: str, translate: Callable[[str], str], show: Show) -> int:
    """Copy every item. What was announced and not published yet stays so: the clone's own relay publishes it."""
    count = 0
    for page in aws.dynamodb.get_paginator("scan").paginate(TableName=name, ConsistentRead=True):
        for batch in _batches([translated(item, translate) for item in page["Items"]]):
            _write(aws, new, batch)
            count += len(batch)
            show(f"{new}: {count} items")
    return count


def copy_bucket(aws: Aws, name: str, new: str, translate: Callable[[str], str], show: Show) -> int:
    """Copy every object; one that is text with its ids translated, in its name, too."""
    count = 0
    for page in aws.s3.get_paginator("list_objects_v2").paginate(Bucket=name):
        for found in page.get("Contents", []):
            key = translate(found["Key"])
            if not (found["Size"] <= READ_WHOLE and _copy_text(aws, name, found["Key"], new, key, translate)):
                aws.s3.copy(CopySource={"Bucket": name, "Key": found["Key"]}, Bucket=new, Key=key)
            count += 1
            show(f"{new}: {count} objects")
    return count


def translated(value: Any, translate: Callable[[str], str]) -> Any:
    """A value as DynamoDB writes it, with every text in it translated."""
    if isinstance(value, dict):
        return {translate(name): translated(inner, translate) for name, inner in value.items()}
    if isinstance(value, list):
        return [translated(inner, translate) for inner in value]
    return translate(value) if isinstance(value, str) else value


def _copy_text(aws: Aws, name: str, key: str, new: str, new_key: str, translate: Callable[[str], str]) -> bool:
    """False when it is no text."""
    found = aws.s3.get_object(Bucket=name, Key=key)
    try:
        text = found["Body"].read().decode()
    except UnicodeDecodeError:
        return False
    aws.s3.put_object(
        Bucket=new,
        Key=new_key,
        Body=translate(text).encode(),
        ContentType=found.get("ContentType", "binary/octet-stream"),
        Metadata=found.get("Metadata", {}),
    )
    return True


def _stores(aws: Aws, env: str) -> dict[tuple[str, str], str]:
    """What may hold data, by type and logical id."""
    kinds = ("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::Cognito::UserPool")
    return {(kind, logical): own for kind, logical, own in stack.resources(aws, env) if kind in kinds}


def _announces(aws: Aws, table: str) -> bool:
    return "StreamSpecification" in aws.dynamodb.describe_table(TableName=table)["Table"]


def _batches(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]


def _write(aws: Aws, table: str, batch: list[Any]) -> None:
    """Write a batch; what DynamoDB puts off is written again, more and more slowly."""
    waiting: Any = {table: [{"PutRequest": {"Item": item}} for item in batch]}
    for attempt in range(TRIES):
        waiting = aws.dynamodb.batch_write_item(RequestItems=waiting).get("UnprocessedItems")
        if not waiting:
            return
        time.sleep(min(0.05 * 2**attempt, 10))
    raise SoukError(f"table {table} takes no more", "try again later: the clone is removed")
