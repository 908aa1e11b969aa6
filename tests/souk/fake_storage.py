"""The parameter store and S3 in memory."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError


class FakeParameters:
    """SSM with parameters."""

    class exceptions:  # noqa: N801
        """As boto3 has them."""

        class ParameterNotFound(Exception):
            """No such parameter."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.encrypted: set[str] = set()
        self.refuses = ""

    def put_parameter(self, **request: Any) -> None:
        """Create or replace."""
        self.values[request["Name"]] = request["Value"]
        if request["Type"] == "SecureString":
            self.encrypted.add(request["Name"])

    def get_parameter(self, **request: Any) -> dict[str, Any]:
        """One parameter, encrypted unless decryption is requested."""
        name = request["Name"]
        if self.refuses:
            raise ClientError({"Error": {"Code": self.refuses, "Message": "no"}}, "GetParameter")
        if name not in self.values:
            raise self.exceptions.ParameterNotFound
        hidden = name in self.encrypted and not request.get("WithDecryption")
        return {"Parameter": {"Name": name, "Value": "AQICAHh" if hidden else self.values[name]}}

    def delete_parameters(self, **request: list[str]) -> None:
        """Delete; missing ones are no error."""
        for name in request["Names"]:
            self.values.pop(name, None)

    def get_paginator(self, _operation: str) -> Any:
        """The parameters below a path."""

        def paginate(Path: str) -> Iterator[dict[str, Any]]:  # noqa: N803
            yield {"Parameters": [{"Name": k, "Value": v} for k, v in self.values.items() if k.startswith(Path)]}

        return SimpleNamespace(paginate=paginate)


class FakeBuckets:
    """S3 with objects."""

    class exceptions:  # noqa: N801
        """As boto3 has them."""

        ClientError = ClientError

    def __init__(self, **objects: bytes) -> None:
        """With objects in the bucket `code`."""
        self.objects = {("code", key): body for key, body in objects.items()}

    def copy_object(self, **request: Any) -> None:
        """Copy an object."""
        source = (request["CopySource"]["Bucket"], request["CopySource"]["Key"])
        if source not in self.objects:
            raise ClientError({"Error": {"Code": "NoSuchKey", "Message": "gone"}}, "CopyObject")
        self.objects[request["Bucket"], request["Key"]] = self.objects[source]

    def put_object(self, **request: Any) -> None:
        """Create or replace."""
        self.objects[request["Bucket"], request["Key"]] = request["Body"]
