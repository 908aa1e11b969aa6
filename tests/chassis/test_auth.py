"""Access: what the gateway has verified is believed, what nobody has verified is checked, and nothing else gets in."""

from __future__ import annotations

import sys
import time
from typing import Any

import jwt
import pytest

from chassis.core.errors import Unavailable
from chassis.web.app import create_app
from chassis.web.auth import PoolVerifier
from tests.chassis.conftest import TINY, Shelf
from tests.gateway import Client, claims
from tests.tokens import KEY_ID, Pool, key_of

NOTE = {"name": "Anna", "email": "anna@example.com"}


def refused(client: Client) -> bool:
    answer = client.get("/things/lamp")
    return (answer.status, answer.problem, answer.headers["www-authenticate"]) == (401, "unauthenticated", "Bearer")


def with_token(client: Client, token: str) -> Client:
    return client.with_headers(Authorization=f"Bearer {token}")


def test_whom_the_gateway_has_let_in_is_believed(tiny: Client) -> None:
    answer = tiny.as_customer("anna").get("/things/lamp")

    assert answer.json == {"name": "Reading lamp", "seen_by": "anna", "roles": []}


def flattened(groups: list[str]) -> list[str]:
    """A list of groups as a REST API and an HTTP API pass it on."""
    return [",".join(groups), f"[{' '.join(groups)}]"]


def member(client: Client, groups: list[str], claim: str) -> Client:
    return client.with_groups({**claims("sam"), "cognito:groups": claim}, groups)


@pytest.mark.parametrize("groups", [["staff"], ["packers", "staff"], ["not,staff", "staff"]])
def test_groups_are_roles_however_the_gateway_writes_them(tiny: Client, groups: list[str]) -> None:
    for claim in flattened(groups):
        someone = member(tiny, groups, claim)

        assert set(someone.get("/things/lamp").json["roles"]) == set(groups)
        assert someone.put("/notes/1", NOTE).status == 200


@pytest.mark.parametrize(
    "group",
    ["staffing", "not-staff", "packers", "STAFF", "not,staff", "staff,not", "warehouse staff", "[staff]", "staff "],
)
def test_other_groups_are_not_staff_though_their_name_could_be_read_as_two(tiny: Client, group: str) -> None:
    for claim in flattened([group]):
        answer = member(tiny, [group], claim).put("/notes/1", NOTE)

        assert (answer.status, answer.problem) == (403, "forbidden")


def test_groups_that_are_not_those_of_the_verified_token_count_for_nothing(tiny: Client) -> None:
    someone = member(tiny, ["staff"], "packers,staff")
    forged = member(tiny, ["not", "staff"], "not,staff")
    sends_two = forged.with_headers(Authorization=f"{forged.headers['Authorization']}, Bearer e30.e30.c2lnbmVk")
    in_no_token = tiny.with_claims({**claims("sam"), "cognito:groups": "staff"}).with_headers(Authorization="Bearer x")

    assert someone.put("/notes/1", NOTE).status == 403
    assert sends_two.put("/notes/1", NOTE).status == 403
    assert in_no_token.put("/notes/1", NOTE).status == 403


@pytest.mark.parametrize("token_use", ["id", "refresh", "", "Access"])
def test_the_gateway_lets_other_tokens_through_but_they_are_refused(tiny: Client, token_use: str) -> None:
    assert refused(tiny.with_claims(claims("anna", token_use=token_use)))


def test_claims_of_nothing_are_refused(tiny: Client) -> None:
    assert refused(tiny.with_claims({}))


def test_a_header_that_says_who_one_is_is_not_believed(tiny: Client) -> None:
    assert refused(tiny.with_headers(X_User="anna", X_Amzn_Oidc_Identity="anna"))


def test_without_a_token_nobody_gets_in(tiny: Client) -> None:
    assert refused(tiny)


def test_where_no_gateway_has_checked_it_a_good_token_gets_in(tiny: Client, pool: Pool) -> None:
    answer = with_token(tiny, pool.token("anna", "staff")).get("/things/lamp")

    assert answer.json == {"name": "Reading lamp", "seen_by": "anna", "roles": ["staff"]}


@pytest.mark.parametrize(
    "others",
    [
        {"token_use": "id"},
        {"token_use": "refresh"},
        {"token_use": None},
        {"exp": int(time.time()) - 1},
        {"exp": None},
        {"nbf": int(time.time()) + 3600},
        {"iss": "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_other"},
        {"iss": None},
        {"sub": None},
        {"scope": None},
        {"scope": "souk/reports"},
    ],
    # Not the times: every worker has to call the tests alike.
    ids=lambda others: " ".join(f"{name} {'now' if isinstance(v, int) else v}" for name, v in others.items())[:40],
)
def test_where_no_gateway_has_checked_it_a_bad_token_does_not_get_in(
    tiny: Client, pool: Pool, others: dict[str, Any]
) -> None:
    assert refused(with_token(tiny, pool.token("anna", **others)))


def test_a_forged_token_does_not_get_in(tiny: Client, pool: Pool) -> None:
    assert refused(with_token(tiny, pool.token("anna", signed_with=key_of("a forger"))))


def test_a_token_that_was_changed_does_not_get_in(tiny: Client, pool: Pool) -> None:
    head, _, signature = pool.token("anna").split(".")
    _, body, _ = pool.token("sam", "staff").split(".")

    assert refused(with_token(tiny, f"{head}.{body}.{signature}"))


def test_a_token_that_is_signed_by_nobody_does_not_get_in(tiny: Client, pool: Pool) -> None:
    fields = jwt.decode(pool.token("anna"), options={"verify_signature": False})

    assert refused(with_token(tiny, jwt.encode(fields, key="", algorithm="none", headers={"kid": KEY_ID})))
    assert refused(with_token(tiny, jwt.encode(fields, key="a secret" * 8, algorithm="HS256", headers={"kid": KEY_ID})))
    assert refused(with_token(tiny, jwt.encode(fields, key="a secret" * 8, headers={"kid": "another"})))


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Basic YTpi", "Bearer é.é.é"])
def test_what_is_no_token_does_not_get_in(tiny: Client, header: str) -> None:
    assert refused(tiny.with_headers(Authorization=header))


def test_an_app_that_cannot_check_tokens_refuses_them_all(pool: Pool) -> None:
    behind_the_gateway = Client(create_app(TINY, {Shelf: Shelf(lamp="Reading lamp")}))

    assert refused(with_token(behind_the_gateway, pool.token("anna")))
    assert behind_the_gateway.as_customer("anna").get("/things/lamp").status == 200


def test_while_the_keys_cannot_be_had_nobody_gets_in(pool: Pool) -> None:
    verifier = PoolVerifier(pool.issuer, "http://127.0.0.1:9/jwks.json")

    with pytest.raises(Unavailable):
        verifier.claims(pool.token("anna"))


def test_another_service_gets_in_where_services_may(tiny: Client) -> None:
    role = "arn:aws:sts::123456789012:assumed-role/souk-dev-orders-http/run"

    assert tiny.as_service(role).get("/internal/things").json == role


def test_people_do_not_get_in_where_services_may(tiny: Client) -> None:
    for someone in (tiny, tiny.as_customer("anna"), tiny.as_staff()):
        answer = someone.get("/internal/things")

        assert (answer.status, answer.problem) == (403, "forbidden")


def test_a_zip_without_the_packages_for_it_refuses_every_token_and_the_log_says_how_to_build_another(
    tiny: Client, pool: Pool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "jwt", None)  # its import fails

    assert refused(with_token(tiny, pool.token("anna")))
    assert "SOUK_VERIFY_TOKENS=1" in caplog.text
