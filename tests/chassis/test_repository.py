"""Lists of things are read and removed whatever single rows hold; in DynamoDB."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from chassis.core.events import Event
from chassis.persistence.repository import Repository
from chassis.persistence.table import Table
from chassis.persistence.transaction import upsert
from tests.cloud import Cloud
from tests.tables import function_client, own_table

pytestmark = pytest.mark.cloud
SHELF = "SHELF#1"


@dataclass
class Loaf:
    """A loaf on a shelf."""

    id: str
    grams: int
    version: int = 0
    sequence: int = 0
    events: list[Event] = field(default_factory=list)


@pytest.fixture(params=[function_client, Cloud.client], ids=["the functions' client", "boto3"])
def table(request: pytest.FixtureRequest, cloud: Cloud) -> Iterator[Table]:
    with own_table(cloud, request.param(cloud, "dynamodb")) as table:
        yield table


@pytest.fixture
def loaves(table: Table) -> Repository[Loaf]:
    """Two loaves, and between them a row that is none."""
    loaves = Repository(table, "LOAF", Loaf, lambda loaf: (SHELF, loaf.id))
    table.commit(loaves.put(Loaf("a", 500)), loaves.put(Loaf("c", 750)))
    table.commit(upsert({"pk": "LOAF#b", "sk": "LOAF", "owner": SHELF, "owner_sk": "b", "id": "b", "grams": "many"}))
    return loaves


def test_a_row_that_holds_no_thing_is_left_out_of_a_list_and_counted(
    loaves: Repository[Loaf], caplog: pytest.LogCaptureFixture
) -> None:
    page = loaves.page(SHELF, 10)

    assert [loaf.id for loaf in page.items] == ["a", "c"]
    [line] = [line for line in caplog.records if line.message == "left a row out"]
    extra = {"kind": "LOAF", "id": "LOAF#b", "cause": "fields that don't fit: grams", "metric": "UnusableRows"}
    assert vars(line).items() >= extra.items()


def test_pages_go_on_after_a_row_that_holds_no_thing(loaves: Repository[Loaf]) -> None:
    seen, cursor = [], None
    for _ in range(3):
        page = loaves.page(SHELF, 1, cursor)
        seen += [loaf.id for loaf in page.items]
        cursor = page.next_cursor

    assert seen == ["a", "c"]
    assert cursor is None


def test_all_rows_of_an_owner_are_removed_whatever_they_hold(loaves: Repository[Loaf], table: Table) -> None:
    loaves.delete_all(SHELF)

    assert table.page(SHELF, 10).items == []
