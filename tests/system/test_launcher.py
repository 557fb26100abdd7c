from __future__ import annotations

import gc
import shutil
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from bsuh_desktop.rosters.sandbox.reader import read_class_list
from bsuh_desktop.system.launcher import start_child
from tests.helpers.command import environment
from tests.helpers.reading_process import LIST
from tests.helpers.sources import PACKAGE
from tests.helpers.until import PATIENCE_S

WHERE = "import bsuh_desktop, sys; print(bsuh_desktop.__file__); print('Rahima', file=sys.stderr)"
STARTS = f"""
import sys
from bsuh_desktop.system.launcher import start_child
print(start_child([sys.executable, "-c", {WHERE!r}]).communicate()[0].decode())
"""


def test_it_runs_the_programme_that_the_app_runs_and_its_errors_go_nowhere(tmp_path: Path) -> None:
    copy = tmp_path / "bsuh_desktop"
    shutil.copytree(PACKAGE / "system", copy / "system", ignore=shutil.ignore_patterns("__pyc*"))
    (copy / "__init__.py").touch()
    env, here = environment({"PYTHONPATH": str(tmp_path)}), copy / "system"
    done = subprocess.run([sys.executable, "-c", STARTS], env=env, cwd=here, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(copy / "__init__.py")
    assert done.stderr == ""


def test_nothing_where_the_app_was_started_gets_into_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("msgspec.py", "python_calamine.py", "bsuh_desktop.py", "sitecustomize.py"):
        (tmp_path / name).write_text("raise SystemExit(7)", "utf-8")
    monkeypatch.chdir(tmp_path)
    for name, value in {"PYTHONPATH": str(tmp_path), "PYTHONHOME": str(tmp_path), "PYTHONINSPECT": "1"}.items():
        monkeypatch.setenv(name, value)
    assert len(read_class_list(LIST).learners) == 58


AGAIN = """
import os, sys
from bsuh_desktop.system.launcher import restart_programme
print(os.getpid(), sys.argv[1:], sys.flags.safe_path, sys.stdin.readline(), end="")
if os.environ.pop("FIRST", ""):
    kept = open(os.devnull)
    os.environ["HELD"] = str(kept.fileno())
    restart_programme()
try:
    os.fstat(int(os.environ["HELD"]))
except OSError:
    print("nothing is held")
sys.exit(7)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there one process cannot take another's place")
def test_the_programme_starts_anew_in_its_own_place_with_its_own_words() -> None:
    command = [sys.executable, "-P", "-u", "-c", AGAIN, "--profile", "my folder"]
    with subprocess.Popen(
        command, env=environment({"FIRST": "yes"}), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        said, _ = process.communicate("")
    line = f"{process.pid} ['--profile', 'my folder'] True "
    assert said == line * 2 + "nothing is held\n"
    assert process.returncode == 7, "whoever waits for it hears how the second one ended"


STARTS_ONE_THAT_NEVER_LOOKS = """
import sys, time
from bsuh_desktop.system.launcher import start_child
print(start_child([sys.executable, "-c", "import time; time.sleep(9000)"]).pid, flush=True)
time.sleep(9000)
"""


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere a child ends when its pipe is closed, or at its limits")
def test_on_windows_a_child_that_looks_at_nothing_ends_with_the_one_that_started_it() -> None:
    command = [sys.executable, "-c", STARTS_ONE_THAT_NEVER_LOOKS]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        child = psutil.Process(int(process.stdout.readline()))
        process.kill()
    assert psutil.wait_procs([child], timeout=PATIENCE_S)[1] == []


@pytest.mark.skipif(sys.platform != "win32", reason="handles of Windows")
def test_on_windows_no_handle_of_a_child_is_kept() -> None:
    def started() -> int:
        start_child([sys.executable, "-c", ""]).communicate()
        gc.collect()
        return int(vars(psutil.Process)["num_handles"](psutil.Process()))

    started()
    assert started() == started()
