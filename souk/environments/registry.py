"""The registry of environments: the expiry of each, and an operation that is in progress or was killed.

It lives in the environments' own cloud (SSM Parameter Store), one for everybody who works there. A record is created
before anything else of an environment and deleted last, so that a killed run leaves a name to clean up. It is no tag of
the stack, because `sam deploy` replaces tags, and a change of tags there updates every resource.
"""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from souk.base.errors import SoukError
from souk.cloud.clients import Aws
from souk.cloud.environment import Environment

FOLDER = "/souk/environments"
GRACE = timedelta(hours=1)
"""No operation takes longer: on AWS, one that began earlier was killed."""
KEYS = {"expires_at": "expires_at", "operation": "doing", "since": "since", "bucket": "bucket"}
"""The stored name of each field."""


@dataclass(frozen=True)
class Record:
    """The registry's record of an environment."""

    env: str
    expires_at: str = ""
    """A time, `never`, or empty: it never had an expiry."""
    operation: str = ""
    """An unfinished operation, like `clone of dev`."""
    since: str = ""
    bucket: str = ""
    """The bucket of its code, in a folder of its name."""

    def is_abandoned(self, aws: Aws, now: datetime) -> bool:
        """Whether its operation was killed. A local cloud has one user at a time, who holds its lock."""
        if not self.operation:
            return False
        return aws.endpoint_url is not None or datetime.fromisoformat(self.since) + GRACE < now


def records(aws: Aws) -> dict[str, Record]:
    """All records, by environment."""
    pages = aws.ssm.get_paginator("get_parameters_by_path").paginate(Path=FOLDER)
    records = [_parse(parameter["Name"], parameter["Value"]) for page in pages for parameter in page["Parameters"]]
    return {record.env: record for record in records}


def record_of(environment: Environment) -> Record:
    """The record of one environment, possibly empty."""
    ssm = environment.aws.ssm
    try:
        parameter = ssm.get_parameter(Name=f"{FOLDER}/{environment.name}")["Parameter"]
    except ssm.exceptions.ParameterNotFound:
        return Record(environment.name)
    return _parse(parameter["Name"], parameter["Value"])


def begin(aws: Aws, record: Record, operation: str) -> Record:
    """Record an operation before it begins."""
    begun = replace(record, operation=operation, since=datetime.now(UTC).isoformat(timespec="seconds"))
    write(aws, begun)
    return begun


def refuse_busy(aws: Aws, record: Record) -> None:
    """Refuse an environment that another operation holds."""
    if record.operation and not record.is_abandoned(aws, datetime.now(UTC)):
        raise SoukError(
            f"environment `{record.env}` is locked by another operation: {record.operation}, since {record.since}",
            f"wait for its end; a killed one expires after {GRACE}",
        )


def write(aws: Aws, record: Record) -> None:
    """Create or replace a record."""
    value = {key: getattr(record, field) for field, key in KEYS.items() if getattr(record, field)}
    aws.ssm.put_parameter(Name=f"{FOLDER}/{record.env}", Value=json.dumps(value), Type="String", Overwrite=True)


def forget(environment: Environment) -> None:
    """Delete a record, if there is one."""
    environment.aws.ssm.delete_parameters(Names=[f"{FOLDER}/{environment.name}"])


def _parse(name: str, value: str) -> Record:
    stored = json.loads(value)
    return Record(name.rpartition("/")[2], **{field: stored.get(key, "") for field, key in KEYS.items()})
