"""Mutations of signed requests, none of which may be served."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from content.domain.keys import ECDSA256, RSA2048
from tests.content.guide_verifier import Asked
from tests.content.signed_requests import BASE, ENTRY, KEY_IDS, LINK, SESSION, Signed, signed, stranger
from tests.edge.fakes import HOST, NOON

OTHER_HOST = "d222.cloudfront.net"
Mutation = tuple[str, Asked]
"""The mutation's name and the request."""


def mutations(of: Signed) -> Iterator[Mutation]:
    """All mutations of a request."""
    for kind in (protocols, hosts, paths, times, addresses, key_ids, fields_gone, foreign, policies, signatures):
        for what, asked in kind(of):
            yield f"{of.name}: {what}", asked


def protocols(of: Signed) -> Iterator[Mutation]:
    yield "http for https", moved(of, "https://", "http://")


def hosts(of: Signed) -> Iterator[Mutation]:
    yield "another distribution with the same key group", moved(of, HOST, OTHER_HOST)


def paths(of: Signed) -> Iterator[Mutation]:
    """Every character of the path changed, doubled, left out or escaped; of a session only of its folder."""
    start, end = len(f"https://{HOST}/"), len(ENTRY if of.form == "link" else BASE)
    for at in range(start, end):
        sign = ENTRY[at]
        for changed in ("", sign * 2, "*", f"%{ord(sign):02x}", sign.swapcase()):
            url = ENTRY[:at] + changed + ENTRY[at + 1 :]
            outside = of.form == "link" or not url.startswith(BASE)
            if url != ENTRY and outside:
                yield f"path {at} as `{changed}`", moved(of, ENTRY, url)
    for path in (
        "",
        "second/5f0c1f7e3b1d/index.m3u8",
        "first-evening/index.m3u8",
        "first-evening/000000000000/index.m3u8",
    ):
        yield f"the path /{path}", moved(of, ENTRY, f"https://{HOST}/{path}")
    for before in ("x/../", "%2e%2e/", "./", "/", "a/%2e%2e/"):
        yield f"{before} before the path", moved(of, f"{HOST}/", f"{HOST}/{before}")
    if of.form == "link":
        for more in ("?size=large", "?x", "?expires=1", "?Resource=*"):
            yield f"a query {more}", moved(of, "?", f"{more}&")


def times(of: Signed) -> Iterator[Mutation]:
    end = NOON + (LINK if of.form == "link" else SESSION).total_seconds()
    for late in (0, 0.5, 1, 240, 86_400, 31_536_000):
        yield f"{late} s after the end", replace(of.asked, at=end + late)
    if of.form == "link":
        for more in (-3600, -1, 1, 59, 60, 240, 3600, 86_400, 10**9):
            yield f"Expires {more:+} s", of.with_fields({**of.fields, "Expires": f"{end + more:.0f}"})
        for text in (
            "",
            "0",
            "-1",
            "never",
            "1e12",
            f"{end:.0f}.0",
            "9" * 18,
            "9" * 400,
            "0x7fffffff",
            f"{end:.0f}%20",
        ):
            yield f"Expires `{text[:20]}`", of.with_fields({**of.fields, "Expires": text})
    else:
        for early in (0, 1, 3600):
            yield f"{early} s before the beginning", replace(of.asked, at=NOON - 300 - early)


def addresses(of: Signed) -> Iterator[Mutation]:
    if of.form == "bound":
        for address in (
            *(f"203.0.113.{last}" for last in range(40) if last != 7),
            "198.51.100.7",
            "127.0.0.1",
            "2001:db8::7",
        ):
            yield f"from {address}", replace(of.asked, client=address)


def key_ids(of: Signed) -> Iterator[Mutation]:
    own = KEY_IDS[of.key_type]
    others = [key_id for key_id in KEY_IDS.values() if key_id != own]
    changed = [own[:at] + sign + own[at + 1 :] for at in range(len(own)) for sign in "A9a" if sign != own[at]]
    for key_id in (*others, *changed, "", "*", own.lower(), own[:-1], f"{own}0"):
        yield f"the key `{key_id}`", of.with_fields({**of.fields, "Key-Pair-Id": key_id})


def fields_gone(of: Signed) -> Iterator[Mutation]:
    fields = of.fields
    yield "no signature at all", of.with_fields({})
    for name in fields:
        yield f"no {name}", of.with_fields({each: value for each, value in fields.items() if each != name})
        yield f"an empty {name}", of.with_fields({**fields, name: ""})
        renamed = {each.lower() if each == name else each: value for each, value in fields.items()}
        yield f"{name} in lower case", of.with_fields(renamed)
    for algorithm in ("SHA1", "SHA512", "MD5", "none"):
        yield f"the hash {algorithm}", of.with_fields({**fields, "Hash-Algorithm": algorithm})


def foreign(of: Signed) -> Iterator[Mutation]:
    """A stranger's signature under our key's id, and signatures of other requests."""
    yield "signed by a stranger", signed(of.key_type, of.form, stranger(of.key_type)).asked
    other_type = ECDSA256 if of.key_type == RSA2048 else RSA2048
    for key_type, form in ((other_type, of.form), (of.key_type, "link" if of.form != "link" else "query")):
        other = signed(key_type, form).fields["Signature"]
        yield f"the signature of {key_type} {form}", of.with_fields({**of.fields, "Signature": other})
    if of.form == "link":
        yield (
            "a policy beside Expires",
            of.with_fields({**of.fields, "Policy": signed(of.key_type, "query").fields["Policy"]}),
        )
    else:
        canned = {name: value for name, value in of.fields.items() if name != "Policy"}
        yield "Expires for the policy", of.with_fields({"Expires": f"{NOON + 900:.0f}", **canned})


def policies(of: Signed) -> Iterator[Mutation]:
    """Every byte of a custom policy changed, and wider policies, with the old signature."""
    if of.form == "link":
        return
    text = decoded(of.fields["Policy"])
    for at in range(len(text)):
        changed = text[:at] + bytes([text[at] ^ 1]) + text[at + 1 :]
        yield f"policy's byte {at}", of.with_fields({**of.fields, "Policy": encoded(changed)})
    [statement] = json.loads(text)["Statement"]
    wider: dict[str, Mapping[str, Any]] = {
        "all files": {**statement, "Resource": "*"},
        "no resource": {"Condition": statement["Condition"]},
        "a later end": {**statement, "Condition": {"DateLessThan": {"AWS:EpochTime": int(NOON) + 10**8}}},
        "white space": statement,
    }
    for what, each in wider.items():
        policy = json.dumps({"Statement": [each]}, indent=1).encode()
        yield f"a policy with {what}", of.with_fields({**of.fields, "Policy": encoded(policy)})


def signatures(of: Signed) -> Iterator[Mutation]:
    """Every bit of a link's signature flipped, of a session's one in each byte, and signatures of other lengths."""
    signature = decoded(of.fields["Signature"])
    for bit in range(0, len(signature) * 8, 1 if of.form == "link" else 9):
        flipped = bytearray(signature)
        flipped[bit // 8] ^= 1 << bit % 8
        yield f"signature's bit {bit}", of.with_fields({**of.fields, "Signature": encoded(bytes(flipped))})
    for what, other in {"cut": signature[:-1], "longer": signature + b"\0", "zero": bytes(len(signature))}.items():
        yield f"signature {what}", of.with_fields({**of.fields, "Signature": encoded(other)})
    for text in ("x", "%00", "!!!!", of.fields["Signature"].swapcase()):
        yield f"signature `{text[:8]}`", of.with_fields({**of.fields, "Signature": text})


def moved(of: Signed, old: str, new: str) -> Asked:
    """The request at another URL."""
    assert old in of.asked.url
    return replace(of.asked, url=of.asked.url.replace(old, new, 1))


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode().translate(str.maketrans("+=/", "-_~"))


def decoded(text: str) -> bytes:
    return base64.b64decode(text.translate(str.maketrans("-_~", "+=/")))
