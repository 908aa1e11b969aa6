"""The names that FastAPI takes from its models of OpenAPI documents, as plain classes.

FastAPI builds some forty pydantic models here, to check the document that it generates. A function generates none: its
contract is a file. Building them takes a fifth of the cold start.
"""

from __future__ import annotations

from enum import Enum
from typing import Any


class _Plain:
    """Has the attributes that it is made with."""

    def __init__(self, **values: Any) -> None:
        vars(self).update(values)


class APIKeyIn(Enum):
    query = "query"
    header = "header"
    cookie = "cookie"


class APIKey(_Plain):
    """In `security/api_key.py`."""


class HTTPBase(_Plain):
    """In `security/http.py`."""


class HTTPBearer(_Plain):
    """In `security/http.py`."""


class OAuth2(_Plain):
    """In `security/oauth2.py`."""


class OAuthFlows(_Plain):
    """In `security/oauth2.py`."""


class OpenIdConnect(_Plain):
    """In `security/open_id_connect_url.py`."""


class OpenAPI(_Plain):
    """In `openapi/utils.py`."""


class SecurityBase(_Plain):
    """In `security/base.py`, in an annotation."""


class Example(_Plain):
    """In `params.py`, in annotations."""
