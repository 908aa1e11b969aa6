"""URL to action. No rules, no AWS: parse, call, respond."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request

from chassis.core.errors import ChangedMeanwhile, Forbidden, NotFound
from chassis.core.pagination import Cursor, Limit, Links
from chassis.web.app import Api, port
from chassis.web.auth import Staff
from chassis.web.caching import Cacheable
from chassis.web.idempotency import IdempotencyKeyHeader
from chassis.web.refusals import refuses
from website.actions import newsletter as newsletter_actions
from website.actions import pictures as picture_actions
from website.domain import newsletter as rules
from website.domain import pictures as picture_rules
from website.domain.links import LinkExpired, LinkForged, LinkUsed
from website.ports import catalogue as catalogue_ports
from website.ports import newsletter as newsletter_ports
from website.ports import pictures as picture_ports
from website.v1 import schemas
from website.v1.schemas import Sku, UploadId

IN_LINK = "The token in the link of a mail."
# Signed by the keys of tests/website/fakes.py.
TO_CONFIRM = "Y28MH347HUxYnQovXBt-mkQAAAAAAMcdb8avHgyO5Hhm7AeuES4"
TO_UNSUBSCRIBE = "dW8MH347HUxYnQovXBt-mkQAAAAAAEoVGeIDYrvTl92mlLaiRc8"
Subscribers = Annotated[newsletter_ports.Subscribers, port(newsletter_ports.Subscribers)]
Keys = Annotated[newsletter_ports.Keys, port(newsletter_ports.Keys)]
Callers = Annotated[newsletter_ports.Callers, port(newsletter_ports.Callers)]
Limits = Annotated[rules.Limits, port(rules.Limits)]
Token = Annotated[str, Path(min_length=1, max_length=200, description=IN_LINK, examples=[TO_UNSUBSCRIBE])]
TokenInQuery = Annotated[
    str, Query(alias="token", min_length=1, max_length=200, description=IN_LINK, examples=[TO_CONFIRM])
]

Pictures = Annotated[picture_ports.Pictures, port(picture_ports.Pictures)]
Originals = Annotated[picture_ports.Originals, port(picture_ports.Originals)]
Refreshes = Annotated[catalogue_ports.Refreshes, port(catalogue_ports.Refreshes)]
Shelf = Annotated[picture_ports.Shelf, port(picture_ports.Shelf)]
FOR_A_MINUTE = Depends(Cacheable(seconds=60))

newsletter = APIRouter(tags=["newsletter"])
pictures = APIRouter(prefix="/products", tags=["pictures"])


@newsletter.post("/subscribers", status_code=202, responses=refuses(rules.TooManySignUps, ChangedMeanwhile))
async def sign_up(
    body: schemas.SignUp, request: Request, subscribers: Subscribers, keys: Keys, callers: Callers, limits: Limits
) -> schemas.SignedUp:
    """Sign up for the newsletter.

    For everyone. The address gets a mail with a link to confirm, unless it is subscribed already; the answer is the
    same. A repeated sign-up has no further effect, but for another mail if the last one is ten minutes old. The number
    of sign-ups an hour is limited, by address and by caller.
    """
    newsletter_actions.sign_up(
        body.email, callers.network(request.scope.get("aws.event", {})), limits, subscribers, keys
    )
    return schemas.SignedUp(link_valid_hours=rules.LINK_LIFETIME // timedelta(hours=1))


@newsletter.get("/confirm", responses=refuses(LinkForged, LinkExpired, LinkUsed, ChangedMeanwhile))
async def confirm(token: TokenInQuery, subscribers: Subscribers, keys: Keys) -> schemas.Confirmed:
    """Confirm an address.

    For everyone with the link of a mail, which works once and for 48 hours. Mails link to a page that asks before it
    calls this, so that programs that open every link confirm nothing.
    """
    newsletter_actions.confirm(token, subscribers, keys)
    return schemas.Confirmed(subscribed=True)


@newsletter.delete(
    "/subscribers/{token}",
    status_code=204,
    response_description="The subscription has ended, and the address is deleted.",
    responses=refuses(LinkForged, NotFound, ChangedMeanwhile),
)
async def unsubscribe(token: Token, subscribers: Subscribers, keys: Keys) -> None:
    """Unsubscribe from the newsletter.

    For everyone with the link of a mail, which never expires. Idempotent.
    """
    newsletter_actions.unsubscribe(token, subscribers, keys)


@newsletter.post(
    "/subscribers/{token}",
    status_code=204,
    response_description="The subscription has ended, and the address is deleted.",
    responses=refuses(LinkForged, NotFound, ChangedMeanwhile),
)
async def unsubscribe_with_one_click(token: Token, subscribers: Subscribers, keys: Keys) -> None:
    """Unsubscribe from the newsletter with one click (RFC 8058).

    For mail programs. The same as DELETE; a form as its body is ignored.
    """
    newsletter_actions.unsubscribe(token, subscribers, keys)


@pictures.post(
    "/{sku}/pictures",
    status_code=201,
    response_description="The upload; a repeated key returns the same one, with a form signed again.",
    responses=refuses(Forbidden, NotFound, picture_rules.TooManyPictures),
)
async def announce_picture(
    sku: Sku,
    body: schemas.AnnouncePicture,
    _: Staff,
    key: IdempotencyKeyHeader,
    pictures: Pictures,
    originals: Originals,
) -> schemas.AnnouncedPicture:
    """Announce a picture of a product.

    For staff. Answers a form with which a browser uploads the file to S3 within ten minutes: as `multipart/form-data`,
    all fields first, the file last as `file`. S3 takes a file of this type and size only. Used a second time, the form
    has no effect. The product need not exist yet.
    """
    upload = picture_actions.announce_upload(picture_rules.Upload(sku, body.type, body.size, body.alt), key, pictures)
    return schemas.AnnouncedPicture.of(upload, originals.form(upload))


@pictures.get("/pictures", dependencies=[FOR_A_MINUTE])
async def list_pictures(pictures: Pictures, limit: Limit = 20, cursor: Cursor = None) -> schemas.Galleries:
    """List the pictures of products, by SKU.

    Public; no token required. Products without pictures are left out, so that a page may have fewer items than asked
    for. The response may be cached for a minute.
    """
    page = pictures.page(limit, cursor)
    items = [gallery for gallery in page.items if gallery.pictures]
    return schemas.Galleries.model_validate({"items": items, "links": Links.of(limit, cursor, page.next_cursor)})


@pictures.get("/{sku}/pictures/{upload_id}", responses=refuses(Forbidden, NotFound))
async def get_picture(sku: Sku, upload_id: UploadId, _: Staff, pictures: Pictures) -> schemas.Upload:
    """Get the state of an upload.

    For staff. `waiting` until the file is uploaded and its thumbnails are made, usually for a second or two after the
    upload; then `ready`, or `refused` with the reason.
    """
    return schemas.Upload.of(picture_actions.find_upload(sku, upload_id, pictures))


@pictures.delete(
    "/{sku}/pictures/{upload_id}",
    status_code=204,
    response_description="The picture is withdrawn.",
    responses=refuses(Forbidden, NotFound, ChangedMeanwhile),
)
async def withdraw_picture(
    sku: Sku,
    upload_id: UploadId,
    _: Staff,
    pictures: Pictures,
    originals: Originals,
    shelf: Shelf,
    refreshes: Refreshes,
) -> None:
    """Withdraw a picture.

    For staff. Deletes its files, also those of an upload that is still waiting. Idempotent. Caches may keep
    thumbnails, at addresses that nothing links to.
    """
    picture_actions.withdraw_picture(sku, upload_id, pictures, originals, shelf, refreshes)


API = Api(
    name="website",
    version=1,
    title="Souk website",
    description="The newsletter of the shop, and the pictures of its products.",
    routers=(newsletter, pictures),
    tags={"newsletter": "The newsletter's subscribers.", "pictures": "Pictures of products, and uploads of new ones."},
    forms=(r"/subscribers/[^/]+",),
)
