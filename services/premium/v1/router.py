"""URL to action. No rules, no AWS: parse, call, respond."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from chassis.core.errors import ChangedMeanwhile, Forbidden, NotFound
from chassis.core.events import now
from chassis.web.app import Api, port
from chassis.web.auth import Caller, Staff
from chassis.web.idempotency import IdempotencyKeyHeader
from chassis.web.refusals import refuses
from premium import actions, ports
from premium.domain.membership import Erased, NotAMember
from premium.v1 import schemas
from premium.v1.schemas import CustomerId

Memberships = Annotated[ports.Memberships, port(ports.Memberships)]

membership = APIRouter(prefix="/membership", tags=["membership"])
members = APIRouter(prefix="/members/{customer_id}", tags=["members"])


@membership.get("")
async def get_membership(caller: Caller, memberships: Memberships) -> schemas.Membership:
    """Get your membership.

    For signed-in users, also those who never had one. An order shows here within seconds.
    """
    return schemas.Membership.of(memberships.get(caller.id), now())


@members.get("", responses=refuses(Forbidden, NotFound))
async def get_member(customer_id: CustomerId, _: Staff, memberships: Memberships) -> schemas.Member:
    """Get a customer's membership.

    For staff. Contains the orders, grants and revocations that it follows from. Customers who never had one get 404.
    """
    return schemas.Member.of_customer(actions.find_member(customer_id, memberships), now())


@members.post(
    "/grants",
    status_code=201,
    response_description="The grant; a repeated key returns the same one.",
    responses=refuses(Forbidden, NotFound, Erased, ChangedMeanwhile),
)
async def grant_membership(
    customer_id: CustomerId,
    body: schemas.GrantMembership,
    _: Staff,
    key: IdempotencyKeyHeader,
    memberships: Memberships,
) -> schemas.Grant:
    """Grant months of membership.

    For staff. They are added as those of an order are: to the present membership, or from now on.
    """
    decision = actions.grant(customer_id, body.months, body.reason, key, now(), memberships)
    return schemas.Grant(id=decision.id, months=body.months, reason=body.reason, at=decision.at, until=decision.until)


@members.post(
    "/revocations",
    status_code=201,
    response_description="The revocation; a repeated key returns the same one.",
    responses=refuses(Forbidden, NotFound, Erased, NotAMember, ChangedMeanwhile),
)
async def revoke_membership(
    customer_id: CustomerId,
    body: schemas.RevokeMembership,
    _: Staff,
    key: IdempotencyKeyHeader,
    memberships: Memberships,
) -> schemas.Revocation:
    """Revoke a membership.

    For staff. It ends at once: orders and grants before now give nothing more, later ones begin a new membership.
    Refused if the customer is no member.
    """
    decision = actions.revoke(customer_id, body.reason, key, now(), memberships)
    return schemas.Revocation(id=decision.id, reason=body.reason, at=decision.at)


API = Api(
    name="premium",
    version=1,
    title="Souk premium",
    description="Memberships, bought by orders of PREMIUM-YEAR and PREMIUM-MONTH, or granted by staff.",
    routers=(membership, members),
    tags={"membership": "Your membership.", "members": "Memberships, for staff."},
)
