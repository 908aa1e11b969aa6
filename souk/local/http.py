"""HTTP with this machine alone: nothing of the shell's proxies and certificates is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from souk.base.errors import SoukError

if TYPE_CHECKING:
    import httpx


class NoAnswer(SoukError):
    """Nobody is there, or says nothing in time."""


def get(url: str, timeout: float) -> httpx.Response:
    """What the local cloud answers. Raises NoAnswer."""
    return _ask("GET", url, timeout)


def post(url: str, timeout: float) -> httpx.Response:
    """What it answers to what is asked of it. Raises NoAnswer."""
    return _ask("POST", url, timeout)


def _ask(method: str, url: str, timeout: float) -> httpx.Response:
    import ssl  # with httpx it takes longer than all the rest of a command that needs neither

    import httpx

    # A context that trusts nobody: for one of its own, httpx would read SSL_CERT_FILE and SSLKEYLOGFILE.
    no_tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        return httpx.request(method, url, timeout=timeout, trust_env=False, verify=no_tls)
    except httpx.TransportError as error:
        raise NoAnswer(f"{url} does not answer ({error})", "is it up? `souk status` tells") from error
