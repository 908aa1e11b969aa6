"""What the users API speaks. Unknown fields are refused, so that a typing error is never silence."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

AddressId = Annotated[str, Field(pattern=r"^[0-9A-HJKMNP-TV-Z]{26}$", examples=["01KAQ4N9T4W6M2J8ZC5R7XVBEH"])]
CustomerId = Annotated[str, Field(min_length=1, max_length=64, description="The `sub` of the person.")]
Name = Annotated[str, Field(min_length=1, max_length=120, pattern=r"\S")]


class PutProfile(BaseModel):
    """How a person wants to be called."""

    model_config = ConfigDict(extra="forbid")

    name: Name = Field(examples=["Mira Lindqvist"])


class AddAddress(BaseModel):
    """Where to send things."""

    model_config = ConfigDict(extra="forbid")

    recipient: Name = Field(examples=["Mira Lindqvist"])
    street: Name = Field(examples=["Storgatan 1"])
    postal_code: str = Field(min_length=1, max_length=16, examples=["111 22"])
    city: Name = Field(examples=["Stockholm"])
    country: str = Field(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2.", examples=["SE"])


class Address(AddAddress):
    """An address of yours."""

    model_config = ConfigDict(extra="ignore", from_attributes=True)

    id: AddressId


class Addresses(BaseModel):
    """All addresses, oldest first; there are at most ten."""

    items: list[Address]


class Profile(BaseModel):
    """What we know of you."""

    model_config = ConfigDict(from_attributes=True)

    id: CustomerId
    name: str
    email: str = Field(description="As verified by the user pool.")
    orders: int = Field(description="Placed and not cancelled; it follows the orders within seconds.")
    registered_at: datetime


class Customer(BaseModel):
    """What other services need to know."""

    model_config = ConfigDict(from_attributes=True)

    id: CustomerId
    registered_at: datetime
