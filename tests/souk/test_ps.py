"""Processes by `ps` and `lsof`, as where there is no /proc."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys

import pytest

from souk.base.shell import HOST
from souk.local import ps
from tests.waiting import eventually

pytestmark = pytest.mark.skipif(not shutil.which("ps"), reason="`ps` is not installed")


def test_a_start_is_told_in_the_same_words_in_every_language_and_zone(monkeypatch):
    times = set()
    for zone, language in (("Asia/Tokyo", "ja_JP.UTF-8"), ("America/New_York", "de_DE.UTF-8"), ("UTC", "C")):
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("LC_ALL", language)
        times.add(ps.started(os.getpid()))

    assert len(times) == 1
    assert None not in times


def test_a_process_is_known_and_gone_when_it_has_ended():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True)
    try:
        assert ps.started(child.pid)
        eventually(lambda: "input()" in ps.command(child.pid))
        assert ps.parents()[child.pid] == os.getpid()
        assert ps.groups()[child.pid] == child.pid
        assert ps.resident_kb(child.pid) > 0
    finally:
        child.kill()
        eventually(lambda: ps.started(child.pid) is None)  # not waited for yet: it is a zombie
        child.wait()
    assert ps.started(child.pid) is None
    assert ps.resident_kb(child.pid) == 0


@pytest.mark.skipif(not shutil.which("lsof"), reason="`lsof` is not installed")
def test_who_listens_is_known():
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        assert ps.listener_on(listening.getsockname()[1]) is None
        listening.listen()
        assert ps.listener_on(listening.getsockname()[1]) == os.getpid()
