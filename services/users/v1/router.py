"""URL to action. No rules, no AWS: parse, call, answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from chassis.core.errors import ChangedMeanwhile, Forbidden, NotFound
from chassis.web.app import Api, port
from chassis.web.auth import Caller, ServiceCall, Staff
from chassis.web.idempotency import IdempotencyKeyHeader
from chassis.web.openapi import refuses
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
def get_profile(caller: Caller, users: Users) -> schemas.Profile:
    """Look at your profile.

    For customers: whoever has saved a profile, and was not erased.
    """
    return schemas.Profile.model_validate(actions.find_user(caller.id, users))


@me.put(
    "",
    response_description="Your profile as it is from now on.",
    responses=refuses(NotFound, domain.EmailNotVerified, domain.Erased, domain.Blocked, ChangedMeanwhile),
)
def put_profile(body: schemas.PutProfile, caller: Caller, users: Users, accounts: Accounts) -> schemas.Profile:
    """Become a customer, or change your name.

    For anyone signed in. The address for mail is the account's, which has to be verified. The first time makes a
    customer, who is welcomed.
    """
    return schemas.Profile.model_validate(actions.save_profile(caller, body.name, users, accounts))


@me.delete(
    "",
    status_code=204,
    response_description="You are forgotten here; elsewhere within seconds.",
    responses=refuses(ChangedMeanwhile),
)
def erase_me(caller: Caller, users: Users, accounts: Accounts) -> None:
    """Be forgotten.

    For whoever is signed in. Your personal data is erased, here and in every other service, orders that have not
    shipped are cancelled, and your account is closed. It can't be undone; asking again is fine.
    """
    actions.erase(caller, users, accounts)


@addresses.get("", responses=refuses(NotFound))
def list_addresses(caller: Caller, users: Users) -> schemas.Addresses:
    """List your addresses.

    For customers. There are at most ten, so they are one page, oldest first.
    """
    user = actions.find_user(caller.id, users)
    return schemas.Addresses.model_validate({"items": user.addresses}, from_attributes=True)


@addresses.post(
    "",
    status_code=201,
    response_description="The address; the same again for a key that was used before.",
    responses=refuses(NotFound, domain.Erased, domain.Blocked, domain.TooManyAddresses, ChangedMeanwhile),
)
def add_address(body: schemas.AddAddress, caller: Caller, key: IdempotencyKeyHeader, users: Users) -> schemas.Address:
    """Add an address.

    For customers, who may have ten.
    """
    address = domain.Address(**body.model_dump())
    return schemas.Address.model_validate(actions.add_address(caller.id, address, key, users))


@addresses.delete(
    "/{address_id}",
    status_code=204,
    response_description="It is removed.",
    responses=refuses(NotFound, ChangedMeanwhile),
)
def remove_address(address_id: AddressId, caller: Caller, users: Users) -> None:
    """Remove an address.

    For customers. Another may be added in its place.
    """
    actions.remove_address(caller.id, address_id, users)


@blocks.put(
    "",
    status_code=204,
    response_description="They are blocked.",
    responses=refuses(Forbidden, NotFound, domain.Erased, ChangedMeanwhile),
)
def block_user(customer_id: CustomerId, _: Staff, users: Users, accounts: Accounts) -> None:
    """Block a person.

    For staff. From now on they can't order, change their profile or sign in, and their sessions are over. A token that
    they have already goes on showing them what is theirs until it expires. Blocking them again changes nothing.
    """
    actions.block(customer_id, users, accounts)


@blocks.delete(
    "",
    status_code=204,
    response_description="They aren't blocked.",
    responses=refuses(Forbidden, NotFound, ChangedMeanwhile),
)
def unblock_user(customer_id: CustomerId, _: Staff, users: Users, accounts: Accounts) -> None:
    """Let a person in again.

    For staff. They can order at once, and sign in again. It is fine if they weren't blocked.
    """
    actions.unblock(customer_id, users, accounts)


@internal.get("/customers/{customer_id}", responses=refuses(NotFound, domain.Blocked))
def get_customer(customer_id: CustomerId, _: ServiceCall, users: Users, accounts: Accounts) -> schemas.Customer:
    """Look a customer up.

    For other services, which sign their requests (AWS Signature Version 4). Somebody who was erased, or whose account
    was closed, is not found; somebody who is blocked is refused.
    """
    return schemas.Customer.model_validate(actions.find_customer(customer_id, users, accounts))


API = Api(
    name="users",
    version=1,
    title="Souk users",
    description="Who the customers are, and where they live.",
    routers=(me, addresses, blocks, internal),
    tags={
        "users": "You, as a customer.",
        "addresses": "Where you want things sent.",
        "blocks": "Whom the shop's staff keep out.",
        "internal": "What other services ask. No token opens these: requests are signed.",
    },
)
