"""The command as it is typed: what it refuses, in how many words, with which exit code."""

import os
import re
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from souk.base.errors import SoukError
from souk.base.lock import exclusive
from souk.base.paths import Paths, find_paths
from souk.commands.cli import COMMANDS, app, load, of_applications
from souk.local.preflight import check_space
from tests.cloud import SOUK


@pytest.fixture
def souk(tmp_path):
    def run(*arguments):
        return CliRunner().invoke(app, arguments, env={"SOUK_HOME": str(tmp_path)})

    return run


@pytest.mark.parametrize("command", ["status", "logs", "mail", "demo", "outputs", "token", "dev"])
def test_without_a_cloud_each_command_says_how_to_start_it(souk, command):
    answer = souk(command)

    assert answer.exit_code == 1
    assert answer.stdout == ""
    assert answer.stderr.splitlines() == ["souk: the local cloud is not running", "      start it with `souk up`"]


@pytest.mark.parametrize("name", ["Dev", "1st", "dev_2", "a" * 21, "../dev", "dev-", "-", "", "pr 7", "pré"])
@pytest.mark.parametrize("command", [["outputs", "--env"], ["env", "rm"], ["env", "pin"], ["clone", "dev"]])
def test_a_name_that_no_environment_may_have_is_refused_with_the_rule(souk, command, name):
    answer = souk(*command, "--", name) if command[-1] != "--env" else souk(*command, name)

    assert answer.exit_code == 1
    assert "a name is up to 20 lower-case letters, digits and single hyphens, a letter first" in answer.stderr


def test_going_down_twice_is_no_error(souk):
    answer = souk("down")

    assert answer.exit_code == 0
    assert "was not running" in answer.stdout


def test_what_another_command_holds_for_moments_is_waited_for_and_shown(tmp_path):
    with exclusive(find_paths({"SOUK_HOME": str(tmp_path)}), "souk dev"):
        down = subprocess.Popen(
            [SOUK, "down"], env={**os.environ, "SOUK_HOME": str(tmp_path)}, stdout=subprocess.PIPE, text=True
        )
        waiting = down.stdout.readline()
    rest, _ = down.communicate(timeout=120)

    assert waiting == f"  … waiting        `souk dev` (process {os.getpid()}) is running in this checkout\n"
    assert "was not running" in rest
    assert down.returncode == 0


def test_a_port_that_is_none_is_refused(souk):
    answer = souk("up", "--port", "70000")

    assert answer.exit_code == 1
    assert "`70000` is no port" in answer.stderr


def test_help_loads_nothing_that_speaks_to_a_cloud(tmp_path):
    heavy = (
        "boto3",
        "httpx",
        "yaml",
        "watchfiles",
        "ssl",
        "chassis",
        "rich.progress",
        "rich.markdown",
        "pygments",
        "tuf",
    )
    code = f"""import sys; from souk.commands.cli import app; app(["-h"], standalone_mode=False)
print([name for name in {heavy} if name in sys.modules])"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)

    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(("name", "text"), [*COMMANDS.items(), *of_applications().items()])
def test_the_list_of_commands_says_what_each_says_itself(name, text):
    assert load(name).help == text


def test_the_command_of_an_application_is_one_of_all_commands(souk):
    for name, text in of_applications().items():
        listed = souk("-h").stdout
        assert re.search(rf"^  {name} +{re.escape(text)}$", listed, re.MULTILINE)
        assert souk(name, "-h").stdout.startswith(f"Usage: root {name} ")


def test_a_name_that_is_almost_an_applications_command_is_corrected(souk):
    name = next(iter(of_applications()))

    assert f"Did you mean '{name}'" in souk(name[:-1]).stderr


def test_a_manifest_that_can_not_be_read_is_told_in_the_list_and_hides_no_command(tmp_path):
    commands = tmp_path / "gift_cards/commands"
    commands.mkdir(parents=True)
    (commands / "__init__.py").touch()
    (tmp_path / "gift_cards/service.toml").write_text("command")

    (listed,) = of_applications(tmp_path).items()

    assert listed[0] == "gift-cards"
    assert "services/gift_cards/service.toml is not TOML" in listed[1]


def test_it_says_its_version(souk):
    answer = souk("--version")

    assert answer.exit_code == 0
    assert re.fullmatch(r"souk \d+\.\d+\.\d+ \(\S+\)\n", answer.stdout)


@pytest.mark.parametrize(
    ("line", "words"), [("souk contr", ["contracts"]), *((f"souk {name}", [name]) for name in of_applications())]
)
def test_a_shell_can_complete_its_commands(line, words):
    asked = {"_SOUK_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": "1"}
    done = subprocess.run([SOUK], env={**os.environ, **asked}, capture_output=True, text=True, timeout=120)

    assert done.stdout.split() == words


def test_help_names_every_command(souk):
    answer = souk("--help")

    for command in ("up", "down", "status", "logs", "mail", "demo", "outputs", "token", "dev"):
        assert command in answer.stdout


def test_what_nobody_foresaw_is_two_lines_and_its_whole_story_a_log(souk, tmp_path):
    (tmp_path / "cloud.json").mkdir()

    answer = souk("status")

    assert answer.exit_code == 1
    assert len(answer.stderr.splitlines()) == 2
    assert "Traceback" not in answer.output
    assert "Traceback" in (tmp_path / "logs" / "error.log").read_text()


@pytest.mark.parametrize(
    "arguments",
    [["clone", "dev", "pr-1"], ["env", "ls"], ["env", "diff", "dev", "two"], ["env", "rm", "two"], ["env", "gc"]],
)
def test_without_a_cloud_the_commands_over_environments_say_how_to_start_it(souk, arguments):
    answer = souk(*arguments)

    assert answer.exit_code == 1
    assert answer.stderr.splitlines()[0] == "souk: the local cloud is not running"


@pytest.mark.parametrize("ttl", ["3", "d", "0d", "3 days", "-1d", "99999d"])
def test_a_time_to_live_that_is_none_is_refused(souk, ttl):
    answer = souk("clone", "dev", "pr-1", f"--ttl={ttl}")

    assert answer.exit_code == 1
    assert answer.stderr.splitlines() == [f"souk: `{ttl}` is no time to live", "      write it like 90m, 12h, 3d or 2w"]


def test_a_clone_can_not_both_end_and_stay(souk):
    answer = souk("clone", "dev", "pr-1", "--ttl", "3d", "--pin")

    assert answer.exit_code == 1
    assert "contradict" in answer.stderr


def test_a_full_disk_is_said_in_two_lines_though_no_log_can_be_written(souk, tmp_path):
    (tmp_path / "cloud.json").mkdir()
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "error.log").symlink_to("/dev/full")

    answer = souk("status")

    assert answer.exit_code == 1
    assert "Traceback" not in answer.output
    assert answer.stderr.splitlines() == [
        f"souk: no space is left on the disk of {tmp_path}",
        "      free some space, then run the command again",
    ]


def test_nothing_is_begun_without_room_for_it(tmp_path):
    with pytest.raises(SoukError) as refused:
        check_space(Paths(root=tmp_path, home=tmp_path), lambda _folder: 12 * 2**20)

    assert "needs 700 MB, 12 MB are left" in refused.value.message
    check_space(Paths(root=tmp_path, home=tmp_path), lambda _folder: 10**10)
