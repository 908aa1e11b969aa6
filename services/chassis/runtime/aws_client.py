"""A small client of AWS with the calls of a boto3 client: `client.get_item(TableName=.., Key=..)` returns a dict.

It costs a cold start half of what boto3 does, since it reads no descriptions of APIs. It raises botocore's exceptions;
instead of `client.exceptions.X`, compare the code of a ClientError. There are no paginators, waiters or checks of
parameters, and no FIPS or dual-stack endpoints. `aws_protocols.py` lists its services; tools use boto3 itself.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from functools import partial
from http.client import responses
from typing import Any
from urllib.parse import urlsplit

from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from urllib3 import BaseHTTPResponse

from chassis.runtime import deadline, tracing
from chassis.runtime.aws_config import CONFIG, AwsConfig
from chassis.runtime.aws_credentials import CredentialSource, Refreshable, region_of
from chassis.runtime.aws_encoding import Encoded
from chassis.runtime.aws_protocols import SERVICES
from chassis.runtime.aws_retries import Retries, pause
from chassis.runtime.aws_signature import sign
from chassis.runtime.aws_transport import Transport

CLOCK_ERRORS = {"InvalidSignatureException", "RequestExpired", "RequestTimeTooSkewed", "SignatureDoesNotMatch"}
TOLERANCE = 240  # seconds that a clock may be off; AWS refuses 300


class Session:
    """The things that the clients of a process share: region, credentials, connections, and the clock of AWS."""

    def __init__(self, environ: Mapping[str, str] = os.environ, credentials: CredentialSource | None = None) -> None:
        self.environ, self.region = environ, region_of(environ)
        self.credentials = credentials or CredentialSource(environ)
        self.transport = Transport(environ.get("AWS_CA_BUNDLE"))
        self.clock_offset = 0.0  # seconds that AWS is ahead

    def client(self, service: str, config: AwsConfig = CONFIG) -> Any:
        """A client of one of the services in `aws_protocols.py`, for any number of threads."""
        return Client(self, service, config)

    def get_credentials(self) -> Refreshable | None:
        """The credentials, as a boto3 session returns them."""
        return self.credentials.get()

    def endpoint(self, service: str) -> str:
        """Where a service is: as `AWS_ENDPOINT_URL_DYNAMODB` or `AWS_ENDPOINT_URL` says, or AWS' own."""
        facts = SERVICES[service]
        if self.environ.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "").lower() != "true":
            for name in (f"AWS_ENDPOINT_URL_{facts.variable}", "AWS_ENDPOINT_URL"):
                if url := self.environ.get(name):
                    return url.rstrip("/")
        return f"https://{self.host(service)}"

    def host(self, service: str) -> str:
        """The host name of a service at AWS, whatever its endpoint here."""
        facts = SERVICES[service]
        if facts.global_region:
            return f"{facts.host}.amazonaws.com"
        suffix = ".cn" if self.region.startswith("cn-") else ""
        return f"{facts.host}.{self.region}.amazonaws.com{suffix}"

    def adjust_clock(self, error: ClientError, response: BaseHTTPResponse) -> bool:
        """Whether AWS refused a request because our clock is wrong; if so, the next one is signed with AWS' time."""
        if error.response["Error"]["Code"] not in CLOCK_ERRORS or "date" not in response.headers:
            return False
        offset = parsedate_to_datetime(response.headers["date"]).timestamp() - time.time()
        wrong = abs(offset - self.clock_offset) > TOLERANCE
        if wrong:
            self.clock_offset = offset
        return wrong


class Client:
    """A client of one service; its methods are the service's operations, `put_item` for `PutItem`."""

    def __init__(self, session: Session, service: str, config: AwsConfig) -> None:
        self._session, self._name, self._service, self._config = session, service, SERVICES[service], config
        self._endpoint = session.endpoint(service)
        self._host = urlsplit(self._endpoint).netloc
        self._retries = Retries(config.attempts)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in ("exceptions", "meta", "get_paginator", "get_waiter"):
            raise AttributeError(f"a client without boto3 has no {name}")
        return partial(self._call, name.title().replace("_", ""))

    def _call(self, operation: str, **params: Any) -> dict[str, Any]:
        """Call an operation. Raises ClientError, or another of botocore's exceptions if there is no answer."""
        request = self._service.protocol.encode(operation, params)
        failure: Exception | None = None
        attempt = 1
        with tracing.call_aws(self._name, operation, self._session.region, params.get("TableName")) as call:
            while True:
                try:
                    result = self._try(operation, request, call)
                except (ClientError, BotoCoreError) as error:
                    if not self._retries.allow(error, attempt):
                        raise
                    failure = error
                else:
                    self._retries.succeeded(failure)
                    return result
                time.sleep(pause(attempt))
                attempt += 1

    def _try(self, operation: str, request: Encoded, call: tracing.Call, *, adjust: bool = True) -> dict[str, Any]:
        response = self._send(request, call.header)
        call.answered(response.status)
        if response.status >= 300:
            error = self._error(operation, response)
            if adjust and self._session.adjust_clock(error, response):
                return self._try(operation, request, call, adjust=False)
            raise error
        try:
            return self._service.protocol.decode(response.data, response.headers)
        except ValueError as error:
            raise HTTPClientError(error="the result can't be read") from error

    def _send(self, request: Encoded, trace: str) -> BaseHTTPResponse:
        deadline.check(self._config.longest_try)
        signed = sign(
            request,
            host=self._host,
            keys=self._session.credentials.keys(),
            scope=(self._service.global_region or self._session.region, self._service.signing_name),
            now=time.time() + self._session.clock_offset,
        )
        unsigned = {"user-agent": "souk", "accept-encoding": "identity", **({tracing.HEADER: trace} if trace else {})}
        return self._session.transport.send(self._endpoint, request, {**signed, **unsigned}, self._config)

    def _error(self, operation: str, response: BaseHTTPResponse) -> ClientError:
        code, message, members = self._service.protocol.decode_error(response.data, response.headers)
        metadata = {
            "HTTPStatusCode": response.status,
            "RequestId": response.headers.get("x-amzn-requestid", ""),
        }
        error = {"Code": code or str(response.status), "Message": message or responses.get(response.status, "")}
        whole: Any = {**members, "Error": error, "ResponseMetadata": metadata}
        return ClientError(whole, operation)
