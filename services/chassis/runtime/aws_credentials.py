"""Credentials and region: from environment variables, or else from where botocore finds them.

A Lambda function has its role's credentials in its environment. Others (a function restored by SnapStart, a developer
with a profile) use botocore's own search, which is loaded only then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, cast

from botocore.exceptions import NoCredentialsError, NoRegionError, PartialCredentialsError

from chassis.runtime.aws_signature import Keys


class Refreshable(Protocol):
    """Credentials that are renewed before they expire."""

    def get_frozen_credentials(self) -> Keys: ...


@dataclass(frozen=True)
class EnvironmentKeys:
    """The credentials in the environment, as botocore's classes offer them."""

    access_key: str
    secret_key: str = field(repr=False)
    token: str | None = field(repr=False)

    def get_frozen_credentials(self) -> EnvironmentKeys:
        """Themselves."""
        return self


def search() -> Refreshable | None:
    """The credentials that botocore finds: of the container, of a profile, of a machine's role."""
    from botocore.session import Session

    return cast("Refreshable | None", Session().get_credentials())


class CredentialSource:
    """The current credentials of this process. The environment is read each time, so that they may change."""

    def __init__(self, environ: Mapping[str, str], search: Callable[[], Refreshable | None] = search) -> None:
        self._environ, self._search = environ, search
        self._found: Refreshable | None = None

    def get(self) -> Refreshable | None:
        """The credentials, or None. Raises PartialCredentialsError for a key without its secret."""
        if access_key := self._environ.get("AWS_ACCESS_KEY_ID"):
            secret_key = self._environ.get("AWS_SECRET_ACCESS_KEY")
            if not secret_key:
                raise PartialCredentialsError(provider="env", cred_var="AWS_SECRET_ACCESS_KEY")
            return EnvironmentKeys(access_key, secret_key, self._environ.get("AWS_SESSION_TOKEN") or None)
        if self._found is None:
            self._found = self._search()
        return self._found

    def keys(self) -> Keys:
        """The credentials for one request. Raises NoCredentialsError."""
        credentials = self.get()
        if credentials is None:
            raise NoCredentialsError
        return credentials.get_frozen_credentials()


def region_of(environ: Mapping[str, str]) -> str:
    """The region of the environment, or of the developer's profile. Raises NoRegionError."""
    if region := environ.get("AWS_DEFAULT_REGION") or environ.get("AWS_REGION"):
        return region
    from botocore.session import Session

    if region := Session().get_config_variable("region"):
        return str(region)
    raise NoRegionError
