"""HTTP requests to this machine, without the shell's proxies and certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from souk.base.errors import SoukError

if TYPE_CHECKING:
    import httpx


class NoAnswer(SoukError):
    """No connection, or no response in time."""


def get(url: str, timeout: float) -> httpx.Response:
    """The response to a GET. Raises NoAnswer."""
    return _request("GET", url, timeout)


def post(url: str, timeout: float) -> httpx.Response:
    """The response to a POST. Raises NoAnswer."""
    return _request("POST", url, timeout)


def _request(method: str, url: str, timeout: float) -> httpx.Response:
    import ssl  # slow to import, like httpx

    import httpx

    # An empty context: for its default one, httpx would read SSL_CERT_FILE and SSLKEYLOGFILE.
    no_tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        return httpx.request(method, url, timeout=timeout, trust_env=False, verify=no_tls)
    except httpx.TransportError as error:
        raise NoAnswer(
            f"{url} does not answer ({error})", "check with `souk status` whether the local cloud runs"
        ) from error
