"""Repository of aggregates in the service's table: load, change, and save with the events recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError

from chassis.core.errors import AlreadyHandled, NotFound
from chassis.core.events import Event
from chassis.core.identity import IdempotencyKey
from chassis.core.pagination import Page, log_skipped
from chassis.persistence.table import Table
from chassis.persistence.transaction import MAX_ITEMS, Item, Put, TransactItem, delete


class Aggregate(Protocol):
    """A dataclass with an identity that records its events.

    `version` and `sequence` belong to the store: how often it was saved, and how many events it has announced.
    """

    version: int
    sequence: int
    events: list[Event]

    @property
    def id(self) -> str: ...


A = TypeVar("A", bound=Aggregate)
BOOKKEEPING = {"version", "sequence", "events"}


class Repository(Generic[A]):
    """All aggregates of one kind. `listed` is the place of one in a list: (`owner`, `owner_sk`)."""

    def __init__(
        self, table: Table, kind: str, shape: type[A], listed: Callable[[A], tuple[str, str]] | None = None
    ) -> None:
        self._table, self._kind, self._shape, self._listed = table, kind, shape, listed

    @cached_property
    def _adapter(self) -> TypeAdapter[A]:
        """Converts aggregates from and to rows. Built at first use: a request seldom meets all kinds."""
        return TypeAdapter(self._shape)

    def key(self, aggregate_id: str) -> tuple[str, str]:
        """The `pk` and `sk` of an aggregate's row."""
        return f"{self._kind}#{aggregate_id}", self._kind

    def get(self, aggregate_id: str) -> A | None:
        """The aggregate, or None."""
        row = self._table.get(*self.key(aggregate_id))
        return self._parse(row) if row else None

    def get_many(self, ids: Sequence[str]) -> list[A]:
        """Those that exist, in no order."""
        return [self._parse(row) for row in self._table.get_many(map(self.key, ids))] if ids else []

    def page(self, owner: str, limit: int, cursor: str | None = None, *, newest_first: bool = False) -> Page[A]:
        """One page of an owner's aggregates, without rows that can't be parsed."""
        rows = self._table.page(owner, limit, cursor, newest_first=newest_first)
        return Page([*self._parsable(rows.items)], rows.next_cursor)

    def delete_all(self, owner: str) -> None:
        """Delete all of an owner's rows, also those that can't be parsed. Idempotent."""
        while rows := self._table.page(owner, MAX_ITEMS).items:
            self._table.commit(*(delete((row["pk"], row["sk"])) for row in rows))

    def find_by_request(self, key: IdempotencyKey) -> A | None:
        """The aggregate that the request with this key created, as it was then."""
        row = self._table.find_by_request(key)
        return self._parse(row) if row else None

    def put(self, aggregate: A) -> Put:
        """The write that saves an aggregate, new or not."""
        return Put(self._row(aggregate), aggregate.version, aggregate.sequence, tuple(aggregate.events))

    @contextmanager
    def change(
        self,
        aggregate_id: str,
        cause: str | None = None,
        also: Callable[[A], Sequence[TransactItem]] = lambda _: (),
        idempotency_key: IdempotencyKey | None = None,
        result: Item | None = None,
    ) -> Iterator[A]:
        """Load an aggregate, let the caller change it, and save it with its events, its cause and `also`.

        `idempotency_key` names the creating request, and `result` what it created inside the aggregate.

        Raises AlreadyHandled before the block runs if `cause` is in the inbox, NotFound, and ChangedMeanwhile if
        another commit was first. Writes nothing if nothing has changed.
        """
        if cause and self._table.is_processed(cause):
            raise AlreadyHandled(cause)
        aggregate = self.get(aggregate_id)
        if aggregate is None:
            raise NotFound
        before = self._row(aggregate)
        yield aggregate
        if aggregate.events or self._row(aggregate) != before:
            writes: list[Put | TransactItem] = [self.put(aggregate), *also(aggregate)]
            self._table.commit(*writes, cause=cause, idempotency_key=idempotency_key, result=result)

    def _row(self, aggregate: A) -> Item:
        pk, sk = self.key(aggregate.id)
        listed = dict(zip(("owner", "owner_sk"), self._listed(aggregate), strict=True)) if self._listed else {}
        fields: Item = self._adapter.dump_python(aggregate, mode="json", exclude=BOOKKEEPING)
        return {"pk": pk, "sk": sk, **listed, **fields}

    def _parsable(self, rows: Iterable[Item]) -> Iterator[A]:
        for row in rows:
            try:
                yield self._parse(row)
            except ValidationError as error:
                log_skipped(self._kind, row["pk"], error)

    def _parse(self, row: Item) -> A:
        return self._adapter.validate_python(row)
