"""Programs of instances, as processes of this machine behind the deployed load balancer."""

from __future__ import annotations

import signal
import time
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from souk.base.errors import SoukError
from souk.base.paths import Paths
from souk.cloud.environment import Resource
from souk.local import http, processes
from souk.programs import deployed, log_lines, program_process, start, status
from souk.programs.program_process import Running
from souk.programs.targets import TARGET_GROUP
from tests.fake_environment import FakeEnvironment, stack
from tests.waiting import PATIENCE

GROUP = "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/files/1"
LAYER = "arn:aws:lambda:us-east-1:000000000000:layer:files:"
SERVER = 'web: python -m http.server "$PORT" --bind "$HOST" --directory "$FILE_FOLDER"\n'


class Cloud:
    """The targets of one group, and the versions of one layer, which an HTTP server hands out."""

    def __init__(self, folder: Path, url: str) -> None:
        self.targets: list[dict[str, Any]] = [{"Id": "127.0.0.1", "Port": 1}]
        self.kind = "instance"
        self._folder, self._url = folder, url

    def describe_target_groups(self, TargetGroupArns: list[str]) -> dict[str, Any]:  # noqa: N803
        about = {"TargetGroupArn": TargetGroupArns[0], "HealthCheckPath": "/alive", "TargetType": self.kind}
        return {"TargetGroups": [about]}

    def describe_target_health(self, TargetGroupArn: str) -> dict[str, Any]:  # noqa: N803
        return {"TargetHealthDescriptions": [{"Target": target} for target in self.targets]}

    def register_targets(self, TargetGroupArn: str, Targets: list[dict[str, Any]]) -> None:  # noqa: N803
        self.targets += Targets

    def deregister_targets(self, TargetGroupArn: str, Targets: list[dict[str, Any]]) -> None:  # noqa: N803
        self.targets = [target for target in self.targets if target not in Targets]

    def get_layer_version_by_arn(self, Arn: str) -> dict[str, Any]:  # noqa: N803
        return {"Content": {"Location": f"{self._url}/{Arn.rpartition(':')[2]}.zip"}}

    def publish(self, version: int, **files: str) -> None:
        """A version of the layer."""
        with zipfile.ZipFile(self._folder / f"{version}.zip", "w") as packed:
            for name, content in files.items():
                packed.writestr(name, content)


class World:
    """An environment with an application `files`, whose program is deployed."""

    def __init__(self, root: Path, url: str) -> None:
        self.paths = Paths(root=root, home=root / ".souk")
        self.cloud = Cloud(root, url)
        (root / "alive").write_text("alive")
        self.outputs = {"FileFolder": str(root), "Core": "dev"}
        self.cloud.publish(1, Procfile=SERVER)
        self.deploy(1)

    def deploy(self, version: int, env: str = "dev", state: str = "CREATE_COMPLETE") -> FakeEnvironment:
        """The environment, now with this version of the program."""
        name = f"souk-{env}--files"
        self.environment = FakeEnvironment(
            env,
            stacks=[stack(env), stack(env, state, application="files", outputs=self.outputs)],
            function_names=(),
            client=lambda _service: self.cloud,
        )
        self.environment.resources = [
            Resource(TARGET_GROUP, "Group", GROUP, name),
            Resource(deployed.LAYER, "Program", f"{LAYER}{version}", name),
        ]
        return self.environment

    def start(self) -> Running:
        """Start the application's program."""
        (program,) = deployed.find(self.environment)
        return program_process.start(self.paths, self.environment, program)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()
    world = World(tmp_path, f"http://127.0.0.1:{server.server_port}")
    yield world
    program_process.stop_all(world.paths)
    server.shutdown()


def killed(running: Running) -> None:
    processes.send(running.pid, running.identity, signal.SIGKILL)
    while running.is_alive:
        time.sleep(0.01)


def test_a_program_answers_behind_its_load_balancer_with_the_outputs_of_its_stack(world: World) -> None:
    running = world.start()

    assert http.get(f"{running.url}/alive", timeout=PATIENCE).text == "alive"
    assert world.cloud.targets == [{"Id": "127.0.0.1", "Port": running.port}]


def test_a_program_is_kept_until_another_version_is_deployed_and_keeps_its_port(world: World) -> None:
    first, again = world.start(), world.start()
    world.cloud.publish(2, Procfile=SERVER)
    world.deploy(2)

    changed = world.start()

    assert again == first
    assert changed.pid != first.pid
    assert changed.port == first.port
    assert not first.is_alive


def test_a_program_that_died_is_said_to_have_ended_and_started_again(world: World) -> None:
    first = world.start()
    killed(first)
    (dead,) = status.read(world.paths, world.environment)

    assert start.start_all(world.paths, world.environment) == []

    (alive,) = status.read(world.paths, world.environment)
    assert (dead.state, dead.process, dead.memory_bytes) == ("has ended", first.pid, 0)
    assert (alive.state, alive.url) == ("running", first.url)
    assert alive.process != first.pid
    assert alive.memory_bytes > 1_000_000


def test_a_cloud_that_forgot_its_targets_gets_them_again(world: World) -> None:
    running = world.start()
    world.cloud.targets = []

    assert world.start() == running
    assert world.cloud.targets == [{"Id": "127.0.0.1", "Port": running.port}]


def test_one_environments_programs_stop_without_those_of_others(world: World) -> None:
    of_dev = world.start()
    world.deploy(1, env="pr-7")
    of_clone = world.start()

    program_process.erase(world.paths, "pr-7")
    assert (of_dev.is_alive, of_clone.is_alive) == (True, False)
    assert sorted(path.name for path in world.paths.programs.iterdir()) == [
        "dev--files",
        "dev--files.json",
        "dev--files.log",
    ]

    assert program_process.stop_all(world.paths) == ["dev--files"]
    assert program_process.stop_all(world.paths) == []
    assert not of_dev.is_alive


def test_a_program_that_ends_says_its_last_line_and_stops_nothing_else(world: World) -> None:
    world.cloud.publish(1, Procfile="web: sh -c 'echo no bucket; exit 3'\n")

    (reason,) = start.start_all(world.paths, world.environment)

    assert reason.startswith("files: the program of `files` did not start: no bucket\n")
    assert [each.state for each in status.read(world.paths, world.environment)] == ["is not started"]


@pytest.mark.parametrize("files", [{"Procfile": "worker: sleep 1\n"}, {"app.py": ""}])
def test_a_program_needs_a_procfile_with_its_line(world: World, files: dict[str, str]) -> None:
    world.cloud.publish(1, **files)

    with pytest.raises(SoukError, match="no line `web"):
        world.start()


def test_a_stack_that_failed_and_a_group_of_functions_have_no_program(world: World) -> None:
    world.cloud.kind = "lambda"
    assert deployed.find(world.environment) == []

    world.cloud.kind = "instance"
    assert deployed.find(world.deploy(1, state="ROLLBACK_COMPLETE")) == []


def test_its_log_lines_have_their_times_and_stand_beside_those_of_functions(world: World) -> None:
    log = program_process.log_file(world.paths, "dev", "files")
    log.parent.mkdir(parents=True)
    log.write_text(
        "[2026-11-30 10:00:00 +0000] [7] [INFO] Listening\n"
        '[30/Nov/2026:10:00:01 +0000] "GET /a HTTP/1.1" 200 3\n'
        "Traceback (most recent call last):\n"
    )

    lines = log_lines.read(world.paths, world.environment, None, since_ms=0)
    later = log_lines.read(world.paths, world.environment, "files", since_ms=lines[1].at_ms)

    assert [line.text.split()[-1] for line in lines] == ["Listening", "3", "last):"]
    assert [line.at_ms - lines[0].at_ms for line in lines] == [0, 1000, 1000]
    assert later == lines[1:]
    assert log_lines.read(world.paths, world.environment, "orders", since_ms=0) == []


def test_of_a_long_log_the_end_is_read(world: World) -> None:
    log = program_process.log_file(world.paths, "dev", "files")
    log.parent.mkdir(parents=True)
    line = '[30/Nov/2026:10:00:01 +0000] "GET /{} HTTP/1.1" 200 3\n'
    log.write_text("".join(line.format(number) for number in range(40_000)))

    lines = log_lines.read(world.paths, world.environment, None, since_ms=0)

    assert '"GET /39999 ' in lines[-1].text
    assert len(lines) < 40_000
    assert all(each.text.startswith("[30/Nov") for each in lines)


def test_outputs_are_variables() -> None:
    variables = deployed.variables({"FirmwareBucket": "a", "FirmwareUrl": "b"})

    assert variables == {"FIRMWARE_BUCKET": "a", "FIRMWARE_URL": "b"}
