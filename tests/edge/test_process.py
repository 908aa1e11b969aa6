"""The edge's process and its certificate."""

from __future__ import annotations

import datetime
import socket
import ssl
from pathlib import Path

import pytest
from cryptography import x509

from souk.base.errors import SoukError
from souk.base.paths import Paths, find_paths
from souk.local import edge_process, ports, processes
from souk.local.edge.certificate import certificate


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(root=find_paths({}).root, home=tmp_path)


def test_an_edge_starts_is_kept_and_stops(paths: Paths) -> None:
    cloud = f"http://127.0.0.1:{ports.free()}"
    edge = edge_process.start(paths, cloud, 0, 0)
    try:
        assert edge_process.running(paths) == edge
        assert edge_process.start(paths, cloud, 0, 0) == edge
    finally:
        edge_process.stop(paths, edge)

    assert edge_process.running(paths) is None
    assert processes.identity(edge.pid) != edge.identity
    files = [paths.edge_log, *paths.edge_dir.rglob("*")]
    assert [file for file in files if file.stat().st_mode & 0o077] == []


def test_an_edge_of_another_cloud_is_replaced(paths: Paths) -> None:
    first = edge_process.start(paths, "http://127.0.0.1:1", 0, 0)
    second = edge_process.start(paths, "http://127.0.0.1:2", 0, 0)
    edge_process.stop(paths, second)

    assert processes.identity(first.pid) != first.identity


def test_a_taken_port_is_named(paths: Paths) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        with pytest.raises(SoukError, match=f"port {taken.getsockname()[1]} is taken"):
            edge_process.start(paths, "http://127.0.0.1:1", taken.getsockname()[1], 0)
    assert edge_process.running(paths) is None


def test_a_certificate_is_made_once_for_the_names_of_the_edge(tmp_path: Path) -> None:
    files = certificate(tmp_path)
    content = files[0].read_bytes()

    assert certificate(tmp_path) == files
    assert files[0].read_bytes() == content
    ssl.create_default_context(cafile=str(files[0]))
    names = x509.load_pem_x509_certificate(content).extensions.get_extension_for_class(x509.SubjectAlternativeName)
    assert "*.cloudfront.localhost" in names.value.get_values_for_type(x509.DNSName)


def test_a_certificate_that_is_about_to_expire_is_renewed(tmp_path: Path) -> None:
    old, _ = certificate(tmp_path, days=20)
    serial = x509.load_pem_x509_certificate(old.read_bytes()).serial_number

    new = x509.load_pem_x509_certificate(certificate(tmp_path)[0].read_bytes())

    assert new.serial_number != serial
    assert new.not_valid_after_utc > datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=300)
