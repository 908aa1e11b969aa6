"""Other people's shells: what they say of proxies, certificates and encodings stops no command of this machine."""

import io
import os
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest
from botocore.exceptions import EndpointConnectionError, ProxyConnectionError

from souk.base import plain
from souk.base.paths import Paths
from souk.base.shell import suspects
from souk.cloud.clients import local_aws
from souk.deploy import sam_cli
from souk.local import http
from tests.cloud import SOUK, Cloud

SHELLS = [
    {"ALL_PROXY": "socks5://127.0.0.1:9"},
    {"HTTP_PROXY": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"},
    {"NO_PROXY": "fe80::/10"},
    {"NO_PROXY": "[::1]", "HTTP_PROXY": "http://127.0.0.1:9"},
    {"SSL_CERT_FILE": "/gone/authorities.pem", "REQUESTS_CA_BUNDLE": "/gone/authorities.pem"},
    {"SSLKEYLOGFILE": "/gone/keys"},
    {"PYTHONIOENCODING": "ascii"},
]


@pytest.fixture
def somebody_here() -> Iterator[str]:
    """The address of a server on loopback that answers everything with an empty object."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(params=SHELLS, ids=lambda shell: "+".join(shell))
def shell(request, monkeypatch) -> dict[str, str]:
    for name, value in request.param.items():
        monkeypatch.setenv(name, value)
    return request.param


def test_calls_to_this_machine_read_nothing_of_the_shell(shell, somebody_here):
    assert http.get(somebody_here, timeout=60).json() == {}
    assert local_aws(somebody_here).ssm.describe_parameters()["ResponseMetadata"]["HTTPStatusCode"] == 200


@pytest.mark.cloud
def test_an_order_travels_in_any_shell(cloud: Cloud):
    everything = {name: value for shell in SHELLS for name, value in shell.items()}
    environ = {**os.environ, "SOUK_HOME": str(cloud.home), **everything}
    demo = [SOUK, "demo", "--env", cloud.outputs.env]
    done = subprocess.run(demo, env=environ, capture_output=True, text=True, timeout=300)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "+ mail" in done.stdout


@pytest.mark.parametrize(
    ("error", "shell", "blamed"),
    [
        (FileNotFoundError(2, "gone", "/gone/keys"), {"SSLKEYLOGFILE": "/gone/keys"}, ["SSLKEYLOGFILE"]),
        (FileNotFoundError(2, "gone"), {"SSL_CERT_FILE": "/gone/them.pem"}, ["SSL_CERT_FILE"]),
        (FileNotFoundError(2, "gone", "/other"), {"SSL_CERT_FILE": "/gone/them.pem"}, []),
        (ImportError("Using SOCKS proxy"), {"ALL_PROXY": "socks5://proxy"}, ["ALL_PROXY"]),
        (httpx.InvalidURL("Invalid port: ':'"), {"NO_PROXY": "fe80::/10"}, ["NO_PROXY"]),
        (httpx.ConnectError("refused"), {"https_proxy": "http://proxy"}, ["https_proxy"]),
        (httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED]"), {"SSL_CERT_DIR": "/mine"}, ["SSL_CERT_DIR"]),
        (ProxyConnectionError(proxy_url="http://proxy"), {"HTTPS_PROXY": "http://proxy"}, ["HTTPS_PROXY"]),
        (EndpointConnectionError(endpoint_url="https://ssm.amazonaws.com"), {}, []),
        (EndpointConnectionError(endpoint_url="http://127.0.0.1:4566"), {"HTTPS_PROXY": "http://proxy"}, []),
        (PermissionError(13, "no"), {"HTTPS_PROXY": "http://proxy", "SSL_CERT_FILE": "/gone"}, []),
    ],
)
def test_what_the_shell_sets_is_named_where_it_may_be_why_a_call_failed(error, shell, blamed):
    assert suspects(error, shell) == blamed


@pytest.mark.parametrize("shell", [{"SSLKEYLOGFILE": "/gone/keys"}, {"ALL_PROXY": "socks5://proxy"}])
def test_a_call_to_others_that_fails_names_the_variable(shell, tmp_path):
    github = {"GITHUB_TOKEN": "none", "GITHUB_REPOSITORY": "a/b", "GITHUB_API_URL": "https://github.invalid"}
    environ = {**os.environ, "SOUK_HOME": str(tmp_path), **github, **shell}
    done = subprocess.run(
        [SOUK, "pr", "comment", "7", "--removed"], env=environ, capture_output=True, text=True, timeout=300
    )

    assert done.returncode == 1
    assert f"unset {next(iter(shell))} in your shell" in done.stderr
    assert "Traceback" not in done.stderr


def test_sam_asks_no_proxy_for_the_local_cloud_and_keeps_what_the_shell_excludes(tmp_path, monkeypatch):
    monkeypatch.setenv("no_proxy", "internal.example")
    program = tmp_path / ".tools/sam/bin/sam"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\necho $no_proxy $NO_PROXY [$SSLKEYLOGFILE]\n")
    program.chmod(0o755)
    paths = Paths(root=tmp_path, home=tmp_path / "state")

    sam_cli.sam(paths, ["build"], "sam", {}, lambda _: None)

    assert (paths.logs / "sam.log").read_text() == "internal.example,127.0.0.1 internal.example,127.0.0.1 []\n"


def test_letters_that_an_encoding_lacks_are_written_in_others():
    plain.print_in_any_encoding()
    printed = io.BytesIO()
    with io.TextIOWrapper(printed, "ascii", errors="plain") as stream:
        stream.write("✓ ✗ … “mail” → ü 🛒")
        stream.flush()
        assert printed.getvalue() == rb'+ x ... "mail" -> \u00fc \ud83d\uded2'
