"""What the shell says of the way to others: proxies and certificates, and which of it may be why a call failed."""

from collections.abc import Mapping
from pathlib import Path

import httpx
from botocore.exceptions import ConnectionError as NoConnection
from botocore.exceptions import HTTPClientError, InvalidProxiesConfigError

from souk.local.ports import HOST

PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY")
CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "AWS_CA_BUNDLE")
KEY_LOG = "SSLKEYLOGFILE"
ON_THE_WAY = (
    NoConnection,
    HTTPClientError,
    InvalidProxiesConfigError,
    httpx.TransportError,
    httpx.InvalidURL,
    ImportError,
)
"""ImportError: httpx's for a SOCKS proxy. InvalidURL: for a NO_PROXY that it can't read."""


def suspects(error: BaseException, environ: Mapping[str, str]) -> list[str]:
    """The variables that may be why a call to another machine failed."""
    if isinstance(error, FileNotFoundError):
        told = [name for name in (*CERTIFICATES, KEY_LOG) if error.filename in (None, environ.get(name))]
        return [name for name in told if name in environ and not Path(environ[name]).exists()]
    if "certificate" in str(error).lower() or "SSL" in str(error):
        return [name for name in CERTIFICATES if environ.get(name)]
    if isinstance(error, ON_THE_WAY) and HOST not in str(error):
        return [name for proxy in PROXIES for name in (proxy, proxy.lower()) if environ.get(name)]
    return []


def past_proxies(environ: Mapping[str, str], host: str) -> dict[str, str]:
    """What tells programs of others, too, that no proxy knows this host."""
    known = environ.get("no_proxy") or environ.get("NO_PROXY")
    return dict.fromkeys(("no_proxy", "NO_PROXY"), ",".join(filter(None, (known, host))))
