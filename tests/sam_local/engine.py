"""A Docker engine of the tests' own, from Debian's packages: unpacked, never installed, and gone afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.sam_local.network import Network
from tests.waiting import PATIENCE

PACKAGES = ("docker.io", "containerd", "runc", "tini")
UNSEEN = 'for place in /etc /opt /run; do mount -t tmpfs none $place || exit; done; exec "$0" "$@"'
"""Its mounts are its own and gone with its last process; so is what it writes where no option tells it not to."""
LOG = "dockerd.log"
STOP_SECONDS = 60


class NoEngine(Exception):
    """There can be none here; says why."""


@dataclass(frozen=True)
class Engine:
    """A Docker daemon that runs, in a network and a folder of its own."""

    folder: Path
    network: Network
    daemon: subprocess.Popen[bytes]

    @property
    def environ(self) -> dict[str, str]:
        """With these, Docker's command and SAM's find this engine, and no other."""
        return {
            **_programs(self.folder),
            "DOCKER_HOST": f"unix://{self.folder}/docker.sock",
            "DOCKER_CONFIG": str(self.folder),
        }

    @property
    def gateway(self) -> str:
        """The machine's address, for containers: `host-gateway`."""
        return self.docker("network", "inspect", "bridge", "--format", "{{(index .IPAM.Config 0).Gateway}}").strip()

    def docker(self, *arguments: str) -> str:
        """Ask the engine something."""
        environ = {**os.environ, **self.environ}
        return subprocess.run(["docker", *arguments], env=environ, capture_output=True, text=True, check=True).stdout

    def stop(self) -> None:
        """Leave nothing: no container, no process, no mount, no file."""
        for container in self.docker("ps", "--all", "--quiet").split():
            self.docker("rm", "--force", container)
        _end(self.daemon)
        _clean(self.folder)
        self.network.close()


def start() -> Engine:
    """Get an engine and wait until it answers. Raises NoEngine."""
    if sys.platform != "linux" or os.geteuid():
        raise NoEngine("a Docker engine of the tests' own needs Linux and root")
    try:
        network = Network()
    except OSError as error:
        raise NoEngine(f"no network of its own: {error}") from error
    folder = Path(tempfile.mkdtemp(prefix="souk-docker-"))
    try:
        _unpack(folder)
        return _answering(Engine(folder, network, _daemon(folder, network)))
    except BaseException:
        _clean(folder)
        network.close()
        raise


def _daemon(folder: Path, network: Network) -> subprocess.Popen[bytes]:
    # It ends with the tests, also when they are killed.
    command = ["setpriv", "--pdeathsig", "TERM", "unshare", "--mount", "sh", "-c", UNSEEN]
    command += ["dockerd", "--iptables=false", "--data-root", folder / "data", "--exec-root", folder / "exec"]
    command += ["--pidfile", folder / "docker.pid", "--host", f"unix://{folder}/docker.sock"]
    command += ["--cgroup-parent", folder.name]
    environ = {**os.environ, **_programs(folder)}
    with network.inside(), (folder / LOG).open("wb") as output:
        return subprocess.Popen(command, env=environ, stdout=output, stderr=output, start_new_session=True)


def _answering(engine: Engine) -> Engine:
    deadline = time.monotonic() + PATIENCE
    while not _answers(engine):
        if engine.daemon.poll() is not None or time.monotonic() > deadline:
            _end(engine.daemon)
            reason = (engine.folder / LOG).read_text().strip().splitlines()[-1:]
            raise NoEngine(f"the Docker engine does not start: {reason}")
        time.sleep(0.2)
    return engine


def _unpack(folder: Path) -> None:
    download = ["apt-get", "download", "-qq", *PACKAGES]
    if shutil.which("apt-get") is None:
        raise NoEngine("no apt-get to get a Docker engine with")
    if subprocess.run(download, cwd=folder, capture_output=True).returncode:  # perhaps its lists are old
        subprocess.run(["apt-get", "update", "-qq"], capture_output=True)
        again = subprocess.run(download, cwd=folder, capture_output=True, text=True)
        if again.returncode:
            raise NoEngine(f"apt-get can't get a Docker engine: {again.stderr.strip()}")
    for package in folder.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", package, folder / "programs"], check=True)
        package.unlink()


def _programs(folder: Path) -> dict[str, str]:
    own = [str(folder / "programs/usr" / place) for place in ("bin", "sbin")]
    return {"PATH": os.pathsep.join([*own, os.environ["PATH"]])}


def _answers(engine: Engine) -> bool:
    with contextlib.suppress(subprocess.CalledProcessError):
        return bool(engine.docker("version", "--format", "{{.Server.Version}}"))
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _clean(folder: Path) -> None:
    for group in Path("/sys/fs/cgroup").glob(f"*/{folder.name}"):
        with contextlib.suppress(OSError):
            group.rmdir()
    shutil.rmtree(folder, ignore_errors=True)
