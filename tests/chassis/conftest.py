"""A service as small as can be, to try the chassis with."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from chassis.core import errors
from chassis.core.pagination import Cursor, Limit
from chassis.web.app import Api, create_app, port
from chassis.web.auth import Caller, PoolVerifier, ServiceCall, Staff
from chassis.web.idempotency import IdempotencyKeyHeader
from chassis.web.refusals import refuses
from tests.gateway import Client
from tests.tokens import Pool, a_pool

router = APIRouter()


class Shelf(dict[str, str]):
    """Where the things are: names by id."""


class Note(BaseModel):
    """A request body in which a person describes themselves."""

    model_config = ConfigDict(extra="forbid")

    name: str
    email: str


TheShelf = Annotated[Shelf, port(Shelf)]


@router.get("/things")
async def list_things(shelf: TheShelf, limit: Limit = 20, cursor: Cursor = None) -> list[str]:
    return sorted(shelf)[:limit]


@router.get("/things/{thing_id}", responses=refuses(errors.NotFound))
async def get_thing(thing_id: str, caller: Caller, shelf: TheShelf) -> dict[str, Any]:
    return {"name": shelf[thing_id], "seen_by": caller.id, "roles": sorted(caller.roles)}


@router.post("/notes", status_code=201)
async def write_note(body: Note, key: IdempotencyKeyHeader) -> dict[str, str]:
    return {"id": key.id, "fingerprint": key.fingerprint}


@router.post("/remarks", status_code=201)
async def write_remark(body: Note, key: IdempotencyKeyHeader) -> dict[str, str]:
    return {"id": key.id, "fingerprint": key.fingerprint}


@router.put("/notes/{note_id}", responses=refuses(errors.Forbidden))
async def replace_note(note_id: str, body: Note, _: Staff) -> Note:
    return body


@router.get("/internal/things")
async def list_internally(service: ServiceCall) -> str:
    return service


TINY = Api(name="tiny", version=1, title="Tiny", description="A service to try things with.", routers=[router])


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    """The user pool, for callers without a gateway."""
    with a_pool() as pool:
        yield pool


@pytest.fixture(scope="session")
def tiny(pool: Pool) -> Client:
    """The API of the small service, called by nobody in particular. It has one thing, a lamp."""
    return Client(create_app(TINY, {Shelf: Shelf(lamp="Reading lamp")}, PoolVerifier(pool.issuer, pool.jwks_url)))


@pytest.fixture
def own_logging() -> Iterator[None]:
    """Restore the root logger, its handlers and levels after a test."""
    root = logging.getLogger()
    noisy = {name: logging.getLogger(name).level for name in ("httpx", "botocore", "urllib3", "aws_xray_sdk", "mangum")}
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, was in noisy.items():
        logging.getLogger(name).setLevel(was)
