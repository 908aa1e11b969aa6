"""The world of the stall service, in memory: whole implementations of its ports that look like collections."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

from chassis.core import pagination
from chassis.core.errors import BadRequest, KeyReused, StillInProgress
from chassis.core.events import Event
from chassis.core.identity import IdempotencyKey
from chassis.core.pagination import Page
from stall.domain import Erased, Widget


class MemoryWidgets:
    """Widgets by id, and what they announced."""

    def __init__(self, *widgets: Widget) -> None:
        self.announced: list[Event] = []
        self._kept = {widget.id: replace(widget, version=1, events=[]) for widget in widgets}
        self._answered: dict[str, tuple[str, Widget]] = {}
        self._erased: set[str] = set()

    def __len__(self) -> int:
        return len(self._kept)

    def __getitem__(self, widget_id: str) -> Widget:
        return deepcopy(self._kept[widget_id])

    def find_by_request(self, key: IdempotencyKey) -> Widget | None:
        fingerprint, widget = self._answered.get(key.id, (key.fingerprint, None))
        if fingerprint != key.fingerprint:
            raise KeyReused("Take a fresh Idempotency-Key for a different request.")
        return deepcopy(widget)

    def add(self, widget: Widget, key: IdempotencyKey) -> None:
        if key.id in self._answered:
            raise StillInProgress
        if widget.owner_id in self._erased:
            raise Erased
        news = [event.model_copy(update={"sequence": number}) for number, event in enumerate(widget.events, 1)]
        self.announced += news
        kept = replace(widget, version=1, sequence=len(news), events=[])
        self._kept[widget.id] = kept
        self._answered[key.id] = (key.fingerprint, deepcopy(kept))

    def get(self, widget_id: str) -> Widget | None:
        return deepcopy(self._kept.get(widget_id))

    def list_by_owner(self, owner_id: str, limit: int, cursor: str | None) -> Page[Widget]:
        own = [self[widget_id] for widget_id in sorted(self._kept, reverse=True)]
        own = [widget for widget in own if widget.owner_id == owner_id]
        if cursor is not None:
            position = pagination.decode(cursor)
            if set(position) != {"pk", "sk", "owner_sk"}:
                raise BadRequest("The cursor is not one of ours.")
            own = [widget for widget in own if widget.id < position["owner_sk"]]
        items = own[:limit]
        if len(own) <= limit:
            return Page(items)
        last = items[-1].id
        return Page(items, pagination.encode({"pk": f"WIDGET#{last}", "sk": "WIDGET", "owner_sk": last}))

    def erase_owner(self, owner_id: str) -> None:
        self._erased.add(owner_id)
        self._kept = {widget.id: widget for widget in self._kept.values() if widget.owner_id != owner_id}
