"""Request and response bodies of the website API. Unknown fields are rejected, so that typos are reported."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from chassis.core.pagination import Links, Listed
from chassis.core.text import Text
from chassis.core.wire import ULID_PATTERN
from website.domain import pictures
from website.ports.pictures import Form

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


class Confirmed(BaseModel):
    """A confirmed address."""

    subscribed: bool = Field(description="True: the newsletter comes to this address.", examples=[True])


Sku = Annotated[
    str,
    Field(
        pattern=r"^[A-Z0-9][A-Z0-9-]{2,31}$",
        description="The product's stock-keeping unit, its id.",
        examples=["SPROUT-SENSOR"],
    ),
]
UploadId = Annotated[
    str, Field(pattern=ULID_PATTERN, description="A ULID: ids sort by time.", examples=["01KAQ4N9T4W6M2J8ZC5R7XVBEH"])
]
Alt = Annotated[
    Text,
    Field(
        min_length=1,
        max_length=200,
        description="A description for those who can't see the picture.",
        examples=["A plant sensor in a pot of basil"],
    ),
]


class AnnouncePicture(BaseModel):
    """A picture that will be uploaded."""

    model_config = ConfigDict(extra="forbid")

    type: Literal["image/jpeg", "image/png", "image/webp"] = Field(
        description="The file's media type.", examples=["image/jpeg"]
    )
    size: int = Field(
        ge=1, le=pictures.MAX_BYTES, strict=True, description="The file's size in bytes.", examples=[482133]
    )
    alt: Alt


class AnnouncedPicture(BaseModel):
    """An upload, and the form for its file."""

    id: UploadId
    url: str = Field(
        description="Where to post the form.", examples=["https://souk-dev-uploads.s3.eu-central-1.amazonaws.com"]
    )
    fields: dict[str, str] = Field(
        description="The form's fields, to be sent before the file.",
        examples=[{"key": "incoming/SPROUT-SENSOR/01KAQ4N9T4W6M2J8ZC5R7XVBEH", "Content-Type": "image/jpeg"}],
    )
    expires_at: datetime = Field(
        description="Until when S3 takes the file (RFC 3339, UTC).", examples=["2026-11-24T09:40:00Z"]
    )

    @classmethod
    def of(cls, upload: pictures.Upload, form: Form) -> Self:
        """An upload with its form."""
        return cls(id=upload.id, url=form.url, fields=form.fields, expires_at=upload.expires_at)


class Refusal(BaseModel):
    """The reason why a file was refused."""

    code: pictures.Reason = Field(description="The reason, for programs.", examples=["svg"])
    detail: str = Field(description="The reason, for people.", examples=["The picture is animated."])


class Upload(BaseModel):
    """The state of an upload."""

    id: UploadId
    sku: Sku
    alt: str = Field(description="The description of the picture.", examples=["A plant sensor in a pot of basil"])
    state: pictures.State = Field(
        description="`waiting`, then `ready` or `refused`; `withdrawn` at any time.", examples=["refused"]
    )
    refusal: Refusal | None = Field(
        description="Why the file was refused; null in other states.",
        examples=[{"code": "animated", "detail": "The picture is animated."}],
    )

    @classmethod
    def of(cls, upload: pictures.Upload) -> Self:
        """An upload with the words for its reason."""
        refusal = Refusal(code=upload.reason, detail=pictures.WORDS[upload.reason]) if upload.reason else None
        return cls(id=upload.id, sku=upload.sku, alt=upload.alt, state=upload.state, refusal=refusal)


class Picture(BaseModel):
    """A picture of a product, in several widths and two formats: `{url}-{width}.webp` and `{url}-{width}.jpg`."""

    model_config = ConfigDict(from_attributes=True)

    id: UploadId
    url: str = Field(
        description="The path on the shop's host, without width and format.",
        examples=["/pictures/SPROUT-SENSOR/5f0c2e7d9a41b3c86d10"],
    )
    alt: str = Field(description="A description of the picture.", examples=["A plant sensor in a pot of basil"])
    widths: list[int] = Field(description="The widths in pixels, narrowest first.", examples=[[320, 640, 1280]])
    width: int = Field(description="The widest one's width in pixels.", examples=[1280])
    height: int = Field(description="The widest one's height in pixels.", examples=[960])


class Gallery(BaseModel):
    """The pictures of a product, newest first."""

    model_config = ConfigDict(from_attributes=True)

    sku: Sku
    pictures: list[Picture] = Field(description="The pictures, newest first.")


class Galleries(BaseModel):
    """A page of products with their pictures, by SKU."""

    items: list[Listed[Gallery]] = Field(description="The items of this page.")
    links: Links = Field(description="Links to this page and the next.")
