"""SAM's commands as a person with Docker types them: its build verifies tokens, because no gateway does."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from souk.base.paths import REGION, Paths, find_paths
from souk.cloud.clients import LOCAL_KEY
from souk.deploy.build import platform_parameters
from tests.cloud import Cloud
from tests.sam_local.engine import Engine
from tests.waiting import PATIENCE

ENV_VARS = "env.json"


@dataclass(frozen=True)
class Sam:
    """It and its containers are in the engine's network; so has to be who calls them."""

    engine: Engine
    cloud: Cloud

    def build(self) -> None:
        """`sam build`, with what functions need to verify tokens."""
        paths = find_paths({"SOUK_HOME": str(self.cloud.home)})
        settings = ["--config-file", str(paths.root / "samconfig.toml"), "--template", str(paths.template)]
        settings += ["--build-dir", str(self.built), "--parameter-overrides", *_overrides(paths)]
        environ = {**self._environ, "SOUK_TARGET": "local", "SOUK_VERIFY_TOKENS": "1"}
        subprocess.run([str(paths.sam), "build", *settings], env=environ, cwd=paths.root, check=True, timeout=PATIENCE)

    @property
    def built(self) -> Path:
        """The folder of the build."""
        return self.engine.folder / "build"

    def invoke(self, function: str, event: Path) -> subprocess.CompletedProcess[str]:
        """`sam local invoke`."""
        command = self._local("invoke", function, "--event", str(event))
        with self.engine.network.inside():
            return subprocess.run(command, env=self._environ, capture_output=True, text=True, timeout=PATIENCE)

    @contextlib.contextmanager
    def serving(self, command: str, port: int) -> Iterator[str]:
        """`sam local start-api` or `start-lambda` while the block runs; answers its address."""
        log = self.engine.folder / f"{command}.log"
        with self.engine.network.inside(), log.open("wb") as output:
            server = subprocess.Popen(
                self._local(command, "--port", str(port)), env=self._environ, stdout=output, stderr=output
            )
        try:
            self._wait_for(port, server, log)
            yield f"http://127.0.0.1:{port}"
        except AssertionError as error:
            error.add_note(log.read_text())
            raise
        finally:
            server.terminate()  # it removes its containers; Ctrl-C isn't heard by what runs in the background
            server.wait(PATIENCE)

    def _local(self, command: str, *arguments: str) -> list[str]:
        """The command line; what isn't about this place or machine is in samconfig.toml."""
        paths = find_paths({"SOUK_HOME": str(self.cloud.home)})
        settings = ["--config-file", str(paths.root / "samconfig.toml")]
        settings += ["--template", str(self.built / "template.yaml")]
        settings += ["--env-vars", str(self.engine.folder / ENV_VARS), "--skip-pull-image"]
        settings += ["--parameter-overrides", *_overrides(paths)]
        return [str(paths.sam), "local", command, *arguments, *settings]

    @property
    def _environ(self) -> dict[str, str]:
        return {
            **os.environ,
            **self.engine.environ,
            "HOME": str(self.engine.folder),
            "AWS_ACCESS_KEY_ID": LOCAL_KEY,
            "AWS_SECRET_ACCESS_KEY": LOCAL_KEY,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_MAX_ATTEMPTS": "1",  # SAM asks AWS who it is; nobody answers in here
            "SAM_CLI_TELEMETRY": "0",
        }

    def _wait_for(self, port: int, server: subprocess.Popen[bytes], log: Path) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and server.poll() is None:
            with contextlib.suppress(OSError), self.engine.network.inside():
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            time.sleep(0.2)
        raise AssertionError("it doesn't serve")


def _overrides(paths: Paths) -> list[str]:
    return [f"{name}={value}" for name, value in platform_parameters(paths).items()]
