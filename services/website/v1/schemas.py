"""Request and response bodies of the website API. Unknown fields are rejected, so that typos are reported."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

# What browsers take as an address in a form (the HTML standard), with a dot in the domain, and no longer than mail can
# deliver (RFC 5321).
EmailAddress = Annotated[
    str,
    Field(
        min_length=6,
        max_length=254,
        pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
        r"([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$",
        description="An email address.",
        examples=["mira@souk.example"],
    ),
]


class SignUp(BaseModel):
    """A sign-up for the newsletter."""

    model_config = ConfigDict(extra="forbid")

    email: EmailAddress


class SignedUp(BaseModel):
    """The answer to every sign-up, whether the address is known or not."""

    link_valid_hours: int = Field(description="How long the link in the mail can be used.", examples=[48])
