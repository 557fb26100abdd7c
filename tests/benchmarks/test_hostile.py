"""What strangers' files cost: memory and time of Verify's command for each, and of collecting a stick that is full of
them, beside honest ones.

Repeat: `python -m pytest -m benchmark -s tests/benchmarks/test_hostile.py`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import psutil
import pytest

from tests.helpers import handing
from tests.helpers.command import environment
from tests.helpers.field import TAUGHT, Field
from tests.helpers.hostile_files import hostile_file

pytestmark = [pytest.mark.benchmark, pytest.mark.usefixtures("known_keys")]

NUMBER, HONEST = 500, 10
MOST_SECONDS, MOST_MEGABYTES = 15.0, 300

_VERIFIES = """
import contextlib, io, json, sys, time, psutil
from bsuh_desktop.cli.main import main

def told(name):
    return next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith(name + ":"))

profile, passphrase, *files = sys.argv[1:]
for file in files:
    open("/proc/self/clear_refs", "w").write("5")
    before, began, out = told("VmRSS"), time.monotonic(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        status = main([*verb_of(file), file, "--profile", profile, "--passphrase-file", passphrase, "--json"])
    seconds = time.monotonic() - began
    left = len(psutil.Process().children(recursive=True))
    print(json.dumps([file, seconds, told("VmHWM") - before, left, status, "Traceback" in out.getvalue()]), flush=True)
"""
_VERBS = 'verb_of = lambda file: ["pack", "check"] if file.endswith("pack.zip") else ["verify"]\n'


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> Field:
    """A class was held, in which one learner earned a certificate."""
    field = Field(tmp_path_factory.mktemp("field"))
    alone = {"headcount": 1, "roll": {"absent": [2, 3, 4], "late": [], "left": []}}
    steps = [{**step, **{name: alone[name] for name in step.keys() & alone.keys()}} for step in TAUGHT]
    assert field.rehearse("taught", steps).status == 0
    return field


@pytest.fixture(scope="module")
def hostile(field: Field) -> dict[str, str]:
    """The kind of each file, by its path."""
    folder, pdf = field.folder / "hostile", (field.folder / "first.pdf").read_bytes()
    folder.mkdir()
    kinds = {}
    for number in range(NUMBER):
        kind, name, data = hostile_file(number, pdf, field.recipients)
        (folder / name).write_bytes(data)
        kinds[str(folder / name)] = kind
    return kinds


def test_each_is_answered_in_time_and_memory(field: Field, hostile: dict[str, str]) -> None:
    desk = (str(field.folder / "coordinator"), str(field.folder / "passphrase.txt"))
    command = [sys.executable, "-c", _VERBS + _VERIFIES, *desk]
    done = subprocess.run([*command, *hostile], capture_output=True, env=environment(), encoding="utf-8")
    rows: list[list[Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == len(hostile), done.stderr[-2000:]
    slowest = sorted(rows, key=lambda row: -row[1])[:5]
    largest = sorted(rows, key=lambda row: -row[2])[:5]
    print(f"\n{len(rows)} files; slowest", [(hostile[row[0]], round(row[1], 1)) for row in slowest])
    print("most megabytes", [(hostile[row[0]], row[2]) for row in largest])
    assert not any(row[5] for row in rows), "a traceback is shown"
    assert {row[3] for row in rows} == {0}, "a child is left"
    assert {row[4] for row in rows} <= {0, 1, 2}
    assert largest[0][2] <= MOST_MEGABYTES
    assert slowest[0][1] <= MOST_SECONDS + 1


def test_a_stick_full_of_them_loses_no_class(field: Field, hostile: dict[str, str]) -> None:
    stick = field.folder / "hostile"
    for number in range(HONEST):
        (stick / f"{number:03}-honest.bsuh").write_bytes(handing.attendance_file(field.recipients, number + 1))
    desk = (str(field.folder / "coordinator"), str(field.folder / "passphrase.txt"))
    command = [sys.executable, "-c", _COLLECTS, *desk, str(stick)]
    done = subprocess.run(command, capture_output=True, env=environment(), encoding="utf-8")
    grown, children, said = json.loads(done.stdout.splitlines()[-1])
    print(f"\ncollect: {grown} MB more at its highest, {said['counts']}")
    assert said["counts"]["merged"] == HONEST
    assert (grown <= MOST_MEGABYTES, children) == (True, 0)
    assert not psutil.Process().children()


_COLLECTS = """
import contextlib, io, json, sys, psutil
from bsuh_desktop.cli.main import main

def told(name):
    return next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith(name + ":"))

profile, passphrase, stick = sys.argv[1:]
before, out = told("VmRSS"), io.StringIO()
with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
    main(["collect", stick, "--profile", profile, "--passphrase-file", passphrase, "--json"])
said = json.loads(out.getvalue())
print(json.dumps([told("VmHWM") - before, len(psutil.Process().children()), {"counts": said["counts"]}]))
"""
