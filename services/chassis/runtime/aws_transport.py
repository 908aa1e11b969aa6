"""Connections to AWS: kept between calls, and their failures as botocore's exceptions."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from zlib import crc32

from botocore import exceptions as botocore
from urllib3 import BaseHTTPResponse, HTTPConnectionPool, Timeout, connection_from_url, exceptions
from urllib3.connection import HTTPConnection

from chassis.runtime.aws_config import AwsConfig
from chassis.runtime.aws_encoding import Encoded

CONNECTIONS = 10  # kept for each host; more may be open
KEEP_ALIVE = [*HTTPConnection.default_socket_options, (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]
# The first that fits.
FAILURES: list[tuple[type[Exception], type[botocore.BotoCoreError]]] = [
    (exceptions.SSLError, botocore.SSLError),
    (exceptions.NewConnectionError, botocore.EndpointConnectionError),
    (exceptions.ConnectTimeoutError, botocore.ConnectTimeoutError),
    (exceptions.ReadTimeoutError, botocore.ReadTimeoutError),
    (exceptions.ProtocolError, botocore.ConnectionClosedError),
    (exceptions.HTTPError, botocore.HTTPClientError),
]


class Transport:
    """Sends requests; one pool of connections for each endpoint (`https://sqs.eu-central-1.amazonaws.com`)."""

    def __init__(self, ca_bundle: str | None = None) -> None:
        self._ca_bundle = ca_bundle
        self._pools: dict[str, HTTPConnectionPool] = {}

    def send(self, endpoint: str, request: Encoded, headers: Mapping[str, str], config: AwsConfig) -> BaseHTTPResponse:
        """The whole response. Raises botocore's exceptions, also for a response that arrives damaged."""
        target = f"{request.path}?{request.query}" if request.query else request.path
        timeout = Timeout(connect=config.connect_timeout, read=config.read_timeout)
        try:
            response = self._pool(endpoint).urlopen(
                request.method, target, body=request.body, headers=headers, timeout=timeout, retries=False
            )
        except exceptions.HTTPError as error:
            failure = next(ours for theirs, ours in FAILURES if isinstance(error, theirs))
            raise failure(endpoint_url=endpoint, error=error) from error
        checksum = response.headers.get("x-amz-crc32")
        if checksum and int(checksum) != crc32(response.data):
            raise botocore.ConnectionClosedError(endpoint_url=endpoint, error="the checksum differs")
        return response

    def _pool(self, endpoint: str) -> HTTPConnectionPool:
        if endpoint not in self._pools:
            bundle = {"ca_certs": self._ca_bundle} if self._ca_bundle and endpoint.startswith("https:") else {}
            self._pools[endpoint] = connection_from_url(
                endpoint, maxsize=CONNECTIONS, socket_options=KEEP_ALIVE, **bundle
            )
        return self._pools[endpoint]
