"""The use cases of the catalogue."""

from __future__ import annotations

from dataclasses import replace

from chassis.core.errors import ChangedMeanwhile, NotFound
from chassis.core.retry import retry_on
from content.domain.catalogue import Content, ContentWithdrawn, State
from content.ports.catalogue import Catalogue


def find_published(content_id: str, catalogue: Catalogue) -> Content:
    """A piece that can be opened. Raises NotFound, ContentWithdrawn."""
    content = catalogue.get(content_id)
    if content is None:
        raise NotFound
    if content.state is State.WITHDRAWN:
        raise ContentWithdrawn
    return content


@retry_on(ChangedMeanwhile)
def register(content: Content, catalogue: Catalogue) -> Content:
    """Serve a revision from now on, also of a piece that was withdrawn. The same again changes nothing."""
    before = catalogue.get(content.id)
    if before is not None:
        same = replace(content, published_at=before.published_at, version=before.version, sequence=before.sequence)
        if same == before:
            return before
        content = replace(content, version=before.version, sequence=before.sequence)
    catalogue.put(content)
    return content


@retry_on(ChangedMeanwhile)
def withdraw(content_id: str, catalogue: Catalogue) -> None:
    """Open a piece for nobody from now on. Idempotent. Raises NotFound."""
    with catalogue.change(content_id) as content:
        content.state = State.WITHDRAWN
