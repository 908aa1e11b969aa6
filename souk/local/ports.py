"""Which port the local cloud listens on, and who is in the way when it cannot."""

import socket
from collections.abc import Callable

from souk.base.errors import SoukError
from souk.base.paths import Places, read_json, write_json
from souk.base.shell import HOST
from souk.local import processes

DEFAULT_PORT = 4566


def parse(text: str | None) -> int | None:
    """What --port or SOUK_PORT asks for: a number, `auto` for any free one (0), or nothing."""
    if not text:
        return None
    if text == "auto":
        return 0
    if text.isdigit() and int(text) < 65536:
        return int(text)
    raise SoukError(f"`{text}` is no port", "give a number below 65536, or `auto` for any free one")


def choose(requested: int | None, remembered: int | None, free: Callable[[], int]) -> int:
    """The port to listen on; 0 asks for any free one.

    The addresses in kept data (queue URLs above all) hold the port, so data and port stay together.
    """
    if remembered is None:
        return free() if requested == 0 else requested or DEFAULT_PORT
    if requested not in (None, 0, remembered):
        raise SoukError(
            f"this local cloud lives on port {remembered}, and its data holds that address",
            f"leave the port out, or forget the data with `souk down --erase` and ask for {requested} again",
        )
    return remembered


def remembered(places: Places) -> int | None:
    """The port that kept data was made on."""
    port = read_json(places.cloud_dir / "port.json").get("port")
    return port if isinstance(port, int) else None


def remember(places: Places, port: int) -> None:
    """Tie the data that is about to be made to its port."""
    write_json(places.cloud_dir / "port.json", {"port": port})


def free() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def refuse_taken(port: int) -> None:
    """Say who holds the port, rather than fail on it later."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            return
        except PermissionError:
            raise SoukError(f"port {port} needs rights this user lacks", "choose one above 1023 with --port") from None
        except OSError:
            owner = processes.listener_on(port)
    by = f" by process {owner} ({_short(processes.command_of(owner))})" if owner else ""
    raise SoukError(f"port {port} is taken{by}", "stop it, or choose another with `souk up --port auto`")


def _short(command: str) -> str:
    return command if len(command) < 60 else command[:59] + "…"
