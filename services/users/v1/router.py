"""URL to action. No rules, no AWS: parse, call, answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from chassis.app import Api, port
from chassis.auth import Caller, ServiceCall
from chassis.errors import ChangedMeanwhile, NotFound
from chassis.idempotency import IdempotencyKey
from chassis.openapi import refuses
from users import actions, domain, ports
from users.v1 import schemas
from users.v1.schemas import AddressId, CustomerId

Users = Annotated[ports.Users, port(ports.Users)]
Accounts = Annotated[ports.Accounts, port(ports.Accounts)]

me = APIRouter(prefix="/users/me", tags=["users"])
addresses = APIRouter(prefix="/users/me/addresses", tags=["addresses"])
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
    responses=refuses(NotFound, domain.EmailNotVerified, domain.Erased, ChangedMeanwhile),
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
    responses=refuses(NotFound, domain.Erased, domain.TooManyAddresses, ChangedMeanwhile),
)
def add_address(body: schemas.AddAddress, caller: Caller, once: IdempotencyKey, users: Users) -> schemas.Address:
    """Add an address.

    For customers, who may have ten.
    """
    address = domain.Address(**body.model_dump())
    return schemas.Address.model_validate(actions.add_address(caller.id, address, once, users))


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


@internal.get("/customers/{customer_id}", responses=refuses(NotFound))
def get_customer(customer_id: CustomerId, _: ServiceCall, users: Users) -> schemas.Customer:
    """Look a customer up.

    For other services, which sign their requests (AWS Signature Version 4). Somebody who was erased is not found.
    """
    return schemas.Customer.model_validate(actions.find_user(customer_id, users))


API = Api(
    name="users",
    version=1,
    title="Souk users",
    description="Who the customers are, and where they live.",
    routers=(me, addresses, internal),
    tags={
        "users": "You, as a customer.",
        "addresses": "Where you want things sent.",
        "internal": "What other services ask. No token opens these: requests are signed.",
    },
)
