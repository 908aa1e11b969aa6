"""Callers through a load balancer: a service that proves a role that may call gets in, and nobody else."""

from __future__ import annotations

import time
from calendar import timegm
from collections.abc import Iterator

import pytest
from botocore.credentials import Credentials
from starlette.datastructures import Headers

from chassis.core.errors import Forbidden, Problem, Unavailable
from chassis.runtime import aws_signature
from chassis.runtime.aws_encoding import Encoded
from chassis.web import callers
from chassis.web.callers import ACCEPTED_FOR, AHEAD, MOST_KEPT, ProvenCallers
from souk_sdk import caller_proof
from souk_sdk.caller_proof import CallerProof
from tests.aws_server import Answer, AwsServer, aws_server

REGION, AUDIENCE = "eu-central-1", "souk-dev-users"
KEYS = Credentials("ASIAEXAMPLEEXAMPLE12", "secret", "session/token+==")
ROLE = "arn:aws:iam::123456789012:role/shop/pickers"
SESSION = "arn:aws:sts::123456789012:assumed-role/pickers/i-0123456789abcdef0"


def identity(arn: str = SESSION) -> Answer:
    """STS' answer to GetCallerIdentity."""
    result = f"<GetCallerIdentityResult><Arn>{arn}</Arn><UserId>AROA:i</UserId></GetCallerIdentityResult>"
    namespace = 'xmlns="https://sts.amazonaws.com/doc/2011-06-15/"'
    return Answer(f"<GetCallerIdentityResponse {namespace}>{result}</GetCallerIdentityResponse>".encode())


def refusal(code: str, status: int) -> Answer:
    return Answer(f"<ErrorResponse><Error><Code>{code}</Code></Error></ErrorResponse>".encode(), status)


@pytest.fixture
def sts() -> Iterator[AwsServer]:
    with aws_server() as server:
        server.answers = [identity()]
        yield server


def users(sts: AwsServer, roles: str = ROLE, late: float = 0) -> ProvenCallers:
    """The service that is called, `late` seconds from now."""
    return ProvenCallers(sts.session(), roles, AUDIENCE, lambda: time.time() + late)


def proof(region: str = REGION, audience: str = AUDIENCE, keys: Credentials = KEYS) -> dict[str, str]:
    return CallerProof(region, audience).headers(keys.get_frozen_credentials())


def why_refused(service: ProvenCallers, headers: Headers, kind: type[Problem] = Forbidden) -> str:
    with pytest.raises(kind) as refused:
        service.role(headers)
    return refused.value.detail


def test_a_service_that_proves_its_role_gets_in(sts: AwsServer) -> None:
    assert users(sts).role(Headers(proof())) == SESSION


def test_aws_is_asked_exactly_what_the_caller_signed(sts: AwsServer) -> None:
    headers = proof()
    users(sts).role(Headers(headers))

    [asked] = sts.requests
    headers_of_call = {name: asked.headers[name] for name in ("content-type", "x-souk-audience")}
    signed = aws_signature.sign(
        Encoded("/", headers_of_call, b"Action=GetCallerIdentity&Version=2011-06-15"),
        host="sts.eu-central-1.amazonaws.com",
        keys=KEYS.get_frozen_credentials(),
        scope=(REGION, "sts"),
        now=timegm(time.strptime(headers["X-Souk-Caller-Date"], callers.DATE)),
    )
    assert signed["authorization"] == headers["X-Souk-Caller"]
    assert {name: asked.headers[name] for name in signed} == signed
    assert (asked.path, asked.body) == ("/", b"Action=GetCallerIdentity&Version=2011-06-15")


def test_a_proof_for_another_service_is_sent_to_aws_as_one_for_this_which_it_is_not(sts: AwsServer) -> None:
    users(sts).role(Headers(proof(audience="souk-dev-orders")))

    assert sts.requests[0].headers["x-souk-audience"] == AUDIENCE


def test_aws_is_asked_once_for_a_proof(sts: AwsServer) -> None:
    service, headers = users(sts), Headers(proof())

    assert {service.role(headers) for _ in range(5)} == {SESSION}
    assert len(sts.requests) == 1

    service.role(Headers(proof(keys=Credentials("ASIAEXAMPLEEXAMPLE13", "secret", "token"))))
    assert len(sts.requests) == 2


def test_what_is_kept_is_bounded(sts: AwsServer) -> None:
    service = users(sts)
    service._kept = dict.fromkeys((callers.Proof(str(number), "", "") for number in range(MOST_KEPT)), SESSION)

    service.role(Headers(proof()))

    assert len(service._kept) == 1


def test_a_proof_is_refused_when_it_is_too_old_though_it_was_good_before(sts: AwsServer) -> None:
    now = [time.time()]
    service, headers = ProvenCallers(sts.session(), ROLE, AUDIENCE, lambda: now[0]), Headers(proof())
    service.role(headers)

    now[0] += ACCEPTED_FOR + 1

    assert "too old" in why_refused(service, headers)


@pytest.mark.parametrize("late", [ACCEPTED_FOR + 1, -AHEAD - 2])
def test_aws_is_not_asked_about_a_proof_that_is_too_old_or_of_tomorrow(sts: AwsServer, late: float) -> None:
    assert "too old" in why_refused(users(sts, late=late), Headers(proof()))
    assert sts.requests == []


def test_callers_renew_a_proof_before_it_is_refused() -> None:
    assert caller_proof.RENEWED_AFTER * 2 == ACCEPTED_FOR


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Souk-Caller", ""),
        ("X-Souk-Caller", "Bearer e30.e30.c2lnbmVk"),
        ("X-Souk-Caller", "AWS4-HMAC-SHA256 Credential=AKIA/20261130/eu-central-1/sts/aws4_request"),
        ("X-Souk-Caller-Date", ""),
        ("X-Souk-Caller-Date", "now"),
        ("X-Souk-Caller-Token", "a token\tof two words"),
    ],
)
def test_what_is_no_proof_is_refused(sts: AwsServer, name: str, value: str) -> None:
    why_refused(users(sts), Headers({**proof(), name: value}))

    assert sts.requests == []


def test_without_a_proof_nobody_gets_in_whatever_role_they_name(sts: AwsServer) -> None:
    named = {"x-amzn-mtls-clientcert-subject": "CN=pickers", "x-amzn-oidc-identity": "pickers", "x-user-arn": SESSION}

    assert "proof" in why_refused(users(sts), Headers({**named, "x-amzn-trace-id": "Root=1;Caller=pickers"}))


@pytest.mark.parametrize("name", ["X-Souk-Caller", "X-Souk-Caller-Date", "X-Souk-Caller-Token"])
def test_two_proofs_are_none(sts: AwsServer, name: str) -> None:
    raw = [(key.lower().encode(), value.encode()) for key, value in [*proof().items(), (name, proof()[name])]]

    assert "one proof" in why_refused(users(sts), Headers(raw=raw))


CHANGES = [
    ("/sts/", "/execute-api/"),
    (f"/{REGION}/", "/us-east-1/"),
    (";x-souk-audience,", ","),
    (";x-amz-security-token;", ";"),
    ("content-type;", ""),
    ("host;", "host;x-more;"),
    ("/20", "/19"),
]


@pytest.mark.parametrize(("part", "other"), CHANGES)
def test_a_signature_that_covers_something_else_is_refused(sts: AwsServer, part: str, other: str) -> None:
    headers = proof()
    assert part in headers["X-Souk-Caller"]

    why_refused(users(sts), Headers({**headers, "X-Souk-Caller": headers["X-Souk-Caller"].replace(part, other)}))

    assert sts.requests == []


def test_a_proof_of_another_region_is_refused(sts: AwsServer) -> None:
    assert "something else" in why_refused(users(sts), Headers(proof(region="eu-west-1")))


@pytest.mark.parametrize("code", ["SignatureDoesNotMatch", "InvalidClientTokenId", "ExpiredToken", "AccessDenied"])
def test_what_aws_does_not_confirm_is_refused_and_not_kept(sts: AwsServer, code: str) -> None:
    sts.answers = [refusal(code, 403), identity()]
    service, headers = users(sts), Headers(proof())

    assert "confirm" in why_refused(service, headers)
    assert service.role(headers) == SESSION


@pytest.mark.parametrize("answer", [refusal("Throttling", 400), refusal("", 503), Answer(b"<html>"), Answer(b"", 500)])
def test_while_aws_does_not_answer_nobody_gets_in_and_may_try_again(sts: AwsServer, answer: Answer) -> None:
    sts.answers = [answer]

    why_refused(users(sts), Headers(proof()), Unavailable)


def test_where_aws_cannot_be_reached_nobody_gets_in(sts: AwsServer) -> None:
    session = sts.session(AWS_ENDPOINT_URL_STS="http://127.0.0.1:9")

    why_refused(ProvenCallers(session, ROLE, AUDIENCE), Headers(proof()), Unavailable)


@pytest.mark.parametrize(
    "arn",
    [
        "arn:aws:sts::123456789012:assumed-role/packers/run",
        "arn:aws:sts::123456789012:assumed-role/other/pickers",
        "arn:aws:sts::210987654321:assumed-role/pickers/run",
        "arn:aws:sts::123456789012:federated-user/pickers",
        "arn:aws:iam::123456789012:user/pickers",
        "arn:aws:iam::123456789012:root",
        "",
    ],
)
def test_another_identity_does_not_get_in_though_it_is_proven(sts: AwsServer, arn: str) -> None:
    sts.answers = [identity(arn)]

    assert "role" in why_refused(users(sts), Headers(proof()))


@pytest.mark.parametrize("roles", ["", "*", "pickers", ", ,", "arn:aws:iam::123456789012:user/pickers"])
def test_where_no_role_is_named_nobody_gets_in(sts: AwsServer, roles: str) -> None:
    assert "No service" in why_refused(users(sts, roles), Headers(proof()))


def test_several_roles_may_call(sts: AwsServer) -> None:
    assert users(sts, f"arn:aws:iam::123456789012:role/packers, {ROLE}").role(Headers(proof())) == SESSION
