"""Request and response bodies of the content API. Unknown fields are rejected, so that typos are reported."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from chassis.core.events import now
from chassis.core.pagination import Links, Listed
from chassis.core.text import Text
from content.domain import catalogue as domain
from content.domain.catalogue import Kind, PriceClass

MOST_FILES = 1000
MOST_BYTES = 80 * 2**30
NAME_PATTERN = r"^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$"
"""No part begins with a dot, and nothing in it is escaped in a URL or is a wildcard of a policy."""
ContentId = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
        description="The content's id, chosen by staff.",
        examples=["first-evening"],
    ),
]
FileName = Annotated[
    str,
    Field(
        pattern=NAME_PATTERN,
        min_length=1,
        max_length=200,
        description="Its path in the content.",
        examples=["index.m3u8"],
    ),
]
KindField = Annotated[Kind, Field(description="Its kind.", examples=["course"])]
PriceClassField = Annotated[
    PriceClass, Field(description="`free` for everybody who is signed in, `premium` for members.", examples=["premium"])
]
Revision = Annotated[
    str, Field(pattern=r"^[0-9a-f]{12}$", description="It changes with the files.", examples=["5f0c1f7e3b1d"])
]


class File(BaseModel):
    """A file of a piece of content."""

    model_config = ConfigDict(from_attributes=True, extra="forbid")

    name: FileName
    bytes: int = Field(ge=1, le=MOST_BYTES, strict=True, description="Its size.", examples=[24599])
    type: str = Field(
        pattern=r"^[a-z0-9.+-]+/[a-z0-9.+-]+(; charset=utf-8)?$",
        max_length=100,
        description="Its media type.",
        examples=["application/vnd.apple.mpegurl"],
    )
    sha256: str = Field(
        pattern=r"^[0-9a-f]{64}$",
        description="The SHA-256 of its content.",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )


class RegisterContent(BaseModel):
    """A revision of a piece of content."""

    model_config = ConfigDict(extra="forbid")

    title: Text = Field(
        min_length=1, max_length=200, pattern=r"\S", description="Its title.", examples=["The first evening"]
    )
    kind: KindField
    price_class: PriceClassField
    revision: Revision
    entry: FileName
    files: list[File] = Field(min_length=1, max_length=MOST_FILES, description="Its files, by name.")

    @model_validator(mode="after")
    def entry_is_a_file(self) -> Self:
        """Refuse an entry that is no file, and two files of one name."""
        names = [file.name for file in self.files]
        if self.entry not in names:
            raise ValueError("`entry` is none of the files")
        if len({*names}) < len(names):
            raise ValueError("two files have one name")
        return self

    def content(self, content_id: str) -> domain.Content:
        """The piece, as it is published now."""
        files = tuple(domain.File(**file.model_dump()) for file in self.files)
        return domain.Content(
            content_id, self.title, self.kind, self.price_class, self.revision, self.entry, files, now()
        )


class Summary(BaseModel):
    """A piece of content, without its files."""

    model_config = ConfigDict(from_attributes=True)

    id: ContentId
    title: str = Field(description="Its title.", examples=["The first evening"])
    kind: KindField
    price_class: PriceClassField
    revision: Revision
    entry: FileName
    published_at: datetime = Field(
        description="When this revision was published, RFC 3339, UTC.", examples=["2026-12-01T09:12:30Z"]
    )


class Content(Summary):
    """A piece of content."""

    files: list[File] = Field(description="Its files, by name.")


class Catalogue(BaseModel):
    """A page of content, by id."""

    items: list[Listed[Summary]] = Field(description="The items of this page.")
    links: Links = Field(description="Links to this page and the next.")


class MakeLink(BaseModel):
    """The file of a piece that a link opens."""

    model_config = ConfigDict(extra="forbid")

    file: FileName | None = Field(
        default=None, description="By default the one that is opened first.", examples=["1-light.md"]
    )


ExpiresAt = Annotated[
    datetime, Field(description="When it stops working, RFC 3339, UTC.", examples=["2026-12-01T09:15:00Z"])
]


class Link(BaseModel):
    """A signed URL."""

    url: str = Field(
        description="The address of the file, for GET and HEAD, also of ranges.",
        examples=["https://d111111abcdef8.cloudfront.net/first-evening/5f0c1f7e3b1d/index.m3u8?Expires=1796116500"],
    )
    expires_at: ExpiresAt


class Session(BaseModel):
    """Signed cookies for all files of a piece."""

    base_url: str = Field(
        description="The files' names follow it.",
        examples=["https://d111111abcdef8.cloudfront.net/first-evening/5f0c1f7e3b1d/"],
    )
    entry: FileName
    cookies: dict[str, str] = Field(
        description="Their names and values.",
        examples=[
            {"CloudFront-Policy": "eyJTdGF0..", "CloudFront-Signature": "kQ3p..", "CloudFront-Key-Pair-Id": "K2J.."}
        ],
    )
    expires_at: ExpiresAt
