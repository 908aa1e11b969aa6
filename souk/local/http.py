"""HTTP with this machine alone: nothing of the shell's proxies and certificates is read."""

import ssl

import httpx

_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Trusts nobody. For one of its own, httpx would read SSL_CERT_FILE and SSLKEYLOGFILE."""


def get(url: str, timeout: float) -> httpx.Response:
    """What the local cloud answers."""
    return httpx.get(url, timeout=timeout, trust_env=False, verify=_NO_TLS)


def post(url: str, timeout: float) -> httpx.Response:
    """What it answers to what is asked of it."""
    return httpx.post(url, timeout=timeout, trust_env=False, verify=_NO_TLS)
