"""URL to action. No rules, no AWS: parse, call, respond."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from chassis.core.errors import ChangedMeanwhile, Forbidden, NotFound
from chassis.web.app import Api, port
from chassis.web.auth import Caller, ServiceCall, Staff
from chassis.web.idempotency import IdempotencyKeyHeader
from chassis.web.refusals import refuses
from users import actions, domain, ports
from users.v1 import schemas
from users.v1.schemas import AddressId, CustomerId

Users = Annotated[ports.Users, port(ports.Users)]
Accounts = Annotated[ports.Accounts, port(ports.Accounts)]

me = APIRouter(prefix="/users/me", tags=["users"])
addresses = APIRouter(prefix="/users/me/addresses", tags=["addresses"])
blocks = APIRouter(prefix="/users/{customer_id}/block", tags=["blocks"])
internal = APIRouter(prefix="/internal", tags=["internal"])


@me.get("", responses=refuses(NotFound))
async def get_profile(caller: Caller, users: Users) -> schemas.Profile:
    """Get your profile.

    For customers: users with a profile who were not erased.
    """
    return schemas.Profile.model_validate(actions.find_user(caller.id, users))


@me.put(
    "",
    response_description="The stored profile.",
    responses=refuses(NotFound, domain.EmailNotVerified, domain.Erased, domain.Blocked, ChangedMeanwhile),
)
async def put_profile(body: schemas.PutProfile, caller: Caller, users: Users, accounts: Accounts) -> schemas.Profile:
    """Create or update your profile.

    For signed-in users. The email address is the account's, and has to be verified. The first call creates the
    customer, who gets a welcome mail.
    """
    return schemas.Profile.model_validate(actions.save_profile(caller, body.name, users, accounts))


@me.delete(
    "",
    status_code=204,
    response_description="Your data is erased here, and in other services within seconds.",
    responses=refuses(ChangedMeanwhile),
)
async def erase_me(caller: Caller, users: Users, accounts: Accounts) -> None:
    """Erase your account.

    For signed-in users. Erases your personal data in all services, cancels orders that have not shipped, and closes
    your account. It can't be undone. Idempotent.
    """
    actions.erase(caller, users, accounts)


@addresses.get("", responses=refuses(NotFound))
async def list_addresses(caller: Caller, users: Users) -> schemas.Addresses:
    """List your addresses.

    For customers. At most ten addresses, on one page, oldest first.
    """
    user = actions.find_user(caller.id, users)
    return schemas.Addresses.model_validate({"items": user.addresses}, from_attributes=True)


@addresses.post(
    "",
    status_code=201,
    response_description="The address; a repeated key returns the same one.",
    responses=refuses(NotFound, domain.Erased, domain.Blocked, domain.TooManyAddresses, ChangedMeanwhile),
)
async def add_address(
    body: schemas.AddAddress, caller: Caller, key: IdempotencyKeyHeader, users: Users
) -> schemas.Address:
    """Add an address.

    For customers. At most ten addresses.
    """
    address = domain.Address(**body.model_dump())
    return schemas.Address.model_validate(actions.add_address(caller.id, address, key, users))


@addresses.delete(
    "/{address_id}",
    status_code=204,
    response_description="The address is removed.",
    responses=refuses(NotFound, ChangedMeanwhile),
)
async def remove_address(address_id: AddressId, caller: Caller, users: Users) -> None:
    """Remove an address.

    For customers. Frees a place for another address.
    """
    actions.remove_address(caller.id, address_id, users)


@blocks.put(
    "",
    status_code=204,
    response_description="The user is blocked.",
    responses=refuses(Forbidden, NotFound, domain.Erased, ChangedMeanwhile),
)
async def block_user(customer_id: CustomerId, _: Staff, users: Users, accounts: Accounts) -> None:
    """Block a user.

    For staff. The user can't order, change the profile or sign in, and all sessions end. An access token still allows
    reading their own data until it expires. Idempotent.
    """
    actions.block(customer_id, users, accounts)


@blocks.delete(
    "",
    status_code=204,
    response_description="The user is not blocked.",
    responses=refuses(Forbidden, NotFound, ChangedMeanwhile),
)
async def unblock_user(customer_id: CustomerId, _: Staff, users: Users, accounts: Accounts) -> None:
    """Unblock a user.

    For staff. The user can order at once, and sign in again. Idempotent.
    """
    actions.unblock(customer_id, users, accounts)


@internal.get("/customers/{customer_id}", responses=refuses(NotFound, domain.Blocked))
async def get_customer(customer_id: CustomerId, _: ServiceCall, users: Users, accounts: Accounts) -> schemas.Customer:
    """Get a customer.

    For other services, with signed requests (AWS Signature Version 4). Erased users and closed accounts get 404;
    blocked users are refused.
    """
    return schemas.Customer.model_validate(actions.find_customer(customer_id, users, accounts))


API = Api(
    name="users",
    version=1,
    title="Souk users",
    description="Customers: profiles, addresses and access.",
    routers=(me, addresses, blocks, internal),
    tags={
        "users": "Your profile.",
        "addresses": "Your postal addresses.",
        "blocks": "Blocked users.",
        "internal": "Operations for other services, with signed requests instead of tokens.",
    },
)
