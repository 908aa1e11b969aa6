"""Signed URLs and cookies, made with botocore's signer."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Callable
from typing import Any

from botocore.signers import CloudFrontSigner
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from tests.edge.fakes import HOST, NOON
from tests.edge.rows import HIT, Ask, Row, Wait, behavior, distribution, policy

RSA, STRANGER = (rsa.generate_private_key(65537, 2048) for _ in range(2))
CURVE = ec.generate_private_key(ec.SECP256R1())
KEYS = {"KRSA": RSA.public_key(), "KEC": CURVE.public_key()}
PAID = distribution(behavior(keys=KEYS))
QUERY = distribution(behavior(keys=KEYS, policy=policy(query="all")))
BOTH = distribution(behavior("/paid/*", keys=KEYS), behavior())
URL = f"https://{HOST}/a.txt"

Sign = Callable[[bytes], bytes]


def by_rsa(message: bytes, key: rsa.RSAPrivateKey = RSA, kind: Any = hashes.SHA1) -> bytes:
    return key.sign(message, padding.PKCS1v15(), kind())


def by_curve(message: bytes, kind: Any = hashes.SHA1) -> bytes:
    return CURVE.sign(message, ec.ECDSA(kind()))


def at(seconds: float) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(NOON + seconds)


def signed(url: str = URL, key: str = "KRSA", sign: Sign = by_rsa, seconds: float = 60, **policy: Any) -> Ask:
    """A request with a signed URL: canned, or custom if there is a policy."""
    signer = CloudFrontSigner(key, sign)
    custom = signer.build_policy(policy.pop("resource", url), at(seconds), **policy) if policy else None
    full = signer.generate_presigned_url(url, at(seconds) if custom is None else None, policy=custom)
    return Ask(full.removeprefix(f"https://{HOST}").removeprefix(f"http://{HOST}"))


def changed(ask: Ask, old: str, new: str) -> Ask:
    assert old in ask.path
    return Ask(ask.path.replace(old, new, 1))


def sha256(url: str, key: str, sign: Sign) -> Ask:
    ask = signed(url, key, sign)
    return Ask(f"{ask.path}&Hash-Algorithm=SHA256")


def raw_policy(text: str) -> Ask:
    fields = {"Policy": encoded(text.encode()), "Signature": encoded(by_rsa(text.encode())), "Key-Pair-Id": "KRSA"}
    return Ask("/a.txt?" + "&".join(f"{name}={value}" for name, value in fields.items()))


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode().translate(str.maketrans("+=/", "-_~"))


def cookies(resource: str = URL, seconds: float = 60, canned: bool = False, path: str = "/a.txt") -> Ask:
    """A request with signed cookies."""
    signed_policy = CloudFrontSigner("KRSA", by_rsa).build_policy(resource, at(seconds)).encode()
    first = {"Expires": str(int(NOON + seconds))} if canned else {"Policy": encoded(signed_policy)}
    fields = {**first, "Signature": encoded(by_rsa(signed_policy)), "Key-Pair-Id": "KRSA"}
    return Ask(path, {"cookie": "; ".join(f"CloudFront-{name}={value}" for name, value in fields.items())})


def denied(detail: str) -> dict[str, str | None]:
    return {"x-edge-reason": detail}


ADDRESS = "127.0.0.0/8"
RAW_COOKIE = "CloudFront-Key-Pair-Id=KRSA; CloudFront-Expires=9999999999; CloudFront-Signature=\u00e9"
SIGNED_SIZE = signed(f"{URL}?size=1").path.partition("size=1&")[2]
ROWS = [
    Row("a request without a signature is refused", (Ask(),), 403, denied("the request is not signed"), asked=0,
        distribution=PAID),
    Row("double slashes lead around no signature", (Ask("//paid/a"),), 403, asked=0, distribution=BOTH),
    Row("dots lead around no signature", (Ask("/free/../paid/a"),), 403, asked=0, distribution=BOTH),
    Row("encoded letters lead around no signature", (Ask("/%70aid/a"),), 403, asked=0, distribution=BOTH),
    Row("a behavior without key groups needs no signature", (Ask("/free"),), distribution=BOTH),
    Row("a canned policy with RSA grants its URL", (signed(),), asked=1, distribution=PAID),
    Row("a canned policy with ECDSA grants its URL", (signed(key="KEC", sign=by_curve),), distribution=PAID),
    Row("an RSA signature may use SHA-256",
        (sha256(URL, "KRSA", lambda message: by_rsa(message, kind=hashes.SHA256)),), distribution=PAID),
    Row("an ECDSA signature may use SHA-256",
        (sha256(URL, "KEC", lambda message: by_curve(message, hashes.SHA256)),), distribution=PAID),
    Row("an unknown hash is refused", (Ask(signed().path + "&Hash-Algorithm=MD5"),), 403,
        denied("Hash-Algorithm is neither SHA1 nor SHA256"), distribution=PAID),
    Row("a signature over SHA-1 isn't one over SHA-256", (Ask(signed().path + "&Hash-Algorithm=SHA256"),), 403,
        distribution=PAID),
    Row("an expired URL is refused", (signed(seconds=-5),), 403, denied("the signature expired 5 s ago"), asked=0,
        distribution=PAID),
    Row("a URL is refused from the second of its expiry", (signed(seconds=0),), 403, distribution=PAID),
    Row("a URL expires although its object is cached", (signed(), Wait(61), signed()), 403, asked=1,
        distribution=PAID),
    Row("a URL with a changed expiry is refused", (changed(signed(), "Expires=1", "Expires=2"),), 403,
        denied("the signature doesn't fit the policy and the key"), distribution=PAID),
    Row("a signature is for one path", (changed(signed(), "a.txt", "b.txt"),), 403, distribution=PAID),
    Row("a signature of a stranger is refused",
        (signed(sign=lambda message: by_rsa(message, STRANGER)),), 403, distribution=PAID),
    Row("a key that is in no key group is refused", (changed(signed(), "KRSA", "KXXX"),), 403,
        denied("no key group of the behavior has the key KXXX"), distribution=PAID),
    Row("a signature without a key is refused", (changed(signed(), "&Key-Pair-Id=KRSA", ""),), 403, distribution=PAID),
    Row("a signature that isn't base64 is refused", (changed(signed(), "Signature=", "Signature=!"),), 403,
        denied("Signature is not base64 as CloudFront writes it"), distribution=PAID),
    Row("a signature of other characters is refused", (Ask(headers={"cookie": RAW_COOKIE}),), 403,
        denied("Signature is not base64 as CloudFront writes it"), distribution=PAID),
    Row("a time that nobody means is refused",
        (Ask(f"/a.txt?Key-Pair-Id=KRSA&Signature=AAAA&Expires={'9' * 5000}"),), 403,
        denied("neither Policy nor a valid Expires"), distribution=PAID),
    Row("a second expiry prolongs nothing", (Ask(f"{signed().path}&Expires=9999999999"),), 403, distribution=PAID),
    Row("a key without a signature is refused", (Ask("/a.txt?Key-Pair-Id=KRSA&Expires=1"),), 403,
        denied("the request has no signature"), distribution=PAID),
    Row("a signature without an expiry is refused", (Ask("/a.txt?Key-Pair-Id=KRSA&Signature=AAAA"),), 403,
        denied("neither Policy nor a valid Expires"), distribution=PAID),
    Row("a URL that was signed for HTTPS doesn't work over HTTP", (Ask(signed().path, https=False),), 403,
        distribution=PAID),
    Row("the local name of a distribution stands for its domain name",
        (Ask(signed().path, host="E111.cloudfront.localhost:4443"),), distribution=PAID),
    Row("the path form is verified as the URL that it holds",
        (Ask(f"/https://{HOST}{signed().path}", host="127.0.0.1:4600"),), distribution=PAID),
    Row("other parameters are part of the signed URL", (signed(f"{URL}?size=1"),), sent_query="size=1",
        distribution=QUERY),
    Row("the signature's parameters may come first", (Ask(f"/a.txt?{SIGNED_SIZE}&size=1"),), sent_query="size=1",
        distribution=QUERY),
    Row("a signed URL's parameters can't be added to", (Ask(f"{signed().path}&size=1"),), 403, distribution=QUERY),
    Row("a signed URL's parameters can't be changed", (changed(signed(f"{URL}?size=1"), "size=1", "size=2"),), 403,
        distribution=QUERY),
    Row("the signature's parameters are neither in the key nor sent", (signed(), signed(seconds=90)), 200,
        {"x-cache": HIT}, asked=1, distribution=QUERY),
    Row("without key groups a parameter named Signature is one as any other", (Ask("/a.txt?Signature=1"),),
        sent_query="Signature=1", distribution=distribution(behavior(policy=policy(query="all")))),
    Row("a custom policy grants many paths", (signed(resource=f"https://{HOST}/*"),), distribution=PAID),
    Row("a question mark in a custom policy is one character", (signed(resource=f"https://{HOST}/?.txt"),),
        distribution=PAID),
    Row("a custom policy doesn't grant other paths", (signed(resource=f"https://{HOST}/b/*"),), 403,
        denied(f"the policy is for https://{HOST}/b/*, not for {URL}"), distribution=PAID),
    Row("a custom policy may grant both protocols", (Ask(signed(resource=f"http*://{HOST}/*").path, https=False),),
        distribution=PAID),
    Row("a custom policy ends", (signed(resource="*", seconds=-1),), 403, distribution=PAID),
    Row("a custom policy may begin later", (signed(date_greater_than=at(30)),), 403,
        denied("the signature begins in 30 s"), distribution=PAID),
    Row("a custom policy doesn't hold in the second of its begin", (signed(date_greater_than=at(0)),), 403,
        distribution=PAID),
    Row("a custom policy holds after its begin", (Wait(31), signed(date_greater_than=at(30))), distribution=PAID),
    Row("a custom policy may name the viewer's network", (signed(ip_address=ADDRESS),), distribution=PAID),
    Row("a viewer of another network is refused", (Ask(signed(ip_address=ADDRESS).path, client="192.0.2.7"),), 403,
        denied("the policy is for 127.0.0.0/8, not for 192.0.2.7"), distribution=PAID),
    Row("a custom policy may name one address",
        (Ask(signed(ip_address="192.0.2.7/32").path, client="192.0.2.7"),), distribution=PAID),
    Row("a neighbour of the address is refused",
        (Ask(signed(ip_address="192.0.2.7/32").path, client="192.0.2.6"),), 403, distribution=PAID),
    Row("an address may stand without its range", (Ask(signed(ip_address="192.0.2.7").path, client="192.0.2.7"),),
        distribution=PAID),
    Row("any address may be meant explicitly", (Ask(signed(ip_address="0.0.0.0/0").path, client="::1"),),
        distribution=PAID),
    Row("a policy that isn't JSON is refused", (raw_policy("{"),), 403, distribution=PAID),
    Row("a policy without an end is refused", (raw_policy('{"Statement":[{"Resource":"*","Condition":{}}]}'),), 403,
        denied("the policy is not one statement with DateLessThan"), distribution=PAID),
    Row("a policy with an unknown condition is refused",
        (raw_policy('{"Statement":[{"Condition":{"DateLessThan":{"AWS:EpochTime":9e9},"Bool":{}}}]}'),), 403,
        denied("unknown condition Bool"), distribution=PAID),
    Row("a refusal never breaks the headers",
        (raw_policy('{"Statement":[{"Condition":{"DateLessThan":{"AWS:EpochTime":9e9},"\\n\u20ac":1}}]}'),), 403,
        denied(r"unknown condition \n\u20ac"), distribution=PAID),
    Row("a policy with a malformed network is refused",
        (raw_policy('{"Statement":[{"Condition":{"DateLessThan":{"AWS:EpochTime":9e9},"IpAddress":'
                    '{"AWS:SourceIp":"x"}}}]}'),), 403, distribution=PAID),
    Row("signed cookies with a custom policy grant many paths",
        (cookies(f"https://{HOST}/*", path="/b.txt"),), distribution=PAID),
    Row("signed cookies with a canned policy grant one URL", (cookies(canned=True),), distribution=PAID),
    Row("signed cookies of another URL are refused", (cookies(canned=True, path="/b.txt"),), 403, distribution=PAID),
    Row("expired signed cookies are refused", (cookies(seconds=-1),), 403, distribution=PAID),
    Row("if a request has both, only the signed URL counts",
        (Ask(signed(seconds=-1).path, cookies().headers),), 403, distribution=PAID),
    Row("signed cookies stay at the edge",
        (cookies(),), sent={"cookie": None}, distribution=distribution(behavior(keys=KEYS,
        policy=policy(cookies="all")))),
]  # fmt: skip
