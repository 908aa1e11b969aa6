"""The edge's process and its certificate."""

from __future__ import annotations

import datetime
import signal
import socket
import ssl
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from cryptography import x509

from souk.base.errors import SoukError
from souk.base.paths import Paths, find_paths, write_json
from souk.commands.down import bring_down
from souk.local import edge_ports, edge_process, edge_status, ports, processes
from souk.local.edge.certificate import certificate
from tests.waiting import eventually

CLOUD = "http://127.0.0.1:1"
"""Where there is none."""


@pytest.fixture
def paths(tmp_path: Path) -> Iterator[Paths]:
    """A home of its own, in which no edge is left running."""
    home = Paths(root=find_paths({}).root, home=tmp_path)
    yield home
    edge_process.stop_any(home)


def row_of_free(count: int) -> int:
    """The first of so many ports in a row that are free."""
    while True:
        first = ports.free()
        if all(ports.is_free(first + each) for each in range(count)):
            return first


def test_an_edge_starts_is_kept_and_stops(paths: Paths) -> None:
    cloud = f"http://127.0.0.1:{ports.free()}"
    edge = edge_process.start(paths, cloud, 0)
    try:
        assert edge_process.running(paths) == edge
        assert edge_process.start(paths, cloud, 0) == edge
    finally:
        edge_process.stop(paths, edge)

    assert edge_process.running(paths) is None
    assert processes.identity(edge.pid) != edge.identity
    files = [paths.edge_log, *paths.edge_dir.rglob("*")]
    assert [file for file in files if file.stat().st_mode & 0o077] == []


def test_an_edge_of_another_cloud_is_replaced(paths: Paths) -> None:
    first = edge_process.start(paths, "http://127.0.0.1:1", 0)
    second = edge_process.start(paths, "http://127.0.0.1:2", 0)
    edge_process.stop(paths, second)

    assert processes.identity(first.pid) != first.identity


def test_an_edge_of_other_code_is_replaced(paths: Paths) -> None:
    first = edge_process.start(paths, CLOUD, 0)
    write_json(paths.edge_file, {**asdict(first), "code": "another"})
    second = edge_process.start(paths, CLOUD)
    edge_process.stop(paths, second)

    assert second.port == first.port
    assert processes.identity(first.pid) != first.identity


def test_a_taken_port_is_named(paths: Paths) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(SoukError, match=f"port {port} is taken") as refused:
            edge_process.start(paths, CLOUD, port)
    assert "souk up --edge-port auto" in refused.value.hint
    assert edge_process.running(paths) is None
    assert edge_ports.remembered(paths) is None


def test_a_restarted_edge_keeps_its_ports_and_another_requested_port_moves_it(paths: Paths) -> None:
    first = edge_process.start(paths, CLOUD, 0)
    edge_process.stop(paths, first)

    again = edge_process.start(paths, CLOUD)
    moved = edge_process.start(paths, CLOUD, other := row_of_free(2))
    edge_process.stop(paths, moved)

    assert (again.port, again.tls_port) == (first.port, first.tls_port)
    assert (moved.port, moved.tls_port) == (other, other + 1)
    assert processes.identity(again.pid) != again.identity


def test_a_port_that_can_not_be_had_leaves_the_edge_where_it_is(paths: Paths) -> None:
    edge = edge_process.start(paths, CLOUD, row_of_free(3))
    try:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            for port in (taken.getsockname()[1], 65535):
                with pytest.raises(SoukError):
                    edge_process.start(paths, CLOUD, port)

        assert edge_process.running(paths) == edge
        assert edge.is_healthy()
        moved = edge_process.start(paths, CLOUD, edge.tls_port)
        assert moved.port == edge.tls_port
    finally:
        edge_process.stop_any(paths)


def test_nothing_of_the_cache_stays_on_disk_when_the_edge_is_stopped(paths: Paths) -> None:
    edge = edge_process.start(paths, CLOUD, 0)
    existed = (paths.edge_dir / "objects").is_dir()
    edge_process.stop(paths, edge)

    assert existed
    assert not (paths.edge_dir / "objects").exists()
    assert edge_process.certificate_file(paths).exists()


def test_an_edge_that_has_ended_is_told_and_started_again(paths: Paths) -> None:
    first = edge_process.start(paths, CLOUD, 0)
    healthy = edge_status.read(paths)
    processes.send(first.pid, first.identity, signal.SIGKILL)
    eventually(lambda: processes.identity(first.pid) != first.identity)

    ended = edge_status.read(paths)
    second = edge_process.start(paths, CLOUD, 0)
    edge_process.stop(paths, second)

    assert healthy is not None
    assert ended is not None
    assert (healthy.state, healthy.url, healthy.objects) == ("running", first.url, 0)
    assert healthy.memory_bytes > 0
    assert ended.state == "has ended"
    assert second.pid != first.pid
    assert edge_status.read(paths) is None, "it was stopped"


@pytest.mark.parametrize("erase", [False, True])
def test_down_stops_an_edge_whose_state_file_is_lost_and_erases_what_is_its(paths: Paths, erase: bool) -> None:
    edge = edge_process.start(paths, CLOUD, 0)
    paths.edge_file.unlink()

    bring_down(paths, erase)

    assert processes.identity(edge.pid) != edge.identity
    assert paths.edge_dir.exists() != erase
    assert paths.edge_log.exists() != erase


def test_an_edge_is_wanted_for_a_distribution_and_again_after_it_has_run(paths: Paths, tmp_path: Path) -> None:
    (with_one := tmp_path / "with.yaml").write_text("Cdn: {Type: AWS::CloudFront::Distribution}")
    (without := tmp_path / "without.yaml").write_text("Cdn: {Type: AWS::SNS::Topic}")
    before = [edge_process.is_wanted(paths, files) for files in ([], [without], [without, with_one])]

    edge_ports.remember(paths, edge_ports.DEFAULT)

    assert before == [False, False, True]
    assert edge_process.is_wanted(paths, [without])


def test_a_cloud_that_does_not_answer_is_no_error_of_a_rereading(paths: Paths) -> None:
    edge_process.reread(paths)
    edge = edge_process.start(paths, CLOUD, 0)
    try:
        edge_process.reread(paths)
        assert edge.is_healthy()
    finally:
        edge_process.stop(paths, edge)


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
