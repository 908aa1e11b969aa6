from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.kind import Kind
from ..models.price_class import PriceClass

if TYPE_CHECKING:
    from ..models.file import File


T = TypeVar("T", bound="RegisterContent")


@_attrs_define
class RegisterContent:
    """A revision of a piece of content."""

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
    files: list[File]
    """ Its files, by name. """

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        kind = self.kind.value

        price_class = self.price_class.value

        revision = self.revision

        entry = self.entry

        files = []
        for files_item_data in self.files:
            files_item = files_item_data.to_dict()
            files.append(files_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "title": title,
                "kind": kind,
                "price_class": price_class,
                "revision": revision,
                "entry": entry,
                "files": files,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.file import File

        d = dict(src_dict)
        title = d.pop("title")

        kind = Kind(d.pop("kind"))

        price_class = PriceClass(d.pop("price_class"))

        revision = d.pop("revision")

        entry = d.pop("entry")

        files = []
        _files = d.pop("files")
        for files_item_data in _files:
            files_item = File.from_dict(files_item_data)

            files.append(files_item)

        register_content = cls(
            title=title,
            kind=kind,
            price_class=price_class,
            revision=revision,
            entry=entry,
            files=files,
        )

        return register_content
