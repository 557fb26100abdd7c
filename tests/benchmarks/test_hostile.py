"""What strangers' files cost: memory and time of Verify's command for each, and of collecting a stick that is full of
them, beside honest ones.

Repeat: `python -m pytest -m benchmark -s tests/benchmarks/test_hostile.py`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.benchmarks.sizes import Size
from tests.helpers import hand_over
from tests.helpers.command import environment
from tests.helpers.field import TAUGHT, Field
from tests.helpers.hostile_costs import MOST_MEGABYTES, Cost, hold
from tests.helpers.hostile_files import LAST, NUMBER, write_hostile

pytestmark = pytest.mark.usefixtures("known_keys")

HONEST = 10

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
def hostile(size: Size, field: Field) -> dict[str, str]:
    """The kind of each file, by its path."""
    genuine, numbers = (field.folder / "first.pdf").read_bytes(), size.of(range(NUMBER), LAST)
    kinds = write_hostile(field.folder / "hostile", genuine, field.recipients, numbers)
    return {str(path): kind for path, kind in kinds.items()}


def test_each_is_answered_in_time_and_memory(size: Size, field: Field, hostile: dict[str, str]) -> None:
    desk = (str(field.folder / "coordinator"), str(field.folder / "passphrase.txt"))
    command = [sys.executable, "-c", _VERBS + _VERIFIES, *desk]
    done = subprocess.run([*command, *hostile], capture_output=True, env=environment(), encoding="utf-8")
    rows: list[list[Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == len(hostile), done.stderr[-2000:]
    assert not any(row[5] for row in rows), "a traceback is shown"
    assert {row[3] for row in rows} == {0}, "a child is left"
    assert {row[4] for row in rows} <= {0, 1, 2}
    costs = [Cost(hostile[row[0]], row[1], row[2]) for row in rows]
    if size.full:
        hold(costs)


def test_a_stick_full_of_them_loses_no_class(size: Size, field: Field, hostile: dict[str, str]) -> None:
    """Its memory is held against that of collecting the honest ones alone."""
    honest, stick = field.folder / "honest", field.folder / "hostile"
    honest.mkdir()
    honest_files = size.of(HONEST, 2)
    for number in range(honest_files):
        data = hand_over.attendance_file(field.recipients, number + 1)
        for folder in (honest, stick):
            (folder / f"{number:03}-honest.bsuh").write_bytes(data)
    before = psutil.Process().children()
    own, _, _ = collected(field, honest)
    most, children, counts = collected(field, stick)
    print(f"\ncollect: {most - own} MB above its own {own}, {counts}")
    assert counts["merged"] == honest_files
    size.at_most(most - own, MOST_MEGABYTES)
    assert not children
    assert psutil.Process().children() == before


def collected(field: Field, stick: Path) -> tuple[int, int, dict[str, int]]:
    """The most megabytes that collecting a stick into a register of its own took, the child processes that it left,
    and its counts. What a shell would take from it lies on the disk: it is no memory of the command's."""
    answer, register = field.folder / f"{stick.name}.json", field.folder / f"{stick.name}-register"
    words = (field.folder / "coordinator", field.folder / "passphrase.txt", stick, register, answer)
    command = [sys.executable, "-c", _COLLECTS, *map(str, words)]
    done = subprocess.run(command, capture_output=True, env=environment(), encoding="utf-8")
    most, children = json.loads(done.stdout.splitlines()[-1])
    return most, children, json.loads(answer.read_text("utf-8"))["counts"]


_COLLECTS = """
import contextlib, io, json, sys, psutil
from bsuh_desktop.cli.main import main

profile, passphrase, stick, register, answer = sys.argv[1:]
desk = ["--profile", profile, "--passphrase-file", passphrase, "--register", register]
with open(answer, "w") as out, contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
    main(["collect", stick, *desk, "--json"])
told = open("/proc/self/status").read()
most = int(told.partition("VmHWM:")[2].split()[0]) // 1024
print(json.dumps([most, len(psutil.Process().children())]))
"""
