"""Breaking changes of APIs."""

from tests.compat.mutants import (
    JSON,
    PROBLEM,
    Mutant,
    body,
    examples,
    field,
    move,
    named,
    op,
    parameter,
    problem,
    put,
    response,
    swap,
)

U, V1, V2, N = "users.v1", "orders.v1", "orders.v2", "notifications.v1"
OUT = "external clients"

OPERATIONS = [
    Mutant("an operation is removed", V2, lambda d: d["paths"].pop("/orders/{order_id}/cancel"),
           "cancel_order is gone", OUT),
    Mutant("one is removed before its sunset", V1, lambda d: d["paths"]["/orders"].pop("get"),
           "before its sunset", OUT),
    Mutant("one that a service calls is removed", U, lambda d: d["paths"].pop("/internal/customers/{customer_id}"),
           "get_customer is gone", "orders, which calls it"),
    Mutant("a path changes", U, lambda d: move(d, "/users/me", "put", "/people/me", "put"), "put_profile is gone", OUT),
    Mutant("a method changes", U, lambda d: move(d, "/users/me", "put", "/users/me", "patch"), "put_profile is gone"),
    Mutant("an operation is renamed", V2, lambda d: put(op(d, "get_order"), operationId="read_order"),
           "get_order is called read_order now", OUT),
    Mutant("an operation moves in the SDK", N, lambda d: put(op(d, "get_preferences"), tags=["settings"]),
           "get_preferences moved out of preferences"),
    Mutant("a sunset comes sooner", V1, lambda d: put(op(d, "get_order"), **{"x-sunset": "2027-06-01"}),
           "get_order has its sunset on 2027-06-01"),
]  # fmt: skip

REQUESTS = [
    Mutant("a new parameter is required", V2, lambda d: op(d, "list_orders")["parameters"].append(
        {"name": "since", "in": "query", "required": True, "schema": {"type": "string"}}),
        "list_orders query parameter `since`"),
    Mutant("a parameter becomes required", V2, lambda d: put(parameter(d, "list_orders", "limit"), required=True),
           "list_orders query parameter `limit` is required"),
    Mutant("a parameter is removed", N, lambda d: op(d, "list_notifications")["parameters"].pop(1),
           "list_notifications query parameter `cursor`"),
    Mutant("a parameter's type changes", V2, lambda d: put(parameter(d, "list_orders", "limit")["schema"],
           type="string"), "list_orders query parameter `limit`"),
    Mutant("a page gets smaller", V2, lambda d: put(parameter(d, "list_products", "limit")["schema"], maximum=50),
           "list_products query parameter `limit` is at most 50"),
    Mutant("a default changes", N, lambda d: put(parameter(d, "list_notifications", "limit")["schema"], default=50),
           "list_notifications query parameter `limit` defaults to 50"),
    Mutant("null is refused in a parameter", V2, lambda d: swap(parameter(d, "list_orders", "cursor")["schema"],
           type="string", maxLength=1024), "list_orders query parameter `cursor` may not be null"),
    Mutant("a header is renamed", U, lambda d: put(parameter(d, "add_address", "Idempotency-Key"), name="Once"),
           "add_address header parameter"),
    Mutant("a path parameter is renamed", U, lambda d: (
        put(parameter(d, "get_customer", "customer_id"), name="id"),
        move(d, "/internal/customers/{customer_id}", "get", "/internal/customers/{id}", "get")),
        "get_customer path parameter `customer_id` is called `id`", "orders, which calls it"),
    Mutant("a path parameter's pattern changes", U, lambda d: put(
        parameter(d, "remove_address", "address_id")["schema"], pattern="^[0-9a-f]{32}$"),
        "remove_address path parameter `address_id`"),
    Mutant("a list is serialized differently", V2, lambda d: put(parameter(d, "list_orders", "limit"), explode=False),
           "list_orders query parameter `limit`"),
    Mutant("a body gets a required field", V2, lambda d: (
        named(d, "WantedLine")["properties"].update(colour={"type": "string"}),
        named(d, "WantedLine")["required"].append("colour")), "place_order body `lines[].colour` is new and required"),
    Mutant("a body loses a field", U, lambda d: (
        named(d, "AddAddress")["properties"].pop("city"), named(d, "AddAddress")["required"].remove("city")),
        "add_address body `city` is no longer accepted"),
    Mutant("a body's field gets another type", V2, lambda d: put(field(d, "PutProduct", "stock"), type="string"),
           "put_product body `stock` became a string"),
    Mutant("a body's number is a multiple of five", V2, lambda d: put(body(d, "put_product"), schema={
        "allOf": [body(d, "put_product")["schema"], {"properties": {"stock": {"multipleOf": 5}}}]}),
        "put_product body `stock` is a multiple of 5"),
    Mutant("a text gets shorter", U, lambda d: put(field(d, "PutProfile", "name"), maxLength=60),
           "put_profile body `name` has at most this many characters: 60"),
    Mutant("a text gets a pattern", U, lambda d: put(field(d, "AddAddress", "postal_code"), pattern="^[0-9]+$"),
           "add_address body `postal_code` has the pattern"),
    Mutant("a list gets shorter", V2, lambda d: put(field(d, "PlaceOrder", "lines"), maxItems=10),
           "place_order body `lines` has at most this many items: 10"),
    Mutant("a list is unique", V2, lambda d: put(field(d, "PlaceOrder", "lines"), uniqueItems=True),
           "place_order body `lines`"),
    Mutant("a choice is taken away", N, lambda d: put(field(d, "Preferences", "mail"), enum=[True]),
           "put_preferences body `mail`"),
    Mutant("a body appears", V2, lambda d: put(op(d, "cancel_order"), requestBody={
        "required": True, "content": {JSON: {"schema": {"type": "object"}}}}), "cancel_order body"),
    Mutant("a body has another media type", U, lambda d: put(op(d, "put_profile")["requestBody"], content={
        "application/xml": body(d, "put_profile")}), "put_profile body no longer comes as application/json"),
    Mutant("an unsupported keyword", U, lambda d: put(named(d, "PutProfile"), dependentRequired={"name": ["email"]}),
           "put_profile body has another `dependentRequired`"),
]  # fmt: skip

ANSWERS = [
    Mutant("a field is removed", V2, lambda d: (named(d, "Product")["properties"].pop("stock"),
           named(d, "Product")["required"].remove("stock")), "stock` is gone"),
    Mutant("an optional field is removed", N, lambda d: named(d, "Notifications")["properties"].pop("next_cursor"),
           "list_notifications 200 `next_cursor` is gone"),
    Mutant("a field may be missing", U, lambda d: named(d, "Customer")["required"].remove("registered_at"),
           "get_customer 200 `registered_at` may be missing", "orders, which calls it"),
    Mutant("a number may be a fraction", U, lambda d: put(field(d, "Profile", "orders"), type="number"),
           "orders` became a number, was an integer"),
    Mutant("a field may be null", V2, lambda d: put(field(d, "Line", "name"), type=["string", "null"]),
           "Line.name` (responses of"),
    Mutant("a pattern is removed", U, lambda d: field(d, "Address", "country").pop("pattern"),
           "country` has no pattern"),
    Mutant("a text gets longer", U, lambda d: put(field(d, "Address", "city"), maxLength=240), "city` has at most"),
    Mutant("a format changes", V2, lambda d: put(field(d, "Order", "placed_at"), format="date"), "Order.placed_at`"),
    Mutant("a field may be something else, too", V2, lambda d: swap(field(d, "Links", "self"), anyOf=[
        {"type": "string"}, {"type": "object"}]), "self` may be of type object"),
    Mutant("an item becomes a text", V2, lambda d: put(field(d, "Bestsellers", "items"), items={"type": "string"}),
           "list_bestsellers 200 `items[]`"),
    Mutant("a status changes", V2, lambda d: op(d, "place_order")["responses"].update(
        {"200": op(d, "place_order")["responses"].pop("201")}), "place_order"),
    Mutant("a success is new", V2, lambda d: op(d, "place_order")["responses"].update(
        {"202": {"description": "Later."}}), "place_order may return 202"),
    Mutant("a refusal comes without a problem", V2, lambda d: op(d, "get_order")["responses"].update(
        {"410": {"description": "Gone."}}), "get_order may return 410"),
    Mutant("a refusal comes as plain JSON", V2, lambda d: put(response(d, "get_order", 404), content={
        JSON: response(d, "get_order", 404)["content"][PROBLEM]}), "get_order 404 no longer comes as"),
    Mutant("a header is removed", V2, lambda d: response(d, "list_orders", 429)["headers"].pop("Retry-After"),
           "list_orders header `Retry-After` (429) is gone"),
    Mutant("a header's type changes", V2, lambda d: put(
        d["components"]["headers"]["Retry-After"], schema={"type": "string"}), "header `Retry-After` (responses of"),
    Mutant("a problem is renamed", U, lambda d: (
        examples(d, "add_address", 409).clear(), examples(d, "add_address", 409).update(problem("engaged"))),
        "add_address problem `urn:souk:problem:"),
    Mutant("a problem comes with another status", V2, lambda d: examples(d, "place_order", 409).update(
        {"moved": examples(d, "place_order", 422).popitem()[1]}), "now, came with 422"),
    Mutant("problems lose their type", V2, lambda d: (named(d, "ProblemDetails")["properties"].pop("type"),
           named(d, "ProblemDetails")["required"].remove("type")), "ProblemDetails.type` (responses of"),
]  # fmt: skip

ACCESS = [
    Mutant("what was public needs a token", V2, lambda d: put(op(d, "list_products"), security=[{"token": []}]),
           "list_products needs token now, needed nothing"),
    Mutant("a token is no longer enough", U, lambda d: put(op(d, "get_profile"), security=[{"sigv4": []}]),
           "get_profile needs sigv4 now, needed token"),
    Mutant("a token isn't enough alone", U, lambda d: put(op(d, "erase_me"), security=[{"token": [], "sigv4": []}]),
           "erase_me needs sigv4 and token now"),
    Mutant("a scope is asked for", V2, lambda d: put(op(d, "ship_order"), security=[{"token": ["shipping"]}]),
           "ship_order needs token (shipping) now"),
    Mutant("a signature of another kind", U, lambda d: put(
        d["components"]["securitySchemes"]["sigv4"], name="X-Signature"),
        "get_customer takes another kind of sigv4", "orders, which calls it"),
]  # fmt: skip

BREAKING = [*OPERATIONS, *REQUESTS, *ANSWERS, *ACCESS]
