"""Callers through a load balancer, which verifies nobody: their proofs, as STS confirms them.

The proof is the signature of a request to STS, GetCallerIdentity, that the caller makes and this service sends. Only
STS can verify it, and its answer names the caller's role. All of that request is fixed here but date, token and
signature, so a proof can ask nothing else of AWS, and its signature covers the audience: the service that it is for.
`souk_sdk/caller_proof.py` makes proofs. docs/load-balancer.md has the rules, decision 0077 the reasons.
"""

from __future__ import annotations

import re
import time
from calendar import timegm
from collections.abc import Callable
from typing import NamedTuple, Protocol, Self

from botocore.exceptions import BotoCoreError
from starlette.datastructures import Headers
from urllib3 import BaseHTTPResponse

from chassis.core.errors import Forbidden, Unavailable
from chassis.runtime import deadline, tracing
from chassis.runtime.aws_client import Session
from chassis.runtime.aws_config import CONFIG_ONCE
from chassis.runtime.aws_errors import OVERLOADED
from chassis.runtime.aws_protocols import SERVICES

ACCEPTED_FOR = 120  # seconds; callers renew a proof after half of it
AHEAD = 30  # seconds that a caller's clock may be fast
MOST_KEPT = 1000
UNVERIFIABLE = "The caller can't be verified just now."
AUDIENCE = "x-souk-audience"
DATE = "%Y%m%dT%H%M%SZ"
SIGNATURE = re.compile(
    r"AWS4-HMAC-SHA256 Credential=\w{16,128}/(?P<day>\d{8})/(?P<region>[a-z0-9-]+)/sts/aws4_request, "
    r"SignedHeaders=(?P<signed>[a-z0-9;-]+), Signature=[0-9a-f]{64}",
    re.ASCII,
)
ROLE = re.compile(r"arn:[\w-]+:(?:iam|sts)::(?P<account>\d{12}):(?:role|assumed-role)/(?P<path>[^:]+)", re.ASCII)
TOKEN = re.compile(r"[A-Za-z0-9+/=]*")


class Proof(NamedTuple):
    """The parts of the request to STS that are the caller's."""

    signature: str
    date: str
    token: str

    @classmethod
    def of(cls, headers: Headers) -> Self:
        """The proof in a request's headers. Raises Forbidden unless it has exactly one, of a possible form."""
        values = [headers.getlist(f"x-souk-caller{part}") for part in ("", "-date", "-token")]
        if any(len(each) > 1 for each in values):
            raise Forbidden("Send one proof of who you are.")
        proof = cls(*(each[0] if each else "" for each in values))
        if not SIGNATURE.fullmatch(proof.signature) or not TOKEN.fullmatch(proof.token):
            raise Forbidden("Only other services may call this, with a proof of who they are.")
        return proof

    def made_at(self) -> float:
        """The Unix time of the signature. Raises Forbidden."""
        try:
            return timegm(time.strptime(self.date, DATE))
        except ValueError as error:
            raise Forbidden("The proof has no date.") from error

    def covers(self, region: str) -> bool:
        """Whether the signature is for STS in this region and this date, and covers everything that it has to."""
        match = SIGNATURE.fullmatch(self.signature)
        token = ["x-amz-security-token"] if self.token else []
        signed = ";".join(["content-type", "host", "x-amz-date", *token, AUDIENCE])
        return match is not None and match.groups() == (self.date[:8], region, signed)


class Callers(Protocol):
    """Finds out which service calls, where no gateway did."""

    def role(self, headers: Headers) -> str:
        """The ARN of the role that calls. Raises Forbidden."""


class ProvenCallers:
    """The callers of one service, by the roles that may call it; none if there are no such roles.

    An identity is kept as long as its proof is accepted: STS is asked once for each proof, not for each request.
    """

    def __init__(self, session: Session, roles: str, audience: str, clock: Callable[[], float] = time.time) -> None:
        """`roles` are ARNs with commas; `audience` is that of their proofs."""
        self._session, self._audience, self._clock = session, audience, clock
        self._roles = {_role(arn.strip()) for arn in roles.split(",")} - {None}
        self._kept: dict[Proof, str] = {}

    def role(self, headers: Headers) -> str:
        """The caller's role, as the ARN of its session. Raises Forbidden, or Unavailable if STS doesn't answer."""
        if not self._roles:
            raise Forbidden("No service may call this here.")
        proof = Proof.of(headers)
        age = self._clock() + self._session.clock_offset - proof.made_at()
        if not -AHEAD <= age <= ACCEPTED_FOR:
            raise Forbidden("The proof is too old, or of a clock that is wrong.")
        if not proof.covers(self._session.region):
            raise Forbidden("The proof is for something else.")
        arn = self._kept.get(proof) or self._ask(proof)
        if _role(arn) not in self._roles:
            raise Forbidden("This role may not call this service.")
        return arn

    def _ask(self, proof: Proof) -> str:
        """The identity that STS confirms."""
        response = self._send(proof)
        protocol = SERVICES["sts"].protocol
        if response.status >= 300:
            code, _, _ = protocol.decode_error(response.data, response.headers)
            if response.status >= 500 or code in OVERLOADED:
                raise Unavailable(UNVERIFIABLE)
            raise Forbidden("AWS doesn't confirm the proof.")
        try:
            arn = str(protocol.decode(response.data, response.headers).get("Arn", ""))
        except ValueError as error:
            raise Unavailable(UNVERIFIABLE) from error
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[proof] = arn
        return arn

    def _send(self, proof: Proof) -> BaseHTTPResponse:
        deadline.check(CONFIG_ONCE.longest_try)
        request = SERVICES["sts"].protocol.encode("GetCallerIdentity", {})
        token = {"x-amz-security-token": proof.token} if proof.token else {}
        headers = {
            **request.headers,
            "host": self._session.host("sts"),
            "x-amz-date": proof.date,
            AUDIENCE: self._audience,
        }
        headers |= {"authorization": proof.signature, "user-agent": "souk", "accept-encoding": "identity", **token}
        with tracing.call_aws("sts", "GetCallerIdentity", self._session.region) as call:
            try:
                response = self._session.transport.send(self._session.endpoint("sts"), request, headers, CONFIG_ONCE)
            except BotoCoreError as error:
                raise Unavailable(UNVERIFIABLE) from error
            call.answered(response.status)
        return response


def _role(arn: str) -> tuple[str, str] | None:
    """Account and name of a role, from its ARN or from that of a session of it; None for any other identity.

    The ARN of a session lacks the role's path. It isn't needed: an account has one role of a name.
    """
    match = ROLE.fullmatch(arn)
    if match is None:
        return None
    parts = match["path"].split("/")
    return match["account"], parts[0] if ":assumed-role/" in arn else parts[-1]
