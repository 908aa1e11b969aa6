"""The deployed application: its bucket, and its catalogue by the API."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from content.commands.publishing import Entry, FileEntry
from content.commands.shelf import Bucket
from souk.base.errors import SoukError
from souk.cloud.client import TIMEOUT, client_as
from souk.cloud.environment import Environment
from souk.cloud.stacks import Stack
from souk_sdk import AccessToken, Souk
from souk_sdk.content_v1.models import Content, File, Kind, PriceClass, Summary
from souk_sdk.errors import Problem
from souk_sdk.problems import ContentWithdrawn, NotFound

APPLICATION = "content"
TOKEN = "SOUK_TOKEN"  # noqa: S105 the variable's name
PAGE = 100


def stack(environment: Environment) -> Stack:
    """The application's stack. Raises SoukError where it isn't deployed."""
    deployed = environment.find_stack(APPLICATION)
    if deployed is None or not deployed.is_complete:
        deploy = f"`souk up --env {environment.name}`" if environment.is_local else "`make deploy`"
        raise SoukError(f"`{environment.name}` has no application `{APPLICATION}`", f"{deploy} deploys it")
    return deployed


def shelf(environment: Environment) -> Bucket:
    """The bucket with the files. Raises SoukError where the application isn't deployed."""
    return Bucket(environment.aws.s3, stack(environment).outputs["ContentFilesName"])


def catalogue(environment: Environment) -> StaffCatalogue:
    """The catalogue, for the member of staff whose token is in the environment, or for the demo one."""
    token = os.environ.get(TOKEN)
    if token:
        return StaffCatalogue(Souk(environment.outputs.apis, AccessToken(token), timeout=TIMEOUT))
    return StaffCatalogue(client_as(environment, "staff"))


class StaffCatalogue:
    """The catalogue, by the API."""

    def __init__(self, souk: Souk) -> None:
        self._souk = souk

    def find(self, content_id: str) -> Entry | None:
        """See Catalogue."""
        try:
            with _explained():
                return _entry(self._souk.content.get_content(content_id))
        except (NotFound, ContentWithdrawn):
            return None

    def register(self, entry: Entry) -> None:
        """See Catalogue."""
        with _explained():
            self._souk.content.register_content(
                entry.id,
                title=entry.title,
                kind=Kind(entry.kind),
                price_class=PriceClass(entry.price_class),
                revision=entry.revision,
                entry=entry.entry,
                files=[File(file.name, file.bytes, file.type, file.sha256) for file in entry.files],
            )

    def withdraw(self, content_id: str) -> None:
        """Open a piece for nobody from now on. Raises SoukError if there is none."""
        try:
            with _explained():
                self._souk.content.withdraw_content(content_id)
        except NotFound as error:
            raise SoukError(f"there is no content `{content_id}`", "`souk content ls` lists it") from error

    def knows(self, content_id: str) -> bool:
        """Whether there is such a piece, or was one that was withdrawn."""
        try:
            with _explained():
                self._souk.content.get_content(content_id)
        except NotFound:
            return False
        except ContentWithdrawn:
            pass
        return True

    def published(self) -> Iterator[Summary]:
        """All that is published, by id."""
        with _explained():
            yield from self._souk.content.list_content(limit=PAGE)


@contextmanager
def _explained() -> Iterator[None]:
    """Raise SoukError for a refusal that the caller doesn't expect."""
    try:
        yield
    except (NotFound, ContentWithdrawn):
        raise
    except Problem as problem:
        raise SoukError(
            f"the API refused it: {problem.detail or problem.title}",
            f"on AWS it takes the access token of a member of staff, in ${TOKEN}",
        ) from problem


def _entry(content: Content) -> Entry:
    files = tuple(FileEntry(file.name, file.bytes_, file.type_, file.sha256) for file in content.files)
    return Entry(
        content.id, content.title, content.kind.value, content.price_class.value, content.revision, content.entry, files
    )
