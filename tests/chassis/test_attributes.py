"""Values become DynamoDB's attributes, and come back, as boto3 does it."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from boto3.dynamodb.types import Binary, TypeDeserializer, TypeSerializer

from chassis.persistence.attributes import deserialize_value, serialize_value

VALUES = 5_000
Make = Callable[[random.Random], Any]
SCALARS: list[Make] = [
    lambda r: r.randint(-(10**37), 10**37),
    lambda r: r.randint(-9, 9),
    lambda r: Decimal(r.randint(-(10**20), 10**20)).scaleb(r.randint(-30, 30)),
    lambda r: "".join(r.choices("aB0 é日\x00'\"", k=r.randint(0, 20))),
    lambda r: r.randbytes(r.randint(0, 20)),
]
OTHERS: list[Make] = [lambda r: r.choice([True, False]), lambda r: None]


def value(r: random.Random, depth: int = 0) -> Any:
    """A random value; lists and maps hold others."""
    kind = r.randrange(10)
    if kind < 2 and depth < 4:
        return [value(r, depth + 1) for _ in range(r.randrange(4))]
    if kind < 4 and depth < 4:
        return {f"name{number}": value(r, depth + 1) for number in range(r.randrange(4))}
    if kind == 4:
        make = r.choice(SCALARS)
        return {make(r) for _ in range(r.randint(1, 4))}
    return r.choice([*SCALARS, *OTHERS])(r)


def unwrapped(theirs: Any) -> Any:
    """boto3's value, with its Binary as bytes."""
    if isinstance(theirs, Binary):
        return bytes(theirs)
    if isinstance(theirs, dict):
        return {name: unwrapped(inner) for name, inner in theirs.items()}
    if isinstance(theirs, list | set):
        return type(theirs)(map(unwrapped, theirs))
    return theirs


def test_random_values_are_written_and_read_as_boto3_does() -> None:
    random_ = random.Random(13)  # noqa: S311  no secret
    to_dynamo, from_dynamo = TypeSerializer(), TypeDeserializer()

    for _ in range(VALUES):
        original = value(random_)
        attribute = serialize_value(original)

        assert attribute == to_dynamo.serialize(original)
        assert deserialize_value(attribute) == unwrapped(from_dynamo.deserialize(attribute)) == original


@pytest.mark.parametrize(("text", "number"), [("5", 5), ("-7", -7), ("0.5", Decimal("0.5")), ("1E+2", Decimal(100))])
def test_whole_numbers_come_back_as_int(text: str, number: int | Decimal) -> None:
    read = deserialize_value({"N": text})

    assert (type(read), read) == (type(number), number)


@pytest.mark.parametrize("bad", [1.5, {1.5}, {1, "a"}, object(), Decimal("NaN"), 10**38 + 1])
def test_a_value_that_dynamodb_cannot_hold_is_refused_as_by_boto3(bad: Any) -> None:
    with pytest.raises(Exception) as refused:  # noqa: PT011  whatever boto3 raises
        TypeSerializer().serialize(bad)

    with pytest.raises(refused.type):
        serialize_value(bad)
