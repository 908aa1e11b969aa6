"""Signatures are those that the edge, which follows CloudFront's guide, accepts; without a good key there are none."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from content.adapters.signing import LIFETIME, SecretSigner
from content.domain.keys import ECDSA256, RSA2048, KeyPair, generate
from content.domain.opening import SigningUnavailable
from souk.local.edge.request import ViewerRequest
from souk.local.edge.response import Response
from souk.local.edge.rules.signatures import refuse_unsigned
from tests.content.fakes_opening import MemorySecrets, secrets_with

NOW = datetime(2026, 12, 1, 9, 0, 0, 400_000, tzinfo=UTC)
BASE = "https://d1.cloudfront.net/first-evening/5f0c1f7e3b1d/"
PAIRS = {kind: generate(kind) for kind in (RSA2048, ECDSA256)}


@pytest.fixture(params=[RSA2048, ECDSA256])
def pair(request: pytest.FixtureRequest) -> KeyPair:
    return PAIRS[request.param]


@pytest.fixture
def signer(pair: KeyPair) -> SecretSigner:
    return SecretSigner(secrets_with(pair.private), "signing")


def asked(
    pair: KeyPair, url: str, *, at: datetime = NOW, cookies: Mapping[str, str] | None = None, client: str = "127.0.0.1"
) -> Response | None:
    """How the edge refuses a request; None if it does not."""
    parts = urlsplit(url)
    header = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
    headers = (("cookie", header),) if header else ()
    request = ViewerRequest("GET", parts.netloc, parts.path, parts.query, headers, client=client)
    return refuse_unsigned({"K2": load_pem_public_key(pair.public.encode())}, request, at.timestamp())


def test_a_link_opens_its_file_until_it_ends_and_no_other(signer: SecretSigner, pair: KeyPair) -> None:
    url = signer.link(f"{BASE}index.m3u8", NOW + timedelta(minutes=15))

    assert asked(pair, url) is None
    assert asked(pair, url, at=NOW + timedelta(minutes=14, seconds=59)) is None
    assert asked(pair, url, at=NOW + timedelta(minutes=15))
    assert asked(pair, url.replace("index", "other"))
    assert asked(pair, url.split("?")[0])


def test_cookies_open_all_files_of_a_revision_and_no_other(signer: SecretSigner, pair: KeyPair) -> None:
    cookies = signer.cookies(f"{BASE}*", NOW, NOW + timedelta(hours=4), None)

    assert {*cookies} == {f"CloudFront-{each}" for each in ("Policy", "Signature", "Key-Pair-Id", "Hash-Algorithm")}
    assert asked(pair, f"{BASE}index.m3u8", cookies=cookies, at=NOW + timedelta(hours=3)) is None
    assert asked(pair, f"{BASE}low/1.m4s", cookies=cookies, at=NOW + timedelta(hours=3)) is None
    assert asked(pair, f"{BASE}index.m3u8", cookies=cookies, at=NOW + timedelta(hours=4))
    assert asked(pair, f"{BASE}index.m3u8", cookies=cookies, at=NOW - timedelta(seconds=2))
    assert asked(pair, BASE.replace("first", "second") + "index.m3u8", cookies=cookies, at=NOW + timedelta(hours=1))


def test_a_session_may_be_bound_to_an_address(signer: SecretSigner, pair: KeyPair) -> None:
    cookies = signer.cookies(f"{BASE}*", NOW - timedelta(minutes=5), NOW + timedelta(hours=4), "203.0.113.7")

    assert asked(pair, f"{BASE}index.m3u8", cookies=cookies, client="203.0.113.7") is None
    assert asked(pair, f"{BASE}index.m3u8", cookies=cookies, client="203.0.113.8")


def test_the_cookies_values_are_those_of_a_query(signer: SecretSigner, pair: KeyPair) -> None:
    cookies = signer.cookies(f"{BASE}*", NOW - timedelta(minutes=5), NOW + timedelta(hours=4), None)
    query = "&".join(f"{name.removeprefix('CloudFront-')}={value}" for name, value in cookies.items())

    assert asked(pair, f"{BASE}low/1.m4s?{query}") is None


def test_a_key_stays_five_minutes_in_memory_and_then_the_next_signs() -> None:
    before, after = PAIRS[RSA2048], PAIRS[ECDSA256]
    secrets, time = secrets_with(before.private), [0.0]
    signer = SecretSigner(secrets, "signing", lambda: time[0])

    signer.link(BASE, NOW)
    reads = secrets.reads
    secrets.texts |= secrets_with(after.private).texts
    time[0] = LIFETIME
    assert asked(before, signer.link(f"{BASE}a", NOW + timedelta(hours=1))) is None
    assert secrets.reads == reads
    time[0] = LIFETIME + 1
    assert asked(after, signer.link(f"{BASE}a", NOW + timedelta(hours=1))) is None


def test_a_key_that_can_no_longer_be_read_signs_nothing_after_five_minutes() -> None:
    secrets, time = secrets_with(PAIRS[ECDSA256].private), [0.0]
    signer = SecretSigner(secrets, "signing", lambda: time[0])
    signer.link(BASE, NOW)

    secrets.texts.clear()
    time[0] = LIFETIME + 1
    for _ in range(2):
        with pytest.raises(SigningUnavailable):
            signer.link(BASE, NOW)


PRIVATE = PAIRS[ECDSA256].private
BROKEN = {
    "no secret": MemorySecrets(),
    "it names none": MemorySecrets(signing=json.dumps({"secret": "key", "key_pair_id": "K2"})),
    "no JSON": MemorySecrets(signing=PRIVATE),
    "a list": MemorySecrets(signing="[]"),
    "no key pair id": MemorySecrets(signing='{"secret": "key"}', key=json.dumps({"private_key": PRIVATE})),
    "the key is no text": MemorySecrets(
        signing='{"secret": "key", "key_pair_id": "K2"}', key=json.dumps({"private_key": 1})
    ),
    "the key is no PEM": secrets_with(PRIVATE.replace("PRIVATE", "PRIVAT")),
    "half a key": secrets_with(PRIVATE[: len(PRIVATE) // 2]),
    "a public key": secrets_with(PAIRS[ECDSA256].public),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_without_a_good_key_nothing_is_signed_and_the_log_does_not_hold_it(
    broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO), pytest.raises(SigningUnavailable) as refused:
        SecretSigner(BROKEN[broken], "signing").link(BASE, NOW)

    assert len(caplog.records) == 1
    assert caplog.records[0].levelname == "ERROR"
    assert caplog.records[0].exc_info is None
    for line in PRIVATE.splitlines():
        assert line not in f"{caplog.text}{caplog.records[0].__dict__}{refused.value.body()}"
