"""Which port the local cloud takes."""

import socket

import pytest

from souk.base.errors import SoukError
from souk.base.shell import HOST
from souk.local import edge_ports, ports

EDGE = edge_ports.EdgePorts(4700, 4701)


def never() -> int:
    raise AssertionError("nobody asked for a free port")


def test_the_first_cloud_takes_the_port_everybody_knows():
    assert ports.choose(None, None, never) == 4566


def test_an_asked_port_is_taken():
    assert ports.choose(5000, None, never) == 5000


def test_auto_takes_a_free_one():
    assert ports.choose(ports.parse("auto"), None, lambda: 43210) == 43210


@pytest.mark.parametrize("asked", [None, 0, 43210])
def test_kept_data_keeps_its_port(asked):
    assert ports.choose(asked, 43210, never) == 43210


def test_kept_data_does_not_move_to_another_port():
    with pytest.raises(SoukError) as refused:
        ports.choose(5000, 43210, never)

    assert "43210" in refused.value.message
    assert "--erase" in refused.value.hint


@pytest.mark.parametrize("text", ["70000", "-1", "http", "4566x"])
def test_what_is_no_port_is_refused(text):
    with pytest.raises(SoukError):
        ports.parse(text)


def test_nothing_asked_is_nothing_asked():
    assert ports.parse(None) is None
    assert ports.parse("") is None


def test_a_taken_port_says_so_and_what_to_do():
    with socket.socket() as stranger:
        stranger.bind((HOST, 0))
        stranger.listen()
        port = stranger.getsockname()[1]

        with pytest.raises(SoukError) as refused:
            ports.refuse_taken(port)

    assert f"port {port} is taken" in refused.value.message
    assert "--port auto" in refused.value.hint


def test_a_free_port_is_not_refused():
    ports.refuse_taken(ports.free())


def test_the_first_edge_takes_the_ports_everybody_knows():
    assert edge_ports.choose(None, None) == edge_ports.EdgePorts(4580, 4581)


def test_the_edge_takes_a_requested_port_and_the_next_one_whatever_it_had():
    assert edge_ports.choose(5000, EDGE) == edge_ports.EdgePorts(5000, 5001)


def test_an_edge_keeps_its_ports():
    assert edge_ports.choose(None, EDGE) == EDGE
    assert edge_ports.choose(0, EDGE, is_free=lambda _: True, free=never) == EDGE


def test_an_edge_whose_ports_were_taken_gets_others_only_if_any_will_do():
    some = iter((43210, 43217))

    def is_free(port: int) -> bool:
        return port != EDGE.tls_port

    assert edge_ports.choose(None, EDGE, is_free) == EDGE, "and is refused then"
    assert edge_ports.choose(0, EDGE, is_free, lambda: next(some)) == edge_ports.EdgePorts(43210, 43217)


def test_a_port_without_a_next_one_is_none_for_the_edge():
    with pytest.raises(SoukError, match="65535 is no port for the edge"):
        edge_ports.choose(65535, None)
