"""URL to action. No rules, no AWS: parse, call, respond."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Request

from chassis.core.errors import ChangedMeanwhile
from chassis.web.app import Api, port
from chassis.web.refusals import refuses
from website.actions import newsletter as newsletter_actions
from website.domain import newsletter as rules
from website.ports import newsletter as newsletter_ports
from website.v1 import schemas

Subscribers = Annotated[newsletter_ports.Subscribers, port(newsletter_ports.Subscribers)]
Keys = Annotated[newsletter_ports.Keys, port(newsletter_ports.Keys)]
Callers = Annotated[newsletter_ports.Callers, port(newsletter_ports.Callers)]
Limits = Annotated[rules.Limits, port(rules.Limits)]

newsletter = APIRouter(tags=["newsletter"])


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


API = Api(
    name="website",
    version=1,
    title="Souk website",
    description="The newsletter of the shop, and the pictures of its products.",
    routers=(newsletter,),
    tags={"newsletter": "The newsletter's subscribers."},
)
