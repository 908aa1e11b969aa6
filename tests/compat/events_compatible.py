"""Compatible changes of events."""

from tests.compat.events_breaking import CANCELLED, CHANGED, ERASED, PLACED, REFUSED, REGISTERED, RETURN, SHIPPED
from tests.compat.mutants import Mutant, field, named, put

GIFT = {"type": "boolean"}
NOTE = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}
COMPATIBLE = [
    Mutant("a field is new", PLACED, lambda d: d["properties"].update(gift=GIFT), "`gift` is new"),
    Mutant("a field is new and always there", PLACED, lambda d: (d["properties"].update(gift=GIFT),
           d["required"].append("gift")), "`gift` is new"),
    Mutant("a field is new and may be null", CANCELLED, lambda d: d["properties"].update(
        reason={"anyOf": [{"type": "string"}, {"type": "null"}]}), "`reason` is new"),
    Mutant("a new field is an object", SHIPPED, lambda d: (d["$defs"].update(Note=NOTE), d["properties"].update(
        note={"$ref": "#/$defs/Note"})), "`note` is new"),
    Mutant("a new field is recursive", RETURN, lambda d: (d["$defs"].update(Note={
        "type": "object", "properties": {"about": {"$ref": "#/$defs/Note"}}}), d["properties"].update(
        note={"$ref": "#/$defs/Note"})), "`note` is new"),
    Mutant("a line has another field", PLACED, lambda d: named(d, "Line")["properties"].update(colour={
        "type": "string"}), "`lines[].colour` is new"),
    Mutant("a price has another field", SHIPPED, lambda d: named(d, "Money")["properties"].update(tax={
        "type": "integer"}), "tax` is new"),
    Mutant("a person has another field", REGISTERED, lambda d: d["properties"].update(language={"type": "string"}),
           "`language` is new"),
    Mutant("a refusal has a reason", REFUSED, lambda d: d["properties"].update(reason={"enum": ["erased"]}),
           "`reason`"),
    Mutant("an erasure has its requester", ERASED, lambda d: d["properties"].update(by={"type": "string"}),
           "`by` is new"),
    Mutant("a quantity is bounded below", PLACED, lambda d: put(field(d, "Line", "quantity"), minimum=1),
           "`lines[].quantity` is at least 1"),
    Mutant("a quantity is bounded above", CANCELLED, lambda d: put(field(d, "Line", "quantity"), maximum=1000),
           "`lines[].quantity` is at most 1000"),
    Mutant("a currency has a pattern", PLACED, lambda d: put(field(d, "Money", "currency"), pattern="^[A-Z]{3}$"),
           "currency` has the pattern"),
    Mutant("a currency is one of a few", SHIPPED, lambda d: put(field(d, "Money", "currency"), enum=["EUR", "USD"]),
           "currency` is one of"),
    Mutant("an id has a length", CHANGED, lambda d: put(field(d, "", "id"), minLength=26, maxLength=26),
           "`id` has at"),
    Mutant("an address has a format", REGISTERED, lambda d: put(field(d, "", "email"), format="email"),
           "`email` has the format"),
    Mutant("a name isn't empty", CHANGED, lambda d: put(field(d, "", "full_name"), minLength=1), "`full_name` has at"),
    Mutant("there is at least a line", PLACED, lambda d: put(field(d, "", "lines"), minItems=1),
           "`lines` has at least"),
    Mutant("lines are unique", RETURN, lambda d: put(field(d, "", "lines"), uniqueItems=True),
           "`lines` holds nothing twice"),
    Mutant("an order's id is a ULID", REFUSED, lambda d: put(field(d, "", "order_id"), pattern="^[0-9A-Z]{26}$"),
           "`order_id` has the pattern"),
    Mutant("a sequence begins at one", ERASED, lambda d: put(field(d, "", "sequence"), minimum=1),
           "`sequence` is at least 1"),
    Mutant("a schema is closed", RETURN, lambda d: put(d, additionalProperties=False), "has no other fields now"),
    Mutant("a field is excluded", PLACED, lambda d: put(d, **{"not": {"required": ["coupon"]}}), "has another `not`"),
    Mutant("other fields are strings", ERASED, lambda d: put(d, additionalProperties={"type": "string"}), "`*`"),
    Mutant("an event is deprecated", CHANGED, lambda d: put(d, deprecated=True, **{
        "x-deprecated-since": "2027-03-01", "x-sunset": "2028-03-01", "x-successor": "users.UserChanged.v2"}),
        "is deprecated, and stays until 2028-03-01"),
]  # fmt: skip
