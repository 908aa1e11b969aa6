"""Keys made by the stack: what CloudFormation asks for, once or twice, and the one answer that it gets."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from content.actions.keys import KeyRefused, KeyRequest, keep, make, remove
from content.adapters.custom_resource import UNEXPECTED, Answer, answered
from content.domain.keys import ECDSA256, RSA2048, KeyPair, Slot, generate
from content.ports.keys import StoredKey

A1 = Slot("dev", "A", "1")


@dataclass
class FakeVault:
    """Keys in memory."""

    keys: dict[str, tuple[str, KeyPair]] = field(default_factory=dict)
    another_was_faster: KeyPair | None = None

    def find(self, slot: str) -> StoredKey | None:
        serial, pair = self.keys.get(slot, ("", None))
        return StoredKey(serial, pair.public) if pair else None

    def add(self, slot: str, serial: str, pair: KeyPair, token: str) -> bool:
        if self.another_was_faster:
            self.keys[slot] = serial, self.another_was_faster
        if slot in self.keys:
            return False
        self.keys[slot] = serial, pair
        return True

    def remove(self, slot: str) -> None:
        self.keys.pop(slot, None)


def request(slot: Slot = A1, key_type: str = ECDSA256) -> KeyRequest:
    return KeyRequest(slot, key_type, "request-1")


@pytest.fixture
def vault() -> FakeVault:
    return FakeVault()


def test_a_key_is_rsa_with_2048_bits_or_ecdsa_with_p_256() -> None:
    by_rsa, by_ecdsa = (load_pem_public_key(generate(kind).public.encode()) for kind in (RSA2048, ECDSA256))

    assert isinstance(by_rsa, rsa.RSAPublicKey)
    assert by_rsa.key_size == 2048
    assert isinstance(by_ecdsa, ec.EllipticCurvePublicKey)
    assert by_ecdsa.curve.name == "secp256r1"


def test_both_halves_belong_together_and_no_representation_shows_the_private_one() -> None:
    pair = generate(ECDSA256)

    private = load_pem_private_key(pair.private.encode(), None)
    assert private.public_key() == load_pem_public_key(pair.public.encode())
    assert "PRIVATE" not in repr(pair)


def test_a_repeated_request_gets_the_same_key(vault: FakeVault) -> None:
    assert make(request(), vault) == make(request(), vault)


def test_of_two_requests_at_once_both_get_the_key_that_was_stored(vault: FakeVault) -> None:
    vault.another_was_faster = generate(ECDSA256)

    assert make(request(), vault) == vault.another_was_faster.public


def test_an_unknown_type_of_key_is_refused(vault: FakeVault) -> None:
    with pytest.raises(KeyRefused, match="`RSA512` is no type of key: RSA2048 or ECDSA256"):
        make(request(key_type="RSA512"), vault)
    assert vault.keys == {}


def test_a_slot_with_another_number_is_never_overwritten(vault: FakeVault) -> None:
    public = make(request(), vault)

    with pytest.raises(KeyRefused, match="Slot A has key number 1"):
        make(request(Slot("dev", "A", "3")), vault)
    with pytest.raises(KeyRefused, match="rotate-key"):
        keep(request(Slot("dev", "A", "3")), A1.resource, vault)
    assert vault.find("A") == StoredKey("1", public)


def test_another_type_is_that_of_later_keys(vault: FakeVault) -> None:
    public = make(request(key_type=ECDSA256), vault)

    assert keep(request(key_type=RSA2048), A1.resource, vault) == public


def test_a_key_that_is_gone_is_named(vault: FakeVault) -> None:
    with pytest.raises(KeyRefused, match="gone from Secrets Manager"):
        keep(request(), A1.resource, vault)


@pytest.mark.parametrize("resource", ["never-made", "A-2", "B-1", ""])
def test_removing_something_else_leaves_the_key(vault: FakeVault, resource: str) -> None:
    make(request(), vault)

    remove(A1, resource, vault)

    assert "A" in vault.keys


def test_a_key_is_removed_once_or_twice(vault: FakeVault) -> None:
    make(request(), vault)

    remove(A1, A1.resource, vault)
    remove(A1, A1.resource, vault)

    assert vault.keys == {}


EVENT = {
    "RequestType": "Create",
    "ResponseURL": "https://bucket.example/answer?X-Amz-Signature=secret",
    "StackId": "stack",
    "RequestId": "request-1",
    "LogicalResourceId": "ContentKeyA",
}


def answer_of(change: Any, **more: str) -> dict[str, Any]:
    """The answer to a request."""
    sent: list[tuple[str, bytes]] = []
    answered(change, lambda url, body: sent.append((url, body)))({**EVENT, **more}, None)
    [(url, body)] = sent
    assert url == EVENT["ResponseURL"]
    answer: dict[str, Any] = json.loads(body)
    assert {name: answer[name] for name in ("StackId", "RequestId", "LogicalResourceId")} == {
        name: EVENT[name] for name in ("StackId", "RequestId", "LogicalResourceId")
    }
    return answer


def test_success_is_answered_with_the_public_key() -> None:
    answer = answer_of(lambda event: Answer("A-1", {"PublicKey": "PEM"}))

    assert (answer["Status"], answer["PhysicalResourceId"], answer["Data"]) == ("SUCCESS", "A-1", {"PublicKey": "PEM"})


def test_a_refusal_is_answered_with_its_reason_and_changes_no_resource() -> None:
    def refuse(event: dict[str, Any]) -> Answer:
        raise KeyRefused("Slot A has key number 1.")

    created, updated = answer_of(refuse), answer_of(refuse, RequestType="Update", PhysicalResourceId="A-1")

    assert (created["Status"], created["Reason"]) == ("FAILED", "Slot A has key number 1.")
    assert (created["PhysicalResourceId"], updated["PhysicalResourceId"]) == ("never-made", "A-1")


def test_an_unexpected_failure_is_answered_without_its_text(caplog: pytest.LogCaptureFixture) -> None:
    def fail(event: dict[str, Any]) -> Answer:
        raise RuntimeError("-----BEGIN PRIVATE KEY-----")

    with caplog.at_level(logging.INFO):
        answer = answer_of(fail)

    assert (answer["Status"], answer["Reason"]) == ("FAILED", UNEXPECTED)
    assert "X-Amz-Signature" not in caplog.text


def test_an_answer_that_is_not_accepted_fails_so_that_lambda_repeats_it() -> None:
    def refuse(url: str, body: bytes) -> None:
        raise ConnectionError("the answer was refused with status 403")

    with pytest.raises(ConnectionError):
        answered(lambda event: Answer("A-1", {}), refuse)(EVENT, None)
