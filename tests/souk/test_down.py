"""`souk down` stops this checkout's cloud, even if only its port identifies it, and nothing else."""

from __future__ import annotations

import os
import resource
import subprocess
import sys

import pytest

from souk.base.paths import read_json, write_json
from souk.base.shell import HOST
from souk.commands.down import bring_down
from souk.local import cloud, ports, processes
from tests.cloud import SOUK
from tests.waiting import eventually


@pytest.mark.cloud
@pytest.mark.parametrize("erase", [False, True])
def test_a_cloud_whose_identity_is_told_in_other_words_is_stopped(paths, local, erase):
    """As by a `ps` that spoke another language, or in another zone."""
    write_json(paths.cloud_file, {**read_json(paths.cloud_file), "identity": "Di. 24 Nov. 09:00:00 2026"})
    assert cloud.running(paths) is None

    bring_down(paths, erase)

    assert processes.identity(local.pid) != local.identity
    assert paths.cloud_dir.exists() != erase


def test_a_full_disk_is_no_reason_not_to_erase(tmp_path):
    (tmp_path / "cloud").mkdir()

    subprocess.run(
        [SOUK, "down", "--erase"],
        env={**os.environ, "SOUK_HOME": str(tmp_path)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
        stdout=subprocess.PIPE,
        check=True,
    )

    assert not (tmp_path / "cloud").exists()


def test_what_else_listens_on_its_port_goes_on(paths):
    port = ports.free()
    other = subprocess.Popen([sys.executable, "-m", "http.server", str(port), "--bind", HOST])
    try:
        eventually(lambda: processes.listener_on(port) == other.pid)
        ports.remember(paths, port)

        bring_down(paths, erase=True)

        assert other.poll() is None
        assert not paths.cloud_dir.exists()
    finally:
        other.kill()
        other.wait()
