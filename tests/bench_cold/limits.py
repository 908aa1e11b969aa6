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


def extra_packages(kind: str, modules: Iterable[str]) -> set[str]:
    """The loaded packages that a function of this kind must not load."""
    return {module.partition(".")[0] for module in modules} & NOT_LOADED["http" if kind == "http" else "worker"]
