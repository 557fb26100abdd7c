from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.reading_process import nothing_left, playing
from tests.helpers.systems import wine

posix = pytest.mark.skipif(os.name != "posix", reason="Windows binds a process to less")

binding = pytest.mark.skipif(wine(), reason="wine binds no process")

PATIENCE, WORK = 600, 600
"""Seconds, of the wall and of the processor: none of these processes needs them."""


def done_by(program: str, folder: Path, work: int = WORK) -> subprocess.CompletedProcess[bytes]:
    """How a process ended that is bound to so many seconds of `work`, started in `folder`."""
    bound = f"from bsuh_desktop.system.process_limits import Limits, obey; obey(Limits({PATIENCE}, 100, {work}))"
    process = playing(f"import os; os.chdir({str(folder)!r})\n{bound}\n{program}")()
    out, _ = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, out.replace(b"\r\n", b"\n"))


@posix
def test_a_bound_process_writes_no_file(tmp_path: Path) -> None:
    program = "try:\n    with open('x', 'w') as file: file.write('Rahima')\nexcept OSError: print('refused')"
    assert done_by(program, tmp_path).stdout == b"refused\n"
    assert (tmp_path / "x").read_bytes() == b""


@binding
def test_a_bound_process_gets_no_more_memory(tmp_path: Path) -> None:
    program = "kept = bytes(50_000_000); print('some')\ntry: bytes(100_000_000)\nexcept MemoryError: print('no more')"
    assert done_by(program, tmp_path).stdout.split(b"\n") == [b"some", b"no more", b""]


@posix
def test_what_is_only_reserved_is_no_memory(tmp_path: Path) -> None:
    program = "import mmap; mmap.mmap(-1, 300_000_000, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, mmap.PROT_READ)"
    assert done_by(program, tmp_path).returncode == 0


@binding
def test_a_bound_process_works_no_longer(tmp_path: Path) -> None:
    ended = done_by("while True: pass", tmp_path, 1).returncode
    assert ended in ((1816,) if sys.platform == "win32" else (-signal.SIGXCPU, -signal.SIGKILL))


@pytest.mark.skipif(sys.platform != "win32" or wine(), reason="a job of Windows")
def test_a_bound_process_starts_no_other_on_windows(tmp_path: Path) -> None:
    program = "import subprocess, sys\ntry: subprocess.run([sys.executable, '-c', '']).check_returncode()\n"
    program += "except (OSError, subprocess.CalledProcessError): print('refused')"
    assert done_by(program, tmp_path).stdout.strip() == b"refused"


@posix
def test_a_bound_process_opens_few_files(tmp_path: Path) -> None:
    program = (
        "kept = []\ntry:\n    while True: kept.append(os.open(os.devnull, 0))\nexcept OSError: print(len(kept) < 40)"
    )
    assert done_by(program, tmp_path).stdout == b"True\n"


@posix
def test_a_bound_process_that_nobody_watches_ends_by_itself(tmp_path: Path) -> None:
    program = f"""
import signal
rest, again = signal.getitimer(signal.ITIMER_REAL)
print(0 < rest, again)
signal.setitimer = lambda kind, seconds: print(kind == signal.ITIMER_REAL, seconds)
obey(Limits({PATIENCE}, 100, {WORK}))
"""
    running, set_to = done_by(program, tmp_path).stdout.splitlines()
    assert running == b"True 0.0"
    kind, seconds = set_to.split()
    assert kind == b"True"
    assert PATIENCE < int(seconds) < 2 * PATIENCE, "whoever watches it comes first"


@pytest.mark.skipif(sys.platform != "linux", reason="told by Linux alone")
def test_the_memory_of_a_bound_process_that_dies_goes_to_no_file_and_to_no_program(tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    # PR_GET_DUMPABLE: what was said in the process that started this one holds here no more.
    program = "import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), flush=True); os.abort()"
    with nothing_left(here):
        done = done_by(program, here)
    assert done.stdout == b"0\n"
    assert done.returncode == -signal.SIGABRT


@posix
def test_a_process_that_is_bound_more_tightly_stays_so(tmp_path: Path) -> None:
    program = (
        f"obey(Limits({PATIENCE}, 100, {2 * WORK}))\nimport resource; print(resource.getrlimit(resource.RLIMIT_CPU)[0])"
    )
    assert done_by(program, tmp_path).stdout == b"%d\n" % WORK


if sys.platform == "win32":
    from bsuh_desktop.system import kernel32

    def test_limits_are_laid_out_as_windows_reads_them() -> None:
        assert ctypes.sizeof(kernel32._ExtendedLimits) == 144
        assert kernel32._ExtendedLimits.process_memory.offset == 112
