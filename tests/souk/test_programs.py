"""Programs of instances, as processes of this machine behind the deployed load balancer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from souk.base.errors import SoukError
from souk.base.paths import Paths
from souk.cloud.environment import Resource
from souk.local import http
from souk.programs import program_process as programs
from souk.programs.program_process import Running
from souk.programs.targets import TARGET_GROUP
from tests.fake_environment import FakeEnvironment, stack

GROUP = "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/files/1"
SERVER = 'web: python -m http.server "$PORT" --bind "$HOST" --directory "$FILE_FOLDER"\n'


class Balancing:
    """The targets of one group."""

    def __init__(self) -> None:
        self.targets: list[dict[str, Any]] = [{"Id": "127.0.0.1", "Port": 1}]

    def describe_target_groups(self, TargetGroupArns: list[str]) -> dict[str, Any]:  # noqa: N803
        return {"TargetGroups": [{"TargetGroupArn": TargetGroupArns[0], "HealthCheckPath": "/alive"}]}

    def describe_target_health(self, TargetGroupArn: str) -> dict[str, Any]:  # noqa: N803
        return {"TargetHealthDescriptions": [{"Target": target} for target in self.targets]}

    def register_targets(self, TargetGroupArn: str, Targets: list[dict[str, Any]]) -> None:  # noqa: N803
        self.targets += Targets

    def deregister_targets(self, TargetGroupArn: str, Targets: list[dict[str, Any]]) -> None:  # noqa: N803
        self.targets = [target for target in self.targets if target not in Targets]


class World:
    """A checkout with an application `files`, and its environment."""

    def __init__(self, root: Path) -> None:
        self.paths = Paths(root=root, home=root / ".souk")
        self.folder = root / "services/files/origin"
        self.folder.mkdir(parents=True)
        (self.folder / "Procfile").write_text(SERVER)
        (self.folder / "alive").write_text("alive")
        (root / "services/files/template.yaml").touch()
        self.balancing = Balancing()
        outputs = {"FileFolder": str(self.folder), "Core": "dev"}
        self.environment = FakeEnvironment(
            stacks=[stack("dev"), stack("dev", application="files", outputs=outputs)],
            function_names=(),
            client=lambda _service: self.balancing,
        )
        self.environment.resources = [Resource(TARGET_GROUP, "Group", GROUP, "souk-dev--files")]

    def start(self) -> Running:
        """Start the application's program."""
        (program,) = programs.of(self.paths, self.environment)
        return programs.start(self.paths, self.environment, program)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    environment = World(tmp_path)
    yield environment
    programs.stop_all(environment.paths)


def test_a_program_answers_behind_its_load_balancer_with_the_outputs_of_its_stack(world: World) -> None:
    running = world.start()

    assert http.get(f"{running.url}/alive", timeout=5).text == "alive"
    assert world.balancing.targets == [{"Id": "127.0.0.1", "Port": running.port}]


def test_a_program_is_kept_until_its_sources_change_and_keeps_its_port(world: World) -> None:
    first, again = world.start(), world.start()
    (world.folder / "new.py").touch()

    changed = world.start()

    assert again == first
    assert changed.pid != first.pid
    assert changed.port == first.port
    assert not first.is_alive


def test_one_environments_programs_stop_without_those_of_others(world: World) -> None:
    running = world.start()

    programs.stop_all(world.paths, "other")
    assert running.is_alive

    programs.stop_all(world.paths, "dev")
    assert not running.is_alive
    assert programs.running(world.paths, "dev", "files") is None


def test_a_program_that_ends_says_its_last_line(world: World) -> None:
    (world.folder / "Procfile").write_text("web: sh -c 'echo no bucket; exit 3'\n")

    with pytest.raises(SoukError, match=r"`files` did not start: no bucket"):
        world.start()


def test_a_program_needs_a_line_in_its_procfile(world: World) -> None:
    (world.folder / "Procfile").write_text("worker: sleep 1\n")

    with pytest.raises(SoukError, match="no line `web"):
        world.start()


def test_a_stack_that_failed_starts_no_program(world: World) -> None:
    failed = stack("dev", "ROLLBACK_COMPLETE", application="files")

    assert programs.of(world.paths, FakeEnvironment(stacks=[stack("dev"), failed])) == []


def test_outputs_are_variables() -> None:
    variables = programs.outputs({"FirmwareBucket": "a", "FirmwareUrl": "b"})

    assert variables == {"FIRMWARE_BUCKET": "a", "FIRMWARE_URL": "b"}
