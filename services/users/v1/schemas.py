"""Request and response bodies of the users API, version 1. Unknown fields are rejected, so that typos are reported."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from chassis.core.pagination import Listed
from chassis.core.text import Text, reject_forbidden
from chassis.core.wire import ULID_PATTERN

AddressId = Annotated[
    str,
    Field(
        pattern=ULID_PATTERN,
        description="A ULID: ids sort by creation time.",
        examples=["01KAQ4N9T4W6M2J8ZC5R7XVBEH"],
    ),
]
CustomerId = Annotated[
    str,
    Field(
        min_length=1,
        max_length=64,
        description="The user's `sub`.",
        examples=["6f0c1f7e-3b1d-4c58-9d0a-2f5c1b7e9a44"],
    ),
]
Since = Annotated[datetime, Field(description="RFC 3339, UTC.", examples=["2026-11-24T09:30:00Z"])]
Name = Annotated[str, Field(min_length=1, max_length=120, pattern=r"\S")]


class PutProfile(BaseModel):
    """The profile's editable data."""

    model_config = ConfigDict(extra="forbid")

    name: Text = Field(
        min_length=1,
        max_length=120,
        pattern=r"\S",
        description="Your display name.",
        examples=["Mira Lindqvist"],
    )


class Place(BaseModel):
    """A postal address."""

    recipient: Name = Field(description="The recipient's name.", examples=["Mira Lindqvist"])
    street: Name = Field(description="The street with the house number.", examples=["Storgatan 1"])
    postal_code: str = Field(
        min_length=1, max_length=16, description="The postal code in the country's format.", examples=["111 22"]
    )
    city: Name = Field(description="The town or village.", examples=["Stockholm"])
    country: str = Field(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2.", examples=["SE"])


class AddAddress(Place):
    """A postal address."""

    model_config = ConfigDict(extra="forbid")

    _reject_forbidden = field_validator("recipient", "street", "postal_code", "city")(reject_forbidden)


class Address(Place):
    """One of your addresses."""

    model_config = ConfigDict(from_attributes=True)

    id: AddressId


class Addresses(BaseModel):
    """All your addresses, oldest first; at most ten."""

    items: list[Listed[Address]] = Field(description="Your addresses.")


class Profile(BaseModel):
    """Your profile."""

    model_config = ConfigDict(from_attributes=True)

    id: CustomerId
    name: str = Field(description="Your display name.", examples=["Mira Lindqvist"])
    email: str = Field(description="Your email address, verified by the user pool.", examples=["mira@souk.example"])
    orders: int = Field(
        description="The number of orders placed and not cancelled, with a delay of seconds.", examples=[3]
    )
    registered_at: Since


class Customer(BaseModel):
    """The customer data that other services need."""

    model_config = ConfigDict(from_attributes=True)

    id: CustomerId
    registered_at: Since
