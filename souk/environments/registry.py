"""The register of environments: until when each may live, and what was begun with it and not finished.

Kept in the cloud that holds the environments (SSM Parameter Store), so that it is one for everybody who works there.
An entry is made before anything else of an environment and goes after everything else of it: whoever is killed in
between leaves a name to begin from. Not a tag of the stack: `sam deploy` replaces those, and a change of tags there
is an update of every resource.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

from souk.base.errors import SoukError
from souk.cloud.clients import Aws

FOLDER = "/souk/environments"
GRACE = timedelta(hours=1)
"""No step takes longer: what was begun earlier than this, on AWS, was abandoned."""


@dataclass(frozen=True)
class Entry:
    """What the register says about an environment."""

    env: str
    expires_at: str = ""
    """A time, `never`, or nothing: nobody gave it an end."""
    doing: str = ""
    """What was begun, like `clone of dev`; nothing when all is done."""
    since: str = ""
    bucket: str = ""
    """Where its code is, below a folder of its name."""

    def is_abandoned(self, aws: Aws, now: datetime) -> bool:
        """Nobody is at it any more. A local cloud is its checkout's own, and whoever asks holds its lock."""
        if not self.doing:
            return False
        return aws.endpoint_url is not None or datetime.fromisoformat(self.since) + GRACE < now


def entries(aws: Aws) -> dict[str, Entry]:
    """The whole register."""
    pages = aws.ssm.get_paginator("get_parameters_by_path").paginate(Path=FOLDER)
    found = [_read(parameter["Name"], parameter["Value"]) for page in pages for parameter in page["Parameters"]]
    return {entry.env: entry for entry in found}


def entry_of(aws: Aws, env: str) -> Entry:
    """What it says about one environment; an empty entry where it says nothing."""
    try:
        found = aws.ssm.get_parameter(Name=f"{FOLDER}/{env}")["Parameter"]
    except aws.ssm.exceptions.ParameterNotFound:
        return Entry(env)
    return _read(found["Name"], found["Value"])


def begin(aws: Aws, entry: Entry, doing: str) -> Entry:
    """Write down what is about to be done."""
    begun = replace(entry, doing=doing, since=datetime.now(UTC).isoformat(timespec="seconds"))
    write(aws, begun)
    return begun


def refuse_busy(aws: Aws, entry: Entry) -> None:
    """Leave an environment alone that somebody else is at."""
    if entry.doing and not entry.is_abandoned(aws, datetime.now(UTC)):
        raise SoukError(
            f"somebody is at environment `{entry.env}`: {entry.doing}, since {entry.since}",
            f"wait until that is done; a run that was killed counts as over after {GRACE}",
        )


def write(aws: Aws, entry: Entry) -> None:
    """Make or change an entry."""
    value = {name: text for name, text in asdict(entry).items() if text and name != "env"}
    aws.ssm.put_parameter(Name=f"{FOLDER}/{entry.env}", Value=json.dumps(value), Type="String", Overwrite=True)


def forget(aws: Aws, env: str) -> None:
    """Take an entry out."""
    aws.ssm.delete_parameters(Names=[f"{FOLDER}/{env}"])


def _read(name: str, value: str) -> Entry:
    return Entry(env=name.rpartition("/")[2], **json.loads(value))
