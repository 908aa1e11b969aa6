"""HTTP connections. The shell's proxies and certificates are used for other machines only, never for this one."""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Iterable, Mapping
from ipaddress import ip_address
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx

from .errors import NotConfigured

Http = TypeVar("Http", httpx.Client, httpx.AsyncClient)
LOCAL_HOSTS = ("127.0.0.1", "localhost", "*.localhost", "[::1]")
PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY")
CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
KEY_LOG = "SSLKEYLOGFILE"
_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Trusts no authority, since none vouches for this machine. Without it, httpx would build one from the shell."""


def open_http(kind: Callable[..., Http], transport: type, urls: Iterable[str], **settings: Any) -> Http:
    """A client for these addresses. Raises NotConfigured for proxies or certificates that can't be used."""
    if all(is_local(url) for url in urls):
        return kind(trust_env=False, verify=_NO_TLS, **settings)
    direct = transport(trust_env=False, verify=_NO_TLS)
    try:
        return kind(mounts={f"all://{host}": direct for host in LOCAL_HOSTS}, **settings)
    except (httpx.InvalidURL, ImportError, OSError, ValueError) as error:
        names = suspects(error, os.environ)
        hint = f"; the shell sets {' and '.join(names)}: correct or unset it" if names else ""
        raise NotConfigured(f"no connection can be prepared: {error}{hint}") from error


def is_local(url: str) -> bool:
    """Whether this is an address of this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def suspects(error: BaseException, environ: Mapping[str, str]) -> list[str]:
    """The variables that may be why another machine can't be reached."""
    if isinstance(error, OSError):
        files = [name for name in (*CERTIFICATES, KEY_LOG) if environ.get(name)]
        return [name for name in files if not os.path.exists(environ[name])] or files
    if "certificate" in str(error).lower():
        return [name for name in CERTIFICATES if environ.get(name)]
    return [name for proxy in PROXIES for name in (proxy, proxy.lower()) if environ.get(name)]
