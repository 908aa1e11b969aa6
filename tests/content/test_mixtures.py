"""Pieces of good links and sessions put together otherwise: doubled, swapped, mixed; and those that must still work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from content.domain.keys import ECDSA256, RSA2048
from tests.content.guide_verifier import Asked, serves
from tests.content.mutations import Mutation
from tests.content.signed_requests import (
    BASE,
    ENTRY,
    KEY_IDS,
    LINK,
    SESSION,
    cookies_of,
    moment,
    public_keys,
    signed,
    signer,
    stranger,
    with_query,
)  # fmt: skip
from tests.content.test_matrix import REQUESTS, stage, stage_with, statuses
from tests.edge import table_signatures
from tests.edge.fakes import HOST, NOON, Serve, Stage
from tests.edge.rows import Row

__all__ = ["stage"]
DOTS = ("..", "%2e%2e", "%2E%2E", ".%2e", "%2e.", "%2e", "%252e%252e", "..%2f..", "%2e%2e%2f%2e%2e")
TYPES = (RSA2048, ECDSA256)
TABLE = [row for row in table_signatures.ROWS if row.distribution is table_signatures.PAID and len(row.steps) == 1]
TABLE_KEYS = {
    name: key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    for name, key in table_signatures.KEYS.items()
}


def sized(key_type: str) -> tuple[str, str]:
    """The signature's query of a link that has parameters of its own, and the rest."""
    own = "size=1&lang=de"
    url = signer(key_type).link(f"{ENTRY}?{own}", moment() + LINK)
    return own, url.partition(f"{own}&")[2]


def queries() -> Iterator[Mutation]:
    """Parameters added, taken away, doubled and in another order."""
    for key_type in TYPES:
        own, signature = sized(key_type)
        for changed in ("lang=de&size=1", f"{own}&size=1", f"{own}&lang=de", "size=1", "lang=de", "", "size=2&lang=de",
                        "size=1&lang=d", "size=1&lang=de&a", "a=1&size=1&lang=de", "size=1&a=1&lang=de",
                        "Size=1&lang=de", "size=%31&lang=de", "size=1&lang=de%26"):  # fmt: skip
            yield "queries", asked(f"{ENTRY}?{changed}&{signature}")
            yield "queries", asked(f"{ENTRY}?{signature}&{changed}")
    for of in REQUESTS:
        if not of.asked.cookies:
            for name in of.fields:
                for second in ("9999999999", "x", ""):
                    yield "doubled fields", replace(of.asked, url=f"{of.asked.url}&{name}={second}")


def revisions() -> Iterator[Mutation]:
    """The address of each neighbouring revision."""
    revision = "5f0c1f7e3b1d"
    for of in REQUESTS:
        for at, digit in enumerate(revision):
            for step in (1, 8):
                other = f"{revision[:at]}{(int(digit, 16) + step) % 16:x}{revision[at + 1 :]}"
                yield "other revisions", replace(of.asked, url=of.asked.url.replace(revision, other))


def encoded_dots() -> Iterator[Mutation]:
    for of in REQUESTS:
        for dots in DOTS:
            for place in ("first-evening", *(["5f0c1f7e3b1d", "index"] if of.form == "link" else [])):
                yield "dots", replace(of.asked, url=of.asked.url.replace(f"/{place}", f"/{dots}/{place}", 1))


def swapped_cookies() -> Iterator[Mutation]:
    """Cookies of two sessions, of a link, and of none."""
    sessions = [of for of in REQUESTS if of.form in ("cookies", "bound")]
    for of in sessions:
        own = of.fields
        yield "missing cookies", of.with_fields({})
        for names in permutations(own, 2):
            yield "missing cookies", of.with_fields({each: value for each, value in own.items() if each not in names})
        for other in sessions:
            for name in own:
                if other.fields[name] != own[name] and name != "Hash-Algorithm":
                    yield "swapped cookies", of.with_fields({**own, name: other.fields[name]})
        for name, value in own.items():
            for spelling in (name, f"cloudfront-{name}", f"CLOUDFRONT-{name}", f"CloudFront_{name}"):
                cookies = {each: text for each, text in of.asked.cookies.items() if each != f"CloudFront-{name}"}
                yield "cookies of other names", replace(of.asked, cookies={**cookies, spelling: value})
    for key_type in TYPES:
        fields = signed(key_type, "link").fields
        for file in ("init.mp4", "index.m3u8?a=1"):
            yield "a link as cookies", Asked(BASE + file, cookies_of(fields), at=NOON + 60)


def urls_and_cookies() -> Iterator[Mutation]:
    """Where the URL has a signature, cookies open nothing more; a half of each opens nothing."""
    for of in (each for each in REQUESTS if each.form == "cookies"):
        bad = signed(of.key_type, "query", stranger(of.key_type)).fields
        for fields in (bad, {**of.fields, "Signature": "x"}, {**of.fields, "Key-Pair-Id": "KX"},
                       {"Signature": of.fields["Signature"]}, {"Key-Pair-Id": of.fields["Key-Pair-Id"]},
                       signed(of.key_type, "link").fields | {"Expires": "9999999999"}):  # fmt: skip
            yield "a bad URL, good cookies", replace(of.asked, url=with_query(ENTRY, fields))
        for name in ("Policy", "Signature", "Key-Pair-Id"):
            rest = {each: value for each, value in of.fields.items() if each != name}
            half = replace(of.asked, url=with_query(ENTRY, {name: of.fields[name]}), cookies=cookies_of(rest))
            yield "half in the URL, half in cookies", half


def asked(url: str) -> Asked:
    return Asked(url, at=NOON + 60)


KINDS = (queries, revisions, encoded_dots, swapped_cookies, urls_and_cookies)
CASES = [case for kind in KINDS for case in kind()]
LEAST = {
    "queries": 50, "doubled fields": 45, "other revisions": 190, "dots": 100, "missing cookies": 50,
    "swapped cookies": 20,
    "cookies of other names": 60, "a link as cookies": 4, "a bad URL, good cookies": 12,
    "half in the URL, half in cookies": 6,
}  # fmt: skip


def test_each_mixture_is_refused_by_both_and_reads_nothing(stage: Stage) -> None:
    answers = statuses(stage, [each for _, each in CASES])

    assert [case for case, status in zip(CASES, answers, strict=True) if status != 403] == []
    assert [case for case in CASES if serves(public_keys(), case[1])] == []
    assert stage.origin.requests == []


def test_each_kind_of_mixture_is_there() -> None:
    counts = Counter(kind for kind, _ in CASES)

    assert {kind: count for kind, count in counts.items() if count < LEAST[kind]} == {}
    assert {*counts} == {*LEAST}


def good() -> Iterator[Asked]:
    for key_type in TYPES:
        own, signature = sized(key_type)
        yield asked(f"{ENTRY}?{own}&{signature}")
        yield asked(f"{ENTRY}?{signature}&{own}")
        link, session = signed(key_type, "link"), signed(key_type, "cookies")
        for order in permutations(link.fields):
            yield link.with_fields({name: link.fields[name] for name in order})
            yield session.with_fields({name: session.fields[name] for name in permuted(session.fields, order)})
        yield replace(link.asked, cookies=cookies_of({**session.fields, "Signature": "x"}))
        yield replace(session.asked, cookies={"theme": "dark", **session.asked.cookies, "Policy": "x"})
        narrow = signer(key_type).cookies(f"{BASE}part0?.m4s", moment(), moment() + SESSION, None)
        yield from (Asked(f"{BASE}part0{number}.m4s", narrow, at=NOON + 60) for number in range(6))


def permuted(fields: dict[str, str], order: tuple[str, ...]) -> list[str]:
    """The fields' names in an order of a link's."""
    return ["Policy" if name == "Expires" else name for name in order if name in fields or name == "Expires"]


def test_all_that_the_guide_allows_is_served_by_both(stage: Stage) -> None:
    cases = list(good())

    answers = statuses(stage, cases)

    assert [case for case, status in zip(cases, answers, strict=True) if status != 200] == []
    assert [case for case in cases if not serves(public_keys(), case)] == []


def test_dots_under_a_wildcard_lead_out_of_no_folder(stage: Stage) -> None:
    """The wildcard grants them, as text; S3 gets them as they are and has no such object."""
    stage.origin.serve = Serve(status=403)
    stage.origin.paths = {f"/{name}/5f0c1f7e3b1d/index.m3u8": Serve() for name in ("first-evening", "second-evening")}
    for of in (each for each in REQUESTS if each.form != "link"):
        for dots in DOTS:
            for target in (f"{dots}/5f0c1f7e3b1d", f"{dots}/{dots}/second-evening/5f0c1f7e3b1d"):
                url = of.asked.url.replace(BASE, f"{BASE}{target}/")
                assert statuses(stage, [replace(of.asked, url=url)]) == [403], url


def test_new_keys_under_the_old_ids_open_nothing_of_the_old(tmp_path: Path) -> None:
    others = {key_id: stranger(key_type).public for key_type, key_id in KEY_IDS.items()}

    assert {*statuses(stage_with(tmp_path, others), [of.asked for of in REQUESTS])} == {403}
    assert not any(serves(others, of.asked) for of in REQUESTS)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.rule)
def test_the_verifier_agrees_with_the_edges_table(row: Row) -> None:
    """The table has SHA-1, which content does not use, and policies of all kinds."""
    [step] = row.steps
    url = f"{'https' if step.https else 'http'}://{HOST}{step.path.removeprefix(f'/https://{HOST}')}"
    pairs = (pair.partition("=") for pair in step.headers.get("cookie", "").split("; "))
    request = Asked(url, {name: value for name, _, value in pairs}, step.client, NOON)

    assert serves(TABLE_KEYS, request) == (row.status == 200)
