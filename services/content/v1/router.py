"""URL to action. No rules, no AWS: parse, call, respond."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends

from chassis.core.errors import ChangedMeanwhile, Forbidden, NotFound
from chassis.core.pagination import Cursor, Limit, Links
from chassis.web.app import Api, port
from chassis.web.auth import Staff
from chassis.web.caching import Cacheable
from chassis.web.refusals import refuses
from content.actions import catalogue as actions
from content.domain.catalogue import ContentWithdrawn
from content.ports import catalogue as ports
from content.v1 import schemas
from content.v1.schemas import ContentId

Catalogue = Annotated[ports.Catalogue, port(ports.Catalogue)]
FOR_A_MINUTE = Depends(Cacheable(seconds=60))

pieces = APIRouter(prefix="/content", tags=["content"])


@pieces.get("", dependencies=[FOR_A_MINUTE])
async def list_content(catalogue: Catalogue, limit: Limit = 20, cursor: Cursor = None) -> schemas.Catalogue:
    """List what there is, by id.

    Public; no token required. Withdrawn content is left out, so that a page may have fewer items than asked for. The
    response may be cached for a minute.
    """
    page = catalogue.page(limit, cursor)
    items = [content for content in page.items if content.state == "published"]
    links = Links.of(limit, cursor, page.next_cursor)
    return schemas.Catalogue.model_validate({"items": items, "links": links}, from_attributes=True)


@pieces.get("/{content_id}", responses=refuses(NotFound, ContentWithdrawn), dependencies=[FOR_A_MINUTE])
async def get_content(content_id: ContentId, catalogue: Catalogue) -> schemas.Content:
    """Get a piece of content with its files.

    Public; no token required. To open a file takes a link. The response may be cached for a minute.
    """
    return schemas.Content.model_validate(actions.find_published(content_id, catalogue))


@pieces.put("/{content_id}", responses=refuses(Forbidden, NotFound, ChangedMeanwhile))
async def register_content(
    content_id: ContentId, body: schemas.RegisterContent, _: Staff, catalogue: Catalogue
) -> schemas.Content:
    """Register a revision, whose files are stored.

    For staff, by `souk content publish`. It is served from now on, also if the content was withdrawn.
    """
    return schemas.Content.model_validate(actions.register(body.content(content_id), catalogue))


@pieces.delete(
    "/{content_id}",
    status_code=204,
    response_description="The content is withdrawn.",
    responses=refuses(Forbidden, NotFound, ChangedMeanwhile),
)
async def withdraw_content(content_id: ContentId, _: Staff, catalogue: Catalogue) -> None:
    """Withdraw a piece of content.

    For staff, by `souk content withdraw`. A link that was made before works until it expires. Idempotent.
    """
    actions.withdraw(content_id, catalogue)


API = Api(
    name="content",
    version=1,
    title="Souk content",
    description="Content for members: what there is.",
    routers=(pieces,),
    tags={"content": "The catalogue."},
)
