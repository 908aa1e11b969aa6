"""Compatible changes of APIs."""

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

OPERATIONS = [
    Mutant("an operation is new", U, lambda d: d["paths"].update(
        {"/users/me/avatar": {"get": {"operationId": "get_avatar", "responses": {"204": {"description": "None."}}}}}),
        "get_avatar is a new operation"),
    Mutant("a method is new", N, lambda d: d["paths"]["/notifications"].update(
        {"delete": {"operationId": "clear", "responses": {"204": {"description": "Done."}}}}),
        "clear is a new operation"),
    Mutant("an operation is deprecated", V2, lambda d: put(op(d, "get_order"), deprecated=True,
           **{"x-deprecated-since": "2027-03-01", "x-sunset": "2028-03-01", "x-successor": "orders.v3"}),
           "get_order is deprecated, and stays until 2028-03-01"),
    Mutant("a deprecation is revoked", V1, lambda d: (
        put(op(d, "get_order"), deprecated=None, **{"x-sunset": None}),
        [response(d, "get_order", 200)["headers"].pop(name) for name in ("Deprecation", "Sunset", "Link")]),
        "get_order is no longer deprecated"),
    Mutant("a sunset comes later", V1, lambda d: put(op(d, "get_order"), **{"x-sunset": "2028-06-01"}),
           "get_order has its sunset on 2028-06-01"),
    Mutant("an operation has another tag", N, lambda d: (
        op(d, "get_preferences")["tags"].append("settings"), d["info"].update(version="1.1.0"),
        d["paths"].update({"/ping": {"get": {"operationId": "ping", "responses": {}}}})), "ping is a new operation"),
]  # fmt: skip

REQUESTS = [
    Mutant("a new parameter is optional", V2, lambda d: op(d, "list_orders")["parameters"].append(
        {"name": "since", "in": "query", "schema": {"type": "string"}}), "list_orders query parameter `since` is new"),
    Mutant("a parameter becomes optional", U, lambda d: put(parameter(d, "add_address", "Idempotency-Key"),
           required=False), "add_address header parameter `Idempotency-Key` is optional"),
    Mutant("a page may be larger", V2, lambda d: put(parameter(d, "list_orders", "limit")["schema"], maximum=500),
           "list_orders query parameter `limit` is at most 500"),
    Mutant("a page may be of any size", V2, lambda d: parameter(d, "list_products", "limit")["schema"].pop("maximum"),
           "list_products query parameter `limit` no longer is at most 100"),
    Mutant("an integer may be a fraction", N, lambda d: put(parameter(d, "list_notifications", "limit")["schema"],
           type="number"), "list_notifications query parameter `limit` became a number"),
    Mutant("null is taken in a parameter", V2, lambda d: put(parameter(d, "list_orders", "limit")["schema"],
           type=["integer", "null"]), "list_orders query parameter `limit` may be null"),
    Mutant("a pattern is removed", U, lambda d: parameter(d, "remove_address", "address_id")["schema"].pop("pattern"),
           "remove_address path parameter `address_id` has no pattern"),
    Mutant("a header is in lower case", U, lambda d: (put(parameter(d, "add_address", "Idempotency-Key"),
           name="idempotency-key"), put(parameter(d, "add_address", "idempotency-key")["schema"], maxLength=200)),
           "add_address header parameter `Idempotency-Key`"),
    Mutant("a body may have another field", V2, lambda d: named(d, "PlaceOrder")["properties"].update(
        note={"type": "string"}), "place_order body `note` is new, optional"),
    Mutant("a body may lack a field", U, lambda d: named(d, "AddAddress")["required"].remove("recipient"),
           "add_address body `recipient` is optional"),
    Mutant("a body may have any field", U, lambda d: named(d, "PutProfile").pop("additionalProperties"),
           "put_profile body may have other fields"),
    Mutant("a text may be longer", U, lambda d: put(field(d, "PutProfile", "name"), maxLength=240),
           "put_profile body `name` has at most this many characters: 240"),
    Mutant("a list may be longer", V2, lambda d: put(field(d, "PlaceOrder", "lines"), maxItems=50),
           "place_order body `lines` has at most this many items: 50"),
    Mutant("a list may be empty", V2, lambda d: field(d, "PlaceOrder", "lines").pop("minItems"),
           "place_order body `lines`"),
    Mutant("a field may also be a string", V2, lambda d: swap(field(d, "WantedLine", "quantity"), anyOf=[
        {"type": "integer", "minimum": 1, "maximum": 1000}, {"type": "string"}]),
        "place_order body `lines[].quantity` may be of type string"),
    Mutant("a body may have another media type", U, lambda d: op(d, "put_profile")["requestBody"]["content"].update(
        {"application/cbor": body(d, "put_profile")}), "put_profile body comes as application/cbor, too"),
    Mutant("a body may be left out", U, lambda d: put(op(d, "put_profile")["requestBody"], required=False),
           "put_profile body is optional"),
    Mutant("an optional body appears", V2, lambda d: put(op(d, "cancel_order"), requestBody={
        "content": {JSON: {"schema": {"type": "object"}}}}), "cancel_order body is new, optional"),
]  # fmt: skip

ANSWERS = [
    Mutant("a field is new", U, lambda d: named(d, "Profile")["properties"].update(nickname={"type": "string"}),
           "`nickname` is new"),
    Mutant("a field is new where the schema is closed", V2, lambda d: named(d, "Money")["properties"].update(
        text={"type": "string"}), "Money.text` (responses of"),
    Mutant("a schema is no longer closed", V2, lambda d: named(d, "Money").pop("additionalProperties"),
           "may have other fields now"),
    Mutant("a field is always there", N, lambda d: named(d, "Notifications").update(required=["items", "next_cursor"]),
           "list_notifications 200 `next_cursor` is always there"),
    Mutant("a field is never null", N, lambda d: swap(field(d, "Notification", "about"), type="string"),
           "list_notifications 200 `items[].about` may not be null"),
    Mutant("an open choice is new", V2, lambda d: named(d, "Status")["x-extensible-enum"].append("lost"),
           'Status` (responses of'),
    Mutant("an open choice is removed", V2, lambda d: named(d, "Status")["x-extensible-enum"].remove("shipped"),
           "Status` (responses of"),
    Mutant("an open enum becomes a string", N, lambda d: named(d, "Kind").pop("x-extensible-enum"),
           "list_notifications 200 `items[].kind` lists no values"),
    Mutant("an open choice is closed", N, lambda d: put(named(d, "Kind"), enum=named(d, "Kind")["x-extensible-enum"]),
           "list_notifications 200 `items[].kind` is one of"),
    Mutant("a text is one of a few", U, lambda d: put(field(d, "Address", "country"), enum=["DE", "AT"]), "country`"),
    Mutant("a number is bounded", V2, lambda d: put(field(d, "Bestseller", "pieces"), minimum=0),
           "list_bestsellers 200 `items[].pieces` is at least 0"),
    Mutant("a text is an address", U, lambda d: put(field(d, "Profile", "email"), format="email"), "`email` has the"),
    Mutant("a refusal is new", V2, lambda d: op(d, "get_order")["responses"].update({"410": {
        "description": "Gone.", "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}}}),
        "get_order may return 410"),
    Mutant("an error is no longer returned", V2, lambda d: op(d, "cancel_order")["responses"].pop("404"),
           "cancel_order"),
    Mutant("a problem is new", V2, lambda d: examples(d, "place_order", 422).update(problem("too-many")),
           "place_order problem `urn:souk:problem:too-many` is new, with 422"),
    Mutant("problems are named in the schema", V2, lambda d: put(
        response(d, "get_order", 404)["content"][PROBLEM], schema={"allOf": [
            {"$ref": "#/components/schemas/ProblemDetails"},
            {"properties": {"type": {"enum": ["urn:souk:problem:not-found", "urn:souk:problem:elsewhere"]}}}]}),
           "get_order problem `urn:souk:problem:elsewhere` is new"),
    Mutant("a header is new", U, lambda d: response(d, "get_profile", 200).setdefault("headers", {}).update(
        {"ETag": {"schema": {"type": "string"}}}), "get_profile header `ETag` (200) is new"),
]  # fmt: skip

ACCESS = [
    Mutant("a token is no longer needed", V2, lambda d: put(op(d, "get_order"), security=[]),
           "get_order needs nothing now, needed token"),
    Mutant("other credentials are accepted", U, lambda d: op(d, "get_profile")["security"].append({"sigv4": []}),
           "get_profile needs token or sigv4 now"),
    Mutant("an internal operation becomes public", U, lambda d: put(
           op(d, "get_customer"), security=[{"sigv4": []}, {}]),
           "get_customer needs sigv4 or nothing now"),
    Mutant("an operation has a second path", U, lambda d: (
        d["paths"].update({"/me": {"get": {**op(d, "get_profile"), "operationId": "get_me"}}}),
        move(d, "/users/me", "get", "/users/me", "get")), "get_me is a new operation"),
]  # fmt: skip

COMPATIBLE = [*OPERATIONS, *REQUESTS, *ANSWERS, *ACCESS]
