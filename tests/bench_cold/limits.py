"""The packages that a kind of function must not load, and the calls to AWS of each operation and batch."""

from __future__ import annotations

from collections.abc import Iterable

NOT_NEEDED = {"boto3", "cryptography", "jwt", "s3transfer", "multiprocessing", "aws_xray_sdk"}
"""No function needs these before its first answer. X-Ray's SDK is loaded for a trace that is sampled, PyJWT by
`sam local`."""
NOT_LOADED = {
    "http": {"httpx", "opentelemetry", "fastapi_swagger", *NOT_NEEDED},
    "worker": {"fastapi", "starlette", "httpx", "mangum", "anyio", "opentelemetry", *NOT_NEEDED},
}
FROM_SOURCE = {"opentelemetry"}
"""Allowed outside the zips: FastAPI imports it, and a zip has a stand-in for that."""
CALLS = {
    "GET /products": ["Query"],
    "GET /products/{sku}": ["GetItem"],
    "POST /orders": ["BatchGetItem", "HTTP", "TransactWriteItems"],
    "GET /orders/{order_id}": ["GetItem"],
    "GET /internal/customers/{customer_id}": ["AdminGetUser", "GetItem"],
    "GET /notifications": ["Query"],
}
"""By operation, in alphabetical order."""
RELAY = {"Query": 10, "PublishBatch": 1, "PutRecords": 1, "UpdateItem": 10}
SWEEPER = {**RELAY, "Query": 18}
"""It looks in eight partitions for events that were not published."""
CALLS_OF_TEN = {
    "notifications-sqs": {"GetItem": 10, "TransactWriteItems": 20, "SendEmail": 10},
    "orders-kinesis": {"BatchGetItem": 10, "TransactWriteItems": 10},
    "orders-sqs": {"Query": 10, "GetItem": 30, "TransactWriteItems": 10},
    "orders-stream": RELAY,
    "orders-sweeper": SWEEPER,
    "users-sqs": {"GetItem": 20, "TransactWriteItems": 10},
    "users-stream": RELAY,
    "users-sweeper": SWEEPER,
}
"""By function, for ten events of ten aggregates."""


def extra_packages(kind: str, modules: Iterable[str]) -> set[str]:
    """The loaded packages that a function of this kind must not load."""
    return {module.partition(".")[0] for module in modules} & NOT_LOADED["http" if kind == "http" else "worker"]
