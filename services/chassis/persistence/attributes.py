"""Plain values as DynamoDB's typed attributes, and back: `5` is `{"N": "5"}`.

The same as boto3's own conversion, but for whole numbers, which come back as int; others are Decimal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from decimal import Clamped, Context, Decimal, Inexact, Overflow, Rounded, Underflow
from typing import Any

Attribute = dict[str, Any]
DIGITS = 38
# The range of DynamoDB's numbers; what it would round is an error.
EXACT = Context(prec=DIGITS, Emin=-128, Emax=126, traps=[Clamped, Overflow, Inexact, Rounded, Underflow])


def serialize_value(value: Any) -> Attribute:
    """A value as an attribute. Raises TypeError for a type that DynamoDB doesn't have, such as float."""
    if isinstance(value, str):
        return {"S": value}
    if value is None:
        return {"NULL": True}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, int | Decimal):
        return {"N": _number(value)}
    if isinstance(value, bytes | bytearray):
        return {"B": bytes(value)}
    if isinstance(value, Set):
        return _serialize_set(value)
    if isinstance(value, Mapping):
        return {"M": {name: serialize_value(inner) for name, inner in value.items()}}
    if isinstance(value, list | tuple):
        return {"L": [serialize_value(inner) for inner in value]}
    raise TypeError(f"DynamoDB has no type for {type(value).__name__}")


def deserialize_value(attribute: Attribute) -> Any:
    """An attribute as a value."""
    ((kind, value),) = attribute.items()
    return _FROM[kind](value)


def _serialize_set(values: Set[Any]) -> Attribute:
    attributes = [serialize_value(value) for value in values]
    kinds = {kind for attribute in attributes for kind in attribute}
    if len(kinds) != 1 or not kinds <= {"S", "N", "B"}:
        raise TypeError("a set holds only strings, only numbers or only bytes, and at least one")
    (kind,) = kinds
    return {f"{kind}S": [attribute[kind] for attribute in attributes]}


def _number(value: int | Decimal) -> str:
    number = EXACT.create_decimal(value)
    if not number.is_finite():
        raise TypeError("DynamoDB has no infinite numbers")
    return str(number)


def _parse_number(text: str) -> int | Decimal:
    return int(text) if text.removeprefix("-").isdecimal() else EXACT.create_decimal(text)


_FROM: dict[str, Callable[[Any], Any]] = {
    "S": lambda value: value,
    "N": _parse_number,
    "BOOL": lambda value: value,
    "NULL": lambda _: None,
    "M": lambda value: {name: deserialize_value(inner) for name, inner in value.items()},
    "L": lambda value: [deserialize_value(inner) for inner in value],
    "B": lambda value: value,
    "SS": set,
    "NS": lambda value: set(map(_parse_number, value)),
    "BS": set,
}
