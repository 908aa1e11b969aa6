"""The keys of a deployed stack: its parameters say which there are, and its template makes them."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from content.commands.rotation import Keys
from souk.base.errors import SoukError
from souk.cloud.environment import Environment

SLOTS = ("A", "B")
LIFETIMES = ("LinkSeconds", "SessionSeconds")
CAPABILITIES: Any = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]


class DeployedKeys:
    """The keys of an environment's stack."""

    def __init__(self, environment: Environment, stack: str, key_type: str | None, pause: float = 2.0) -> None:
        """`key_type`: that of keys made from now on; None leaves it as it is. `pause`: seconds between two looks."""
        self._formation, self._ssm = environment.aws.cloudformation, environment.aws.ssm
        # Of the form of all parameters that go with their environment.
        self._stack, self._record = stack, f"/souk/{environment.name}/content/KeyRotation"
        self._key_type, self._pause = key_type, pause

    def keys(self) -> Keys:
        """See KeyStack."""
        self._settle()
        values = self._parameters()
        numbers = {slot: int(values[f"Key{slot}"]) if values[f"Key{slot}"] else None for slot in SLOTS}
        return Keys(numbers, values["SigningSlot"])

    def longest_link(self) -> timedelta:
        """See KeyStack."""
        values = self._parameters()
        return timedelta(seconds=max(int(values[name]) for name in LIFETIMES))

    def change(self, keys: Keys) -> None:
        """See KeyStack."""
        wanted = {f"Key{slot}": str(number or "") for slot, number in keys.slots.items()}
        wanted["SigningSlot"] = keys.signing
        if self._key_type:
            wanted["KeyType"] = self._key_type
        parameters: Any = [
            {"ParameterKey": name, "ParameterValue": wanted[name]}
            if name in wanted
            else {"ParameterKey": name, "UsePreviousValue": True}
            for name in self._parameters()
        ]
        try:
            self._formation.update_stack(
                StackName=self._stack, UsePreviousTemplate=True, Parameters=parameters, Capabilities=CAPABILITIES
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ValidationError":
                raise
            raise SoukError(
                f"{self._stack} can't be changed: {error.response['Error']['Message']}",
                "`souk content rotate-key` goes on once nothing else deploys it",
            ) from error
        stack = self._settle()
        if stack["StackStatus"] != "UPDATE_COMPLETE":
            raise SoukError(
                f"{self._stack} ended as {stack['StackStatus']}: {self._reason()}",
                "the keys are what they were; `souk content rotate-key` goes on",
            )

    def since(self, keys: Keys) -> datetime | None:
        """See KeyStack."""
        try:
            record = json.loads(self._ssm.get_parameter(Name=self._record)["Parameter"]["Value"])
        except self._ssm.exceptions.ParameterNotFound:
            return None
        return datetime.fromisoformat(record["since"]) if record["keys"] == _named(keys) else None

    def record(self, keys: Keys, since: datetime) -> None:
        """See KeyStack."""
        value = json.dumps({"keys": _named(keys), "since": since.astimezone(UTC).isoformat()})
        self._ssm.put_parameter(Name=self._record, Value=value, Type="String", Overwrite=True)

    def _settle(self) -> dict[str, Any]:
        """The stack, once nothing changes it."""
        while (stack := self._describe())["StackStatus"].endswith("_IN_PROGRESS"):
            time.sleep(self._pause)
        return stack

    def _reason(self) -> str:
        events = self._formation.describe_stack_events(StackName=self._stack)["StackEvents"]
        failed = (event for event in events if event["ResourceStatus"].endswith("_FAILED"))
        return next((event["ResourceStatusReason"] for event in failed if event.get("ResourceStatusReason")), "?")

    def _parameters(self) -> dict[str, str]:
        return {each["ParameterKey"]: each["ParameterValue"] for each in self._describe()["Parameters"]}

    def _describe(self) -> dict[str, Any]:
        return dict(self._formation.describe_stacks(StackName=self._stack)["Stacks"][0])


class WallClock:
    """The time of the machine."""

    def now(self) -> datetime:
        """See Clock."""
        return datetime.now(UTC)

    def sleep(self, pause: timedelta) -> None:
        """See Clock."""
        time.sleep(pause.total_seconds())


def _named(keys: Keys) -> str:
    numbers = ",".join(f"{slot}={keys.slots[slot] or ''}" for slot in SLOTS)
    return f"{numbers},signing={keys.signing}"
