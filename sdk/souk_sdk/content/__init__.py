"""Content for members: what there is, and its files, read as any file is.

with souk.content.open("first-evening", "part00.m4s") as file:
    header = file.read(16)
"""

from __future__ import annotations

import io

import httpx

from ..content_v1.api import ContentV1
from ..environment import Environment
from ..transport import Settings, Transport
from .errors import ContentChanged, ContentRefused
from .file import BLOCK, ContentFile

__all__ = ["Content", "ContentChanged", "ContentRefused"]
APPLICATION = "content"


class Content(ContentV1):
    """The API of content, with its files."""

    def __init__(self, transport: Transport, http: httpx.Client, settings: Settings, address: str | None) -> None:
        """Nothing is requested yet.

        Args:
            transport: Of the API.
            http: Fetches files.
            settings: The patience with their server.
            address: Of their server, if not the one that links name.
        """
        super().__init__(transport)
        self._http, self._settings, self._address = http, settings, address

    def open(self, content_id: str, file: str | None = None) -> io.BufferedReader:
        """A file, to be read and sought in. It is fetched as it is read, under a link that is replaced when it ends.

        Args:
            content_id: The piece.
            file: The name of one of its files; by default the one that is opened first.

        Raises:
            MembershipRequired: It is for members. Reading raises it, too, when a link ends after the membership.
            ContentWithdrawn: It is no longer there.
            TooManyLinks: The day's links are used up.
            NotFound: There is no such piece or file.
            ContentChanged: By reading: another revision was published.
            ContentRefused: By reading: the server of the files refuses a fresh link.
            Unreachable: No answer.
        """

        def link() -> str:
            return self.make_link(content_id, **({} if file is None else {"file": file})).url

        opened = ContentFile(link, self._http, self._address, self._settings.retries, self._settings.clock)
        return io.BufferedReader(opened, BLOCK)


def address_of(environment: Environment | None) -> str | None:
    """Where there is an edge: the only address of it that every machine resolves."""
    outputs = environment.applications.get(APPLICATION, {}) if environment else {}
    return next((url for name, url in outputs.items() if name.endswith(".path_url")), None)
