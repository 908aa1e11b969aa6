"""The shell's variables for proxies and certificates, and those that may have made a call fail."""

from collections.abc import Mapping
from pathlib import Path

HOST = "127.0.0.1"
"""The address of the local cloud, which is reached without a proxy."""
PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY")
CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "AWS_CA_BUNDLE")
KEY_LOG = "SSLKEYLOGFILE"


def suspects(error: BaseException, environ: Mapping[str, str]) -> list[str]:
    """The variables that may have made a call to another machine fail."""
    if isinstance(error, FileNotFoundError):
        names = [name for name in (*CERTIFICATES, KEY_LOG) if error.filename in (None, environ.get(name))]
        return [name for name in names if name in environ and not Path(environ[name]).exists()]
    if "certificate" in str(error).lower() or "SSL" in str(error):
        return [name for name in CERTIFICATES if environ.get(name)]
    if isinstance(error, _connection_errors()) and HOST not in str(error):
        return [name for proxy in PROXIES for name in (proxy, proxy.lower()) if environ.get(name)]
    return []


def past_proxies(environ: Mapping[str, str], host: str) -> dict[str, str]:
    """The variables with which other programs, too, reach this host without a proxy."""
    hosts = environ.get("no_proxy") or environ.get("NO_PROXY")
    return dict.fromkeys(("no_proxy", "NO_PROXY"), ",".join(filter(None, (hosts, host))))


def _connection_errors() -> tuple[type[Exception], ...]:
    """Errors of calls that a proxy may have answered, or that got no answer."""
    import httpx
    from botocore.exceptions import ConnectionError as NoConnection
    from botocore.exceptions import HTTPClientError, InvalidProxiesConfigError

    # httpx raises ImportError for a SOCKS proxy, and InvalidURL for a NO_PROXY that it can't parse.
    of_httpx = (httpx.TransportError, httpx.InvalidURL, ImportError)
    return (NoConnection, HTTPClientError, InvalidProxiesConfigError, *of_httpx)
