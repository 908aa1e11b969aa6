"""Stand-ins for the parameter store and for S3, in memory."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError


class FakeParameters:
    """SSM with some parameters in it."""

    class exceptions:  # noqa: N801
        """As boto3 has them."""

        class ParameterNotFound(Exception):
            """There is none of that name."""

    def __init__(self) -> None:
        """Empty."""
        self.values: dict[str, str] = {}
        self.encrypted: set[str] = set()
        self.refuses = ""

    def put_parameter(self, **told: Any) -> None:
        """Make or change one."""
        self.values[told["Name"]] = told["Value"]
        if told["Type"] == "SecureString":
            self.encrypted.add(told["Name"])

    def get_parameter(self, **asked: Any) -> dict[str, Any]:
        """One, or the refusal; what is encrypted is only told to who asks for it so."""
        name = asked["Name"]
        if self.refuses:
            raise ClientError({"Error": {"Code": self.refuses, "Message": "no"}}, "GetParameter")
        if name not in self.values:
            raise self.exceptions.ParameterNotFound
        hidden = name in self.encrypted and not asked.get("WithDecryption")
        return {"Parameter": {"Name": name, "Value": "AQICAHh" if hidden else self.values[name]}}

    def delete_parameters(self, **told: list[str]) -> None:
        """Forget some; those that aren't there are no error."""
        for name in told["Names"]:
            self.values.pop(name, None)

    def get_paginator(self, _operation: str) -> Any:
        """Those below a path."""

        def paginate(Path: str) -> Iterator[dict[str, Any]]:  # noqa: N803
            yield {"Parameters": [{"Name": k, "Value": v} for k, v in self.values.items() if k.startswith(Path)]}

        return SimpleNamespace(paginate=paginate)


class FakeBuckets:
    """S3 with some objects in it."""

    class exceptions:  # noqa: N801
        """As boto3 has them."""

        ClientError = ClientError

    def __init__(self, **objects: bytes) -> None:
        """With objects in the bucket `code`."""
        self.objects = {("code", key): body for key, body in objects.items()}

    def copy_object(self, **told: Any) -> None:
        """From one place to another."""
        source = (told["CopySource"]["Bucket"], told["CopySource"]["Key"])
        if source not in self.objects:
            raise ClientError({"Error": {"Code": "NoSuchKey", "Message": "gone"}}, "CopyObject")
        self.objects[told["Bucket"], told["Key"]] = self.objects[source]

    def put_object(self, **told: Any) -> None:
        """Make or change one."""
        self.objects[told["Bucket"], told["Key"]] = told["Body"]
