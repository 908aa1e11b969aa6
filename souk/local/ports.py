"""The port of the local cloud, and the process that holds it if it is taken."""

import socket
from collections.abc import Callable

from souk.base.errors import SoukError
from souk.base.paths import Paths, read_json, write_json
from souk.base.shell import HOST
from souk.local import processes

DEFAULT_PORT = 4566


def parse(text: str | None) -> int | None:
    """The value of a port option or its variable: a number, `auto` for any free one (0), or None."""
    if not text:
        return None
    if text == "auto":
        return 0
    if text.isdigit() and int(text) < 65536:
        return int(text)
    raise SoukError(f"`{text}` is no port", "pass a number below 65536, or `auto` for any free one")


def choose(requested: int | None, remembered: int | None, free: Callable[[], int]) -> int:
    """The port to listen on; 0 requests any free one.

    Addresses in stored data, such as queue URLs, contain the port, so data and port stay together.
    """
    if remembered is None:
        return free() if requested == 0 else requested or DEFAULT_PORT
    if requested not in (None, 0, remembered):
        raise SoukError(
            f"the data of this local cloud is bound to port {remembered}",
            f"omit the port, or delete the data with `souk down --erase` and request {requested} again",
        )
    return remembered


def remembered(paths: Paths) -> int | None:
    """The port that the stored data is bound to."""
    port = read_json(paths.cloud_dir / "port.json").get("port")
    return port if isinstance(port, int) else None


def remember(paths: Paths, port: int) -> None:
    """Bind new data to its port."""
    write_json(paths.cloud_dir / "port.json", {"port": port})


def free() -> int:
    """A port that is free."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    """Whether this user can listen on a port."""
    try:
        _bind(port)
    except OSError:
        return False
    return True


def refuse_taken(port: int, option: str = "--port") -> None:
    """Raise SoukError with the process that holds the port, instead of a later failure.

    `option`: the one of `souk up` that chooses another port.
    """
    try:
        _bind(port)
        return
    except PermissionError:
        raise SoukError(f"port {port} needs rights this user lacks", f"choose one above 1023 with {option}") from None
    except OSError:
        owner = processes.listener_on(port)
    by = f" by process {owner} ({_short(processes.command_of(owner))})" if owner else ""
    raise SoukError(f"port {port} is taken{by}", f"stop it, or choose another with `souk up {option} auto`")


def _bind(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((HOST, port))


def _short(command: str) -> str:
    return command if len(command) < 60 else command[:59] + "…"
