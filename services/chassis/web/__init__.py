"""The FastAPI app: access, middleware, idempotency, OpenAPI, documentation."""
