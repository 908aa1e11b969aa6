from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.kind import Kind
from ..models.price_class import PriceClass

if TYPE_CHECKING:
    from ..models.file import File


T = TypeVar("T", bound="Content")


@_attrs_define
class Content:
    """A piece of content."""

    id: str
    """ The content's id, chosen by staff. """
    title: str
    """ Its title. """
    kind: Kind
    """ The kind of a piece of content. """
    price_class: PriceClass
    """ The people who may open it: everybody who is signed in, or members. """
    revision: str
    """ It changes with the files. """
    entry: str
    """ Its path in the content. """
    published_at: datetime.datetime
    """ When this revision was published, RFC 3339, UTC. """
    files: list[File]
    """ Its files, by name. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        title = self.title

        kind = self.kind.value

        price_class = self.price_class.value

        revision = self.revision

        entry = self.entry

        published_at = self.published_at.isoformat()

        files = []
        for files_item_data in self.files:
            files_item = files_item_data.to_dict()
            files.append(files_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "title": title,
                "kind": kind,
                "price_class": price_class,
                "revision": revision,
                "entry": entry,
                "published_at": published_at,
                "files": files,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.file import File

        d = dict(src_dict)
        id = d.pop("id")

        title = d.pop("title")

        kind = Kind(d.pop("kind"))

        price_class = PriceClass(d.pop("price_class"))

        revision = d.pop("revision")

        entry = d.pop("entry")

        published_at = datetime.datetime.fromisoformat(d.pop("published_at"))

        files = []
        _files = d.pop("files")
        for files_item_data in _files:
            files_item = File.from_dict(files_item_data)

            files.append(files_item)

        content = cls(
            id=id,
            title=title,
            kind=kind,
            price_class=price_class,
            revision=revision,
            entry=entry,
            published_at=published_at,
            files=files,
        )

        content.additional_properties = d
        return content

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
