"""The state on disk, and its permissions."""

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from souk.base.errors import SoukError
from souk.base.lock import exclusive
from souk.base.paths import Paths, find_paths, private, read_json, write_json
from souk.local import cloud, processes, surroundings
from tests.waiting import eventually


@pytest.fixture
def paths(tmp_path):
    return Paths(root=tmp_path, home=tmp_path / "state")


def test_the_state_lives_in_the_checkout_unless_told_otherwise(tmp_path):
    assert find_paths({}).home == find_paths({}).root / ".souk"
    assert find_paths({"SOUK_HOME": str(tmp_path)}).home == tmp_path


def test_a_missing_tool_says_how_to_get_it(paths):
    with pytest.raises(SoukError) as refused:
        _ = paths.sam

    assert refused.value.hint == "run `make setup`"


def test_only_its_owner_reads_a_state_file(paths):
    write_json(paths.cloud_file, {"pid": 1})

    assert stat.S_IMODE(paths.cloud_file.stat().st_mode) == 0o600
    assert read_json(paths.cloud_file) == {"pid": 1}


def test_only_its_owner_looks_into_a_folder_of_the_state_also_where_it_was_open_before(paths):
    paths.logs.mkdir(parents=True, mode=0o755)

    assert private(paths.logs) == paths.logs
    assert stat.S_IMODE(private(paths.cloud_dir / "tmp").stat().st_mode) == 0o700
    assert stat.S_IMODE(paths.logs.stat().st_mode) == 0o700


def test_a_state_file_cut_short_is_as_if_it_were_not_there(paths):
    paths.home.mkdir(parents=True)
    paths.cloud_file.write_text('{"pid": {')

    assert read_json(paths.cloud_file) == {}


def test_a_second_one_at_work_is_refused_and_told_about_the_first(paths):
    with exclusive(paths, "souk dev"), pytest.raises(SoukError) as refused, exclusive(paths, "souk up", patience=0.1):
        pass

    assert refused.value.message == f"`souk dev` (process {os.getpid()}) is running in this checkout"


def test_the_lock_is_free_again_afterwards(paths):
    for _ in range(2):
        with exclusive(paths, "souk up"):
            pass


def test_a_process_is_known_by_more_than_its_number():
    sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        identity = processes.identity(sleeper.pid)

        assert identity is not None
        assert identity == processes.identity(sleeper.pid)
        assert identity != processes.identity(os.getpid())
        assert sleeper.pid in processes.tree(os.getpid())
        assert processes.memory_bytes([sleeper.pid]) > 0
    finally:
        sleeper.kill()
        sleeper.wait()
    assert processes.identity(sleeper.pid) is None


@pytest.mark.skipif(not processes.ON_LINUX, reason="elsewhere `ps` knows no threads")
def test_a_process_is_gone_only_when_its_last_thread_is():
    """Until then it holds its port."""
    code = "import ctypes, threading; threading.Thread(target=input).start(); ctypes.CDLL(None).pthread_exit(None)"
    first = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE)
    try:
        eventually(lambda: Path(f"/proc/{first.pid}/status").read_text().count("State:\tZ"))

        assert processes.identity(first.pid) is not None
        first.stdin.close()
        eventually(lambda: processes.identity(first.pid) is None)
    finally:
        first.kill()
        first.wait()


def test_a_signal_reaches_only_the_process_that_was_meant():
    sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        assert not processes.send(sleeper.pid, "started long ago", signal.SIGKILL)
        assert sleeper.poll() is None
        assert processes.send(sleeper.pid, processes.identity(sleeper.pid), signal.SIGKILL)
        assert sleeper.wait() == -signal.SIGKILL
    finally:
        sleeper.kill()
    assert not processes.send(sleeper.pid, "gone", signal.SIGKILL)


def test_nothing_of_anothers_process_group_is_ended_with_a_killed_cloud(paths):
    """The group's number may be another's by now."""
    code = (
        "import subprocess, sys; child = [sys.executable, '-c', 'import time; time.sleep(60)'];"
        "print(subprocess.Popen(child, stdout=subprocess.DEVNULL).pid)"
    )
    leader = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True)
    member = int(leader.communicate()[0])
    started = processes.identity(member)
    try:
        assert processes.group(leader.pid) == [member]
        write_json(paths.cloud_file, {"pid": leader.pid, "identity": "", "port": 1, "started_at": 0.0})
        with pytest.raises(SoukError):
            cloud.start(paths, 1)
        assert processes.identity(member) == started
    finally:
        processes.send(member, started, signal.SIGKILL)


def test_another_process_with_the_recorded_number_is_not_our_cloud(paths):
    record = {"pid": os.getpid(), "identity": "started long ago", "port": 1, "started_at": 0.0}
    write_json(paths.cloud_file, record)

    assert cloud.running(paths) is None


def test_the_cloud_sees_nothing_of_the_developers_environment(paths):
    os.environ["SOUK_TEST_SECRET"] = "secret"
    try:
        variables = surroundings.variables(paths, 4566, 2)
    finally:
        del os.environ["SOUK_TEST_SECRET"]

    assert "secret" not in json.dumps(variables)
    assert variables["BIND_HOST"] == variables["MINISTACK_HOST"] == "127.0.0.1"
    assert variables["AUTH"] == "true"
    assert "PYTHONPATH" not in variables


@pytest.mark.parametrize(("cores", "processes"), [(None, 2), (1, 2), (2, 4), (4, 8), (64, 8)])
def test_a_function_has_two_processes_for_each_core(cores, processes):
    assert surroundings.concurrency(cores) == processes


def test_erasing_leaves_no_data_and_touches_nothing_else(paths):
    write_json(paths.described / "dev.json", {"env": "dev"})
    (paths.home / "mine.txt").write_text("not souk's")

    cloud.erase(paths)

    assert not paths.described.exists()
    assert (paths.home / "mine.txt").exists()
