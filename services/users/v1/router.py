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
    """Look at your profile."""
    return schemas.Profile.model_validate(actions.find_user(caller.id, users))


@me.put("", responses=refuses(NotFound, domain.Erased, ChangedMeanwhile))
def put_profile(body: schemas.PutProfile, caller: Caller, users: Users, accounts: Accounts) -> schemas.Profile:
    """Become a customer, or change your name."""
    return schemas.Profile.model_validate(actions.save_profile(caller, body.name, users, accounts))


@me.delete("", status_code=204, responses=refuses(ChangedMeanwhile))
def erase_me(caller: Caller, users: Users, accounts: Accounts) -> None:
    """Be forgotten: your personal data is erased, here and in every other service, and your account is closed."""
    actions.erase(caller, users, accounts)


@addresses.get("", responses=refuses(NotFound))
def list_addresses(caller: Caller, users: Users) -> schemas.Addresses:
    """List your addresses."""
    user = actions.find_user(caller.id, users)
    return schemas.Addresses.model_validate({"items": user.addresses}, from_attributes=True)


@addresses.post(
    "", status_code=201, responses=refuses(NotFound, domain.Erased, domain.TooManyAddresses, ChangedMeanwhile)
)
def add_address(body: schemas.AddAddress, caller: Caller, once: IdempotencyKey, users: Users) -> schemas.Address:
    """Add an address."""
    address = domain.Address(**body.model_dump())
    return schemas.Address.model_validate(actions.add_address(caller.id, address, once, users))


@addresses.delete("/{address_id}", status_code=204, responses=refuses(NotFound, ChangedMeanwhile))
def remove_address(address_id: AddressId, caller: Caller, users: Users) -> None:
    """Remove an address."""
    actions.remove_address(caller.id, address_id, users)


@internal.get("/customers/{customer_id}", responses=refuses(NotFound))
def get_customer(customer_id: CustomerId, _: ServiceCall, users: Users) -> schemas.Customer:
    """Look a customer up. For other services."""
    return schemas.Customer.model_validate(actions.find_user(customer_id, users))


API = Api(
    name="users",
    version=1,
    title="Souk users",
    description="Who the customers are, and where they live.",
    routers=(me, addresses, internal),
)
