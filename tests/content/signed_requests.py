"""Links and sessions, signed by content's own signer with each type of key, as requests that a viewer may send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from content.adapters.signing import SecretSigner
from content.domain.keys import ECDSA256, RSA2048, KeyPair, generate
from content.domain.opening import CLOCKS_DIFFER_BY
from tests.content.fakes_opening import secrets_with
from tests.content.guide_verifier import Asked
from tests.edge.fakes import HOST, NOON

BASE = f"https://{HOST}/first-evening/5f0c1f7e3b1d/"
ENTRY = f"{BASE}index.m3u8"
ADDRESS = "203.0.113.7"
LINK, SESSION = timedelta(minutes=15), timedelta(hours=4)
KEY_IDS = {RSA2048: "K2JCJMDEHXQW5F", ECDSA256: "K36X4X2EO997HM"}
FORMS = ("link", "query", "cookies", "bound")


@dataclass(frozen=True)
class Signed:
    """A request that is served, and the form of its signature."""

    key_type: str
    form: str
    asked: Asked

    @property
    def name(self) -> str:
        return f"{self.key_type} {self.form}"

    @property
    def fields(self) -> dict[str, str]:
        """The fields of the signature, in their order."""
        if self.asked.cookies:
            return {name.removeprefix("CloudFront-"): value for name, value in self.asked.cookies.items()}
        pairs = self.asked.url.partition("?")[2].split("&")
        return {name: value for name, _, value in (pair.partition("=") for pair in pairs)}

    def with_fields(self, fields: Mapping[str, str]) -> Asked:
        """The request with other fields."""
        if self.asked.cookies:
            return replace(self.asked, cookies=cookies_of(fields))
        return replace(self.asked, url=with_query(self.asked.url.partition("?")[0], fields))


@cache
def pair(key_type: str) -> KeyPair:
    return generate(key_type)


@cache
def stranger(key_type: str) -> KeyPair:
    """A key that no key group has."""
    return generate(key_type)


def public_keys() -> dict[str, str]:
    """The key group: PEM by id."""
    return {key_id: pair(key_type).public for key_type, key_id in KEY_IDS.items()}


def signer(key_type: str, key: KeyPair | None = None) -> SecretSigner:
    return SecretSigner(secrets_with((key or pair(key_type)).private, KEY_IDS[key_type]), "signing")


def moment(seconds: float = 0) -> datetime:
    return datetime.fromtimestamp(NOON + seconds, UTC)


def signed(key_type: str, form: str, key: KeyPair | None = None) -> Signed:
    """A request a minute after it was signed, in one of the forms."""
    by = signer(key_type, key)
    at = NOON + 60
    if form == "link":
        return Signed(key_type, form, Asked(by.link(ENTRY, moment() + LINK), at=at))
    address = ADDRESS if form == "bound" else None
    cookies = by.cookies(f"{BASE}*", moment() - CLOCKS_DIFFER_BY, moment() + SESSION, address)
    if form == "query":
        fields = {name.removeprefix("CloudFront-"): value for name, value in cookies.items()}
        return Signed(key_type, form, Asked(with_query(ENTRY, fields), at=at))
    return Signed(key_type, form, Asked(ENTRY, cookies, ADDRESS, at))


def with_query(url: str, fields: Mapping[str, str]) -> str:
    return f"{url}?{'&'.join(f'{name}={value}' for name, value in fields.items())}"


def cookies_of(fields: Mapping[str, str]) -> dict[str, str]:
    return {f"CloudFront-{name}": value for name, value in fields.items()}
