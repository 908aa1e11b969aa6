"""How one kind of thing is kept in the service's table: loaded, changed and saved with what it announces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError

from chassis.core.errors import AlreadyHandled, NotFound
from chassis.core.events import Event
from chassis.core.identity import Once
from chassis.core.pagination import Page, left_out
from chassis.persistence.table import Table
from chassis.persistence.transaction import AT_ONCE, Change, Item, Write, delete


class Aggregate(Protocol):
    """A thing with an identity: a dataclass that records what happened to it.

    `version` and `sequence` belong to the store: how often it was saved, and how many events it has announced.
    """

    version: int
    sequence: int
    events: list[Event]

    @property
    def id(self) -> str: ...


A = TypeVar("A", bound=Aggregate)
BOOKKEEPING = {"version", "sequence", "events"}


class Aggregates(Generic[A]):
    """All things of one kind. `listed` tells in whose list a thing stands, and where: (`owner`, `owner_sk`)."""

    def __init__(
        self, table: Table, kind: str, shape: type[A], listed: Callable[[A], tuple[str, str]] | None = None
    ) -> None:
        self._table, self._kind, self._listed = table, kind, listed
        self._shape: TypeAdapter[A] = TypeAdapter(shape)

    def key(self, thing_id: str) -> tuple[str, str]:
        """The `pk` and `sk` of the thing's row."""
        return f"{self._kind}#{thing_id}", self._kind

    def get(self, thing_id: str) -> A | None:
        """The thing as it is now."""
        row = self._table.get(*self.key(thing_id))
        return self._thing(row) if row else None

    def get_many(self, ids: Sequence[str]) -> list[A]:
        """Those that exist, in no order."""
        return [self._thing(row) for row in self._table.get_many(map(self.key, ids))] if ids else []

    def page(self, owner: str, limit: int, cursor: str | None = None, *, newest_first: bool = False) -> Page[A]:
        """One page of an owner's things, without rows that hold none."""
        rows = self._table.page(owner, limit, cursor, newest_first=newest_first)
        return Page([*self._readable(rows.items)], rows.next_cursor)

    def remove_all(self, owner: str) -> None:
        """Remove all of an owner's rows, whatever they hold; again is fine."""
        while rows := self._table.page(owner, AT_ONCE).items:
            self._table.commit(*(delete((row["pk"], row["sk"])) for row in rows))

    def recall(self, once: Once) -> A | None:
        """What this creating request made before, as it was made."""
        row = self._table.recall(once)
        return self._thing(row) if row else None

    def changed(self, thing: A) -> Change:
        """The thing as a part of a commit, whether it is new or not."""
        return Change(self._row(thing), thing.version, thing.sequence, tuple(thing.events))

    @contextmanager
    def change(
        self,
        thing_id: str,
        cause: str | None = None,
        also: Callable[[A], Sequence[Write]] = lambda _: (),
        once: Once | None = None,
        made: Item | None = None,
    ) -> Iterator[A]:
        """Load a thing, let the caller change it, save it with its events, its cause and `also`, all or nothing.

        `once` is the creating request that led here, and `made` what it created inside the thing.

        Raises AlreadyHandled before the block runs if `cause` led here before, NotFound if there is no such thing,
        ChangedMeanwhile if somebody else was faster. Nothing is written if nothing has changed.
        """
        if cause and self._table.handled(cause):
            raise AlreadyHandled(cause)
        thing = self.get(thing_id)
        if thing is None:
            raise NotFound
        before = self._row(thing)
        yield thing
        if thing.events or self._row(thing) != before:
            self._table.commit(self.changed(thing), *also(thing), cause=cause, once=once, made=made)

    def _row(self, thing: A) -> Item:
        pk, sk = self.key(thing.id)
        listed = dict(zip(("owner", "owner_sk"), self._listed(thing), strict=True)) if self._listed else {}
        fields: Item = self._shape.dump_python(thing, mode="json", exclude=BOOKKEEPING)
        return {"pk": pk, "sk": sk, **listed, **fields}

    def _readable(self, rows: Iterable[Item]) -> Iterator[A]:
        for row in rows:
            try:
                yield self._thing(row)
            except ValidationError as error:
                left_out(self._kind, row["pk"], error)

    def _thing(self, row: Item) -> A:
        return self._shape.validate_python(row)
