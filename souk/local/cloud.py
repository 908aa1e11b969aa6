"""The local cloud: one MiniStack process per checkout, which keeps running after the command that starts it."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path

from souk.base.errors import SoukError
from souk.base.paths import Paths, private, read_json, write_json
from souk.base.shell import HOST
from souk.local import code_version, http, ports, processes, surroundings
from souk.local.addresses import name_loopback
from souk.local.snapshots import STATE, Snapshots
from souk.local.streams import rewind_streams

START_SECONDS = 60.0
SAVE_SECONDS = 45.0


@dataclass(frozen=True)
class Cloud:
    """A running local cloud."""

    pid: int
    identity: str
    port: int
    started_at: float
    code: str = ""
    """The version of its code; empty if nobody knows."""

    @property
    def endpoint_url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def is_healthy(self) -> bool:
        """Whether it answers."""
        try:
            return http.get(f"{self.endpoint_url}/_ministack/health", timeout=5).is_success
        except http.NoAnswer:
            return False


def running(paths: Paths) -> Cloud | None:
    """This checkout's local cloud, if its process is alive and is the one that was started."""
    record = read_json(paths.cloud_file)
    if not record or processes.identity(record["pid"]) != record["identity"]:
        return None
    return Cloud(**record)


def on_port(paths: Paths) -> Cloud | None:
    """This checkout's local cloud by its port: for a lost or outdated state file."""
    port = ports.remembered(paths)
    pid = processes.listener_on(port) if port else None
    if port is None or pid is None or str(paths.cloud_dir) not in processes.command_of(pid):
        return None
    return Cloud(pid, processes.identity(pid) or "", port, time.time())


def require(paths: Paths) -> Cloud:
    """The running local cloud. Raises SoukError if there is none."""
    cloud = running(paths)
    if cloud is None:
        raise SoukError("the local cloud is not running", "start it with `souk up`")
    return cloud


def start(paths: Paths, port: int, concurrency: int | None = None) -> Cloud:
    """Start the local cloud on loopback and wait until it answers. The default limit depends on the machine."""
    _end_orphans(paths)
    ports.refuse_taken(port)
    python, code = paths.cloud_python, code_version.of_cloud(paths)
    temporary = paths.cloud_dir / "tmp"
    shutil.rmtree(temporary, ignore_errors=True)
    for folder in (paths.cloud_dir, temporary, paths.cloud_dir / "home"):
        private(folder)
    ports.remember(paths, port)
    snapshots = Snapshots(paths.cloud_dir)
    snapshots.restore()
    rewind_streams(snapshots.live(STATE))
    name_loopback(snapshots.live(STATE), port)
    command = [
        str(python),
        "-P",
        str(Path(__file__).with_name("boot.py")),
        str(surroundings.bare_python(paths, python)),
    ]
    paths.cloud_log.unlink(missing_ok=True)
    with open(os.open(paths.cloud_log, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as log:
        process = subprocess.Popen(
            command,
            cwd=paths.cloud_dir,
            env=surroundings.variables(paths, port, concurrency or surroundings.concurrency(os.cpu_count())),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            umask=0o077,
        )
    cloud = Cloud(process.pid, processes.identity(process.pid) or "", port, time.time(), code)
    write_json(paths.cloud_file, asdict(cloud))
    deadline = time.monotonic() + START_SECONDS
    while not cloud.is_healthy():
        if process.poll() is not None or time.monotonic() > deadline:
            paths.cloud_file.unlink(missing_ok=True)
            last = paths.cloud_log.read_text(errors="replace").strip().splitlines()[-1:]
            raise SoukError(
                "the local cloud did not start" + (f": {last[0]}" if last else ""),
                f"read {paths.shown(paths.cloud_log)}",
            )
        time.sleep(0.1)
    return cloud


def save(cloud: Cloud) -> None:
    """Save its data now. A cloud that doesn't answer keeps its last save."""
    from souk.local import saving  # imports asyncio, which no other command needs

    try:
        response = http.post(f"{cloud.endpoint_url}{saving.PATH}", timeout=SAVE_SECONDS)
    except http.NoAnswer:
        return
    if response.status_code == HTTPStatus.INSUFFICIENT_STORAGE:
        raise SoukError(
            f"the local cloud is still running, because its data can't be saved: {response.json()['message']}",
            "correct that, then try again; `souk down --erase` stops it and deletes its data",
        )


def stop(paths: Paths, cloud: Cloud) -> bool:
    """Stop the local cloud and its functions; False if the latest changes were not saved."""
    stopped_at = time.time()
    processes.send(cloud.pid, cloud.identity, signal.SIGTERM)
    # After the save there is no need to wait for calls in progress.
    _wait(lambda: saved_at(paths) >= stopped_at or _has_ended(cloud))
    kill(paths, cloud)
    return saved_at(paths) >= stopped_at


def kill(paths: Paths, cloud: Cloud) -> None:
    """Kill the local cloud and its functions. Unsaved changes are lost."""
    processes.send(cloud.pid, cloud.identity, signal.SIGKILL)
    _wait(lambda: _has_ended(cloud))
    _end_functions(paths, cloud.pid)
    paths.cloud_file.unlink(missing_ok=True)
    shutil.rmtree(paths.cloud_dir / "tmp", ignore_errors=True)


def saved_at(paths: Paths) -> float:
    """The time of the last save, in seconds since 1970."""
    return Snapshots(paths.cloud_dir).taken_at or 0.0


def erase(paths: Paths) -> None:
    """Delete everything of this checkout's local cloud: data, environments, artifacts, logs."""
    results = [paths.described, paths.builds, paths.home / "zips", paths.inner_loops]
    folders = [paths.cloud_dir, *results, paths.logs, paths.programs]
    with Snapshots(paths.cloud_dir).locked():  # a snapshot may still be written, though its cloud has ended
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
    paths.cloud_log.unlink(missing_ok=True)


def _wait(until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SAVE_SECONDS
    while not until() and time.monotonic() < deadline:
        time.sleep(0.02)


def _has_ended(cloud: Cloud) -> bool:
    return processes.identity(cloud.pid) != cloud.identity


def _end_orphans(paths: Paths) -> None:
    """End the functions of a killed cloud, which still belong to its process group."""
    pid = read_json(paths.cloud_file).get("pid")
    if pid is not None and processes.identity(pid) is None:
        _end_functions(paths, pid)


def _end_functions(paths: Paths, cloud: int) -> None:
    """Kill the functions that outlive their cloud: processes of its group that run this checkout's interpreter.

    The group alone is no proof: once all its processes have ended, its number may be reused.
    """
    interpreter = str(paths.cloud_dir / "python")
    while pids := [pid for pid in processes.group(cloud) if processes.command_of(pid).startswith(interpreter)]:
        for pid in pids:
            processes.send(pid, processes.identity(pid) or "", signal.SIGKILL)
        time.sleep(0.01)
