"""A zip holds what a function loads after its start: for a sampled trace, for SnapStart's credentials."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.template.test_package import bare_python, built

pytestmark = pytest.mark.slow
FUNCTIONS = ("UsersHttp", "OrdersHttp", "UsersStream")
REGION = {"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1"}
SAMPLED = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"
TRACE = """
from chassis.runtime import tracing
with tracing.span("react", cause="a"), tracing.call_aws("dynamodb", "GetItem", "eu-west-1") as call:
    print(call.header.rpartition("Parent=")[2] != "53995c3f42cd8ad8;Sampled=1", "aws_xray_sdk" in sys.modules)
"""
KEYS = """
from chassis.runtime.aws_client import Session
print(Session().credentials.keys().access_key)
"""
RESTORED = """
import random
from chassis.runtime import snapshots
snapshots.renew_after_restore({"AWS_LAMBDA_INITIALIZATION_TYPE": kind})
import snapshot_restore_py
print(snapshot_restore_py.registered == [random.seed])
"""
LIBRARY = """
registered = []
def register_after_restore(function):
    registered.append(function)
"""


class Container(BaseHTTPRequestHandler):
    """Lambda's address for the credentials of a restored function."""

    def do_GET(self) -> None:
        expires = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
        keys = {"AccessKeyId": "fresh", "SecretAccessKey": "secret", "Token": "token", "Expiration": expires}
        self.send_response(200 if self.headers["Authorization"] == "it is me" else 403)
        self.end_headers()
        self.wfile.write(json.dumps(keys).encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def container() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Container)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/credentials"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_sampled_trace_is_recorded_with_what_the_zip_holds(function: str, tmp_path: Path) -> None:
    code = built(function, tmp_path / "code")

    traced = bare_python(code, TRACE, {**REGION, "_X_AMZN_TRACE_ID": SAMPLED})

    assert traced.stdout == "True True\n", traced.stderr


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_restored_function_gets_credentials_of_its_own(function: str, container: str, tmp_path: Path) -> None:
    code = built(function, tmp_path / "code")
    address = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": container, "AWS_CONTAINER_AUTHORIZATION_TOKEN": "it is me"}

    restored = bare_python(code, KEYS, {**REGION, **address})

    assert restored.stdout == "fresh\n", restored.stderr


@pytest.mark.parametrize(("kind", "renewed"), [("snap-start", "True\n"), ("on-demand", "False\n")])
def test_restored_functions_do_not_repeat_each_others_random_numbers(kind: str, renewed: str, tmp_path: Path) -> None:
    code = built("UsersHttp", tmp_path / "code")
    library = tmp_path / "lambda's own"
    library.mkdir()
    (library / "snapshot_restore_py.py").write_text(LIBRARY)

    program = f"sys.path.append({str(library)!r}); kind = {kind!r}\n{RESTORED}"
    assert bare_python(code, program, {}).stdout == renewed
