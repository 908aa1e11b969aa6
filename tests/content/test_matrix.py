"""Thousands of forged requests: the edge and an independent verifier refuse each, and serve each good one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from content.domain.keys import ECDSA256, RSA2048
from tests.content.guide_verifier import Asked, serves
from tests.content.mutations import OTHER_HOST, Mutation, mutations
from tests.content.signed_requests import BASE, ENTRY, FORMS, KEY_IDS, LINK, SESSION, Signed, public_keys, signed
from tests.edge.fakes import HOST, NOON, Stage
from tests.edge.rows import behavior, distribution

REQUESTS = [signed(key_type, form) for key_type in (RSA2048, ECDSA256) for form in FORMS]


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """An edge with two distributions that trust the same keys, and an origin that has every file."""
    return stage_with(tmp_path, public_keys())


def stage_with(folder: Path, pems: dict[str, str]) -> Stage:
    keys = {key_id: load_pem_public_key(pem.encode()) for key_id, pem in pems.items()}
    paid = [distribution(behavior(keys=keys), domain=host, id=host) for host in (HOST, OTHER_HOST)]
    return Stage(folder, *paid)


def statuses(stage: Stage, asked: Iterable[Asked]) -> list[int]:
    """The edge's answers, one after another."""

    async def ask() -> list[int]:
        return [await status(stage, each) for each in asked]

    return asyncio.run(ask())


async def status(stage: Stage, asked: Asked) -> int:
    stage.clock.time = asked.at
    protocol, _, rest = asked.url.partition("://")
    host, _, path = rest.partition("/")
    cookies = "; ".join(f"{name}={value}" for name, value in asked.cookies.items())
    headers = {"cookie": cookies} if cookies else {}
    seen = await stage.request(f"/{path}", headers, https=protocol == "https", host=host, client=asked.client)
    return seen.status


def served_by_edge(answers: list[int], cases: list[Mutation]) -> list[str]:
    return [what for status, (what, _) in zip(answers, cases, strict=True) if status < 400]


@cache
def cases_of(name: str) -> list[Mutation]:
    """The mutations of a request."""
    return [case for of in REQUESTS if of.name == name for case in mutations(of)]


@pytest.mark.parametrize("of", REQUESTS, ids=lambda of: of.name)
def test_every_mutation_is_refused_by_both_and_reads_nothing(stage: Stage, of: Signed) -> None:
    cases = cases_of(of.name)

    answers = statuses(stage, [asked for _, asked in cases])

    assert served_by_edge(answers, cases) == []
    assert [what for what, asked in cases if serves(public_keys(), asked)] == []
    assert stage.origin.requests == []


def test_the_matrix_has_at_least_a_thousand_mutations_of_each_type_of_key() -> None:
    for key_type in (RSA2048, ECDSA256):
        requests = {repr(asked) for of in REQUESTS if of.key_type == key_type for _, asked in cases_of(of.name)}
        assert len(requests) >= 1000


def good(of: Signed) -> list[Mutation]:
    """Requests that have to be served, up to the last second and with a clock that is four minutes late."""
    asked = of.asked
    lifetime = (LINK if of.form == "link" else SESSION).total_seconds()
    cases = [("a minute later", asked), ("just before the end", replace(asked, at=NOON + lifetime - 1))]
    cases.append(("a clock that is four minutes late", replace(asked, at=NOON - 240)))
    if of.form != "link":
        for file in ("init.mp4", "part00.m4s", "pictures/1-light.png", "index.m3u8?x=1"):
            url = asked.url.replace(ENTRY, BASE + file)
            cases.append((file, replace(asked, url=url if "?x=1" not in url else url.replace("?x=1?", "?x=1&"))))
    return cases


@pytest.mark.parametrize("of", REQUESTS, ids=lambda of: of.name)
def test_every_good_request_is_served_by_both(stage: Stage, of: Signed) -> None:
    cases = good(of)

    answers = statuses(stage, [asked for _, asked in cases])

    assert served_by_edge(answers, cases) == [what for what, _ in cases]
    assert [what for what, asked in cases if serves(public_keys(), asked)] == [what for what, _ in cases]


def test_a_key_that_was_rotated_away_opens_nothing_and_one_beside_it_still_does(tmp_path: Path) -> None:
    left = {key_id: pem for key_id, pem in public_keys().items() if key_id != KEY_IDS[RSA2048]}
    stage = stage_with(tmp_path, left)

    for of in REQUESTS:
        expected = 403 if of.key_type == RSA2048 else 200
        assert statuses(stage, [of.asked]) == [expected]
        assert serves(left, of.asked) == (expected == 200)
