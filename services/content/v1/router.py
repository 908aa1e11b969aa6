"""URL to action. No rules, no AWS: parse, call, respond."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request, Response

from chassis.core.errors import ChangedMeanwhile, Forbidden, NotFound
from chassis.core.events import now
from chassis.core.pagination import Cursor, Limit, Links
from chassis.web.app import Api, port
from chassis.web.auth import Caller, Staff
from chassis.web.caching import Cacheable
from chassis.web.refusals import refuses
from content.actions import catalogue as actions
from content.actions import opening as opening_actions
from content.domain.catalogue import ContentWithdrawn
from content.domain.opening import MembershipRequired, Session, SigningUnavailable, TooManyLinks
from content.ports import catalogue as ports
from content.ports import opening as opening_ports
from content.v1 import schemas
from content.v1.schemas import ContentId

Catalogue = Annotated[ports.Catalogue, port(ports.Catalogue)]
Opening = Annotated[opening_ports.Opening, port(opening_ports.Opening)]
REFUSED = refuses(NotFound, ContentWithdrawn, MembershipRequired, TooManyLinks, SigningUnavailable)
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


@pieces.post("/{content_id}/links", status_code=201, response_description="The link.", responses=REFUSED)
async def make_link(content_id: ContentId, body: schemas.MakeLink, caller: Caller, opening: Opening) -> schemas.Link:
    """Make a link to a file.

    For members, and for everybody who is signed in where the content is free. The link opens this file alone, for
    everybody who has it, until it expires, also if the membership ends before. The number of links and sessions in a
    day is limited. Each request makes another link.
    """
    link = opening_actions.make_link(content_id, body.file, caller.id, now(), opening)
    return schemas.Link.model_validate(link, from_attributes=True)


@pieces.post("/{content_id}/sessions", status_code=201, response_description="The session.", responses=REFUSED)
async def begin_session(
    content_id: ContentId, caller: Caller, request: Request, response: Response, opening: Opening
) -> schemas.Session:
    """Begin a session for all files of a piece.

    For members, and for everybody who is signed in where the content is free. Its cookies open all files below
    `base_url` until they expire. A player on another origin adds them to each URL as a query, without the prefix
    `CloudFront-` of their names. Counts as a link does.
    """
    session = opening_actions.begin_session(content_id, caller.id, _address(request), now(), opening)
    if opening.cookie_domain:
        _set_cookies(response, session, opening.cookie_domain)
    return schemas.Session.model_validate(session, from_attributes=True)


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


def _set_cookies(response: Response, session: Session, domain: str) -> None:
    """Have browsers keep the cookies for the files. Without a shared domain they would send them to the API alone."""
    for name, value in session.cookies.items():
        response.set_cookie(
            name,
            value,
            expires=session.expires_at,
            path=urlsplit(session.base_url).path,
            domain=domain,
            secure=True,
            httponly=True,
            samesite="lax",
        )


def _address(request: Request) -> str:
    """The address that API Gateway saw."""
    context = request.scope.get("aws.event", {}).get("requestContext") or {}
    return str((context.get("identity") or {}).get("sourceIp", ""))


API = Api(
    name="content",
    version=1,
    title="Souk content",
    description="Content for members: what there is, and links that open it.",
    routers=(pieces,),
    tags={"content": "The catalogue."},
)
