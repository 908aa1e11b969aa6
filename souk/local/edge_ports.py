"""The two ports of the edge, for HTTP and for HTTPS. No data is bound to them, so another one may be requested."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

from souk.base.errors import SoukError
from souk.base.paths import Paths, read_json, write_json
from souk.local import ports

OPTION = "--edge-port"


@dataclass(frozen=True)
class EdgePorts:
    """Where an edge listens."""

    port: int
    tls_port: int


DEFAULT = EdgePorts(4580, 4581)
LAST = 65534
"""The last port that has a next one."""


def choose(
    requested: int | None,
    remembered: EdgePorts | None,
    is_free: Callable[[int], bool] = ports.is_free,
    free: Callable[[], int] = ports.free,
) -> EdgePorts:
    """The ports to listen on. HTTPS is on the port after the requested one; 0 requests any that are free."""
    if requested is None:
        return remembered or DEFAULT
    if requested == 0:
        if remembered and is_free(remembered.port) and is_free(remembered.tls_port):
            return remembered
        return EdgePorts(free(), free())
    if requested > LAST:
        raise SoukError(f"{requested} is no port for the edge: it needs the next one for HTTPS", "pass a lower number")
    return EdgePorts(requested, requested + 1)


def remembered(paths: Paths) -> EdgePorts | None:
    """The ports of the last edge of this checkout; None if there was none."""
    record = read_json(paths.edge_dir / "ports.json")
    return EdgePorts(**record) if record else None


def remember(paths: Paths, chosen: EdgePorts) -> None:
    """Keep the ports for the next start."""
    write_json(paths.edge_dir / "ports.json", asdict(chosen))
