"""Breaking changes of events, with the consumers that they break."""

from tests.compat.mutants import Mutant, field, named, put, swap

PLACED, CANCELLED, SHIPPED = "orders.OrderPlaced.v1", "orders.OrderCancelled.v1", "orders.OrderShipped.v1"
REGISTERED, CHANGED = "users.UserRegistered.v1", "users.UserChanged.v1"
ERASED, REFUSED, RETURN = "users.UserErased.v1", "users.OrderRefused.v1", "orders.ReturnRequested.v1"
ALL = "notifications, orders and users, which read it, and external subscribers"
MAIL = "notifications, which reads it, and external subscribers"
OUT = "external subscribers; no service here reads it"


def lose(schema: dict, name: str) -> None:
    """Take a field out, whether it was required or not."""
    schema["properties"].pop(name)
    schema["required"].remove(name)


BREAKING = [
    Mutant("an amount becomes a string", PLACED, lambda d: put(field(d, "", "total", "amount"), type="string"),
           "amount` became a string", MAIL),
    Mutant("an amount may be a fraction", PLACED, lambda d: put(field(d, "Money", "amount"), type="number"),
           "amount` became a number", MAIL),
    Mutant("a total is removed", PLACED, lambda d: lose(d, "total"), "`total` is gone", MAIL),
    Mutant("the customer is removed", PLACED, lambda d: lose(d, "customer_id"), "`customer_id` is gone",
           "notifications and users, which read it"),
    Mutant("the customer may be missing", CANCELLED, lambda d: d["required"].remove("customer_id"),
           "`customer_id` may be missing", "notifications and users, which read it"),
    Mutant("the customer may be null", PLACED, lambda d: put(field(d, "", "customer_id"), type=["string", "null"]),
           "`customer_id` may be null", "notifications and users, which read it"),
    Mutant("a SKU is removed", PLACED, lambda d: lose(named(d, "Line"), "sku"), "`lines[].sku` is gone",
           "orders, which reads it, and external subscribers"),
    Mutant("a SKU that no service reads is removed", SHIPPED, lambda d: lose(named(d, "Line"), "sku"),
           "`lines[].sku`", OUT),
    Mutant("a quantity becomes a string", CANCELLED, lambda d: put(field(d, "Line", "quantity"), type="string"),
           "`lines[].quantity`", "notifications and orders, which read it"),
    Mutant("a product's name may be missing", SHIPPED, lambda d: named(d, "Line")["required"].remove("name"),
           "`lines[].name` may be missing", MAIL),
    Mutant("the lines become one line", PLACED, lambda d: swap(field(d, "", "lines"), **{"$ref": "#/$defs/Line"}),
           "`lines` became an object, was an array", "notifications and orders, which read it"),
    Mutant("the lines may be null", PLACED, lambda d: swap(field(d, "", "lines"), anyOf=[
        {"type": "array", "items": {"$ref": "#/$defs/Line"}}, {"type": "null"}]), "`lines` may be null",
        "notifications and orders, which read it"),
    Mutant("a line may be a string", PLACED, lambda d: put(field(d, "", "lines"), items={
        "anyOf": [{"$ref": "#/$defs/Line"}, {"type": "string"}]}), "`lines[]` may be of type string",
        "notifications and orders, which read it"),
    Mutant("a line's price becomes a number", CANCELLED, lambda d: swap(field(d, "Line", "price"), type="integer"),
           "`lines[].price` became an integer", MAIL),
    Mutant("a currency is removed", SHIPPED, lambda d: lose(named(d, "Money"), "currency"), "currency` is gone", MAIL),
    Mutant("the time becomes a number", PLACED, lambda d: swap(field(d, "", "at"), type="integer"), "`at` became", ALL),
    Mutant("the time has no format", PLACED, lambda d: field(d, "", "at").pop("format"),
           "`at` has no format", ALL),
    Mutant("the trace may be missing", ERASED, lambda d: d["required"].remove("trace"), "`trace` may be missing",
           "notifications and orders, which read it"),
    Mutant("the sequence is removed", CHANGED, lambda d: lose(d, "sequence"), "`sequence` is gone", MAIL),
    Mutant("an id becomes a number", REGISTERED, lambda d: put(field(d, "", "id"), type="integer"),
           "`id` became", MAIL),
    Mutant("an event is renamed", CHANGED, lambda d: put(field(d, "", "name"), const="users.UserRenamed"),
           "`name` may be \"users.UserRenamed\" now", MAIL),
    Mutant("a version changes", REFUSED, lambda d: put(field(d, "", "version"), const=2), "`version` may be 2 now",
           "orders, which reads it"),
    Mutant("a field is renamed", REFUSED, lambda d: (d["properties"].update(order=d["properties"].pop("order_id")),
           d["required"].remove("order_id"), d["required"].append("order")), "`order_id` is gone",
           "orders, which reads it"),
    Mutant("an address becomes an object", REGISTERED, lambda d: swap(field(d, "", "email"), type="object"),
           "`email` became an object", MAIL),
    Mutant("a name may be missing", CHANGED, lambda d: d["required"].remove("full_name"), "`full_name` may be", MAIL),
    Mutant("an event that only others read loses a field", RETURN, lambda d: lose(d, "total"), "`total` is gone", OUT),
    Mutant("an event that only others read gets a string", RETURN, lambda d: put(field(d, "Line", "quantity"),
           type="string"), "`lines[].quantity`", OUT),
    Mutant("an event becomes a list", ERASED, lambda d: put(d, type="array"), "became an array",
           "notifications and orders, which read it"),
    Mutant("an unsupported keyword", PLACED, lambda d: put(d, unevaluatedProperties=False),
           "has another `unevaluatedProperties`, which the gate can't judge", ALL),
]  # fmt: skip
