"""What the shell says of the way to others: proxies and certificates, and which of it may be why a call failed."""

from collections.abc import Mapping
from pathlib import Path

HOST = "127.0.0.1"
"""Where the local cloud listens; no proxy is on the way."""
PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY")
CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "AWS_CA_BUNDLE")
KEY_LOG = "SSLKEYLOGFILE"


def suspects(error: BaseException, environ: Mapping[str, str]) -> list[str]:
    """The variables that may be why a call to another machine failed."""
    if isinstance(error, FileNotFoundError):
        told = [name for name in (*CERTIFICATES, KEY_LOG) if error.filename in (None, environ.get(name))]
        return [name for name in told if name in environ and not Path(environ[name]).exists()]
    if "certificate" in str(error).lower() or "SSL" in str(error):
        return [name for name in CERTIFICATES if environ.get(name)]
    if isinstance(error, _on_the_way()) and HOST not in str(error):
        return [name for proxy in PROXIES for name in (proxy, proxy.lower()) if environ.get(name)]
    return []


def past_proxies(environ: Mapping[str, str], host: str) -> dict[str, str]:
    """What tells programs of others, too, that no proxy knows this host."""
    known = environ.get("no_proxy") or environ.get("NO_PROXY")
    return dict.fromkeys(("no_proxy", "NO_PROXY"), ",".join(filter(None, (known, host))))


def _on_the_way() -> tuple[type[Exception], ...]:
    """Errors of calls that a proxy may have answered, or that nobody did."""
    import httpx
    from botocore.exceptions import ConnectionError as NoConnection
    from botocore.exceptions import HTTPClientError, InvalidProxiesConfigError

    # Of httpx an ImportError for a SOCKS proxy, and InvalidURL for a NO_PROXY that it can't read.
    of_httpx = (httpx.TransportError, httpx.InvalidURL, ImportError)
    return (NoConnection, HTTPClientError, InvalidProxiesConfigError, *of_httpx)
