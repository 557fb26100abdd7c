"""A process that crashes leaves nothing of its memory: no file, nothing for a program that collects crashes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.command import environment
from tests.helpers.reading_process import nothing_left

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="told by Linux alone")

ASKED = """
import ctypes, resource
from bsuh_desktop.system.memory import leave_no_dump
leave_no_dump()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), *resource.getrlimit(resource.RLIMIT_CORE))
"""
"""PR_GET_DUMPABLE is 3."""

CRASHES = """
import os, sys
died_of = int(sys.argv.pop())
from bsuh_desktop.cli import main
from bsuh_desktop.cli.commands import doctor
doctor.run = lambda options: os.kill(os.getpid(), died_of)
main.main()
"""
"""A command that dies of the signal whose number is its last word."""


def test_the_system_is_told_in_both_ways() -> None:
    said = subprocess.run([sys.executable, "-c", ASKED], env=environment(), capture_output=True, check=True).stdout
    # 0 would do for files alone; 1 hands nothing to a program.
    assert said in (b"0 1 1\n", b"0 0 0\n")


@pytest.mark.parametrize("died_of", [signal.SIGABRT, signal.SIGSEGV])
def test_a_command_that_crashes_is_not_dumped(tmp_path: Path, died_of: signal.Signals) -> None:
    here = tmp_path / "here"
    here.mkdir()
    with nothing_left(here):
        words = [sys.executable, "-c", CRASHES, "doctor", str(died_of.value)]
        with subprocess.Popen(words, env=environment(), stdout=subprocess.DEVNULL) as crashed:
            ended = os.waitid(os.P_PID, crashed.pid, os.WEXITED | os.WNOWAIT)
    assert ended is not None
    assert (ended.si_code, ended.si_status) == (os.CLD_KILLED, died_of), "not CLD_DUMPED"
