"""The events that keep the desk's GUI thread longest, beside those of the commit before, in turns in one run.

`BSUH_BEFORE` names another commit to stand beside. What a slot *does* is counted in the suite
(`tests/helpers/slot_work.py`); here it is told how long it takes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.desk_walk import PAGES
from tests.benchmarks.sizes import Size
from tests.helpers.sources import ROOT

TURNS, SHOWN = 3, 15
SLOT_MS = 8.0
"""Nobody notices less."""
LIMIT = 1.25
"""How many times as long as before: the sum of all kinds of events that take longer than `SLOT_MS`. A kind that was not
there before may take so many times as long as the longest that was."""


def walked(tree: Path, folder: Path, *pages: str) -> dict[str, float]:
    """Walks the desk that stands in `tree`, or only some of its pages; ms of the longest event of each kind."""
    folder.mkdir(parents=True)
    environment = {**os.environ, "PYTHONPATH": f"{tree}{os.pathsep}{tree / 'installer'}", "HOME": str(folder)}
    command = [sys.executable, "-m", "tests.benchmarks.desk_walk", str(folder), *pages]
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    shutil.rmtree(folder)
    if done.returncode:
        raise ChildProcessError(done.stderr)
    longest: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return longest


def commit_before() -> str:
    """What the tree is to be held against: the last commit if something has changed since, else the one before it."""
    changed = subprocess.run(["git", "diff", "--quiet", "HEAD"], cwd=ROOT, check=False).returncode
    return os.environ.get("BSUH_BEFORE") or ("HEAD" if changed else "HEAD~1")


def desk_of(commit: str, folder: Path) -> Path:
    """The product of that commit, with the tests of this tree."""
    folder.mkdir()
    product = ("bsuh_desktop", "ui", "resources", "installer", "pyproject.toml")
    archive = subprocess.run(["git", "archive", commit, *product], cwd=ROOT, capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", str(folder)], input=archive.stdout, check=True)
    shutil.copytree(ROOT / "tests", folder / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def least(turns: list[dict[str, float]]) -> dict[str, float]:
    """Of each kind of event the least of the turns: whatever else the machine did only adds."""
    first = turns[0]
    return {name: min(turn.get(name, first[name]) for turn in turns) for name in first}


@pytest.mark.usefixtures("windows")
def test_no_event_keeps_a_person_waiting_longer_than_before(size: Size, tmp_path: Path) -> None:
    commit = commit_before() if size.full else "now"
    trees = {"now": ROOT} | ({"before": desk_of(commit, tmp_path / "before")} if size.full else {})
    pages = size.of((), PAGES[:1])
    turns: dict[str, list[dict[str, float]]] = {"now": [], "before": []}
    for turn in range(size.of(TURNS, 1)):
        for name, tree in trees.items():
            try:
                turns[name].append(walked(tree, tmp_path / f"walk-{name}-{turn}", *pages))
            except ChildProcessError as error:
                if name == "now":
                    raise
                pytest.skip(f"these hands cannot walk the desk of {commit}: {error.args[0].splitlines()[-1]}")
    now, before = least(turns["now"]), least(turns["before"] or turns["now"])
    print(f"\n{'ms now':>8}{f'ms {commit}':>12}  the longest events, of {TURNS} turns the least")
    for name in sorted(now, key=now.__getitem__, reverse=True)[:SHOWN]:
        print(f"{now[name]:>8.1f}{before.get(name, float('nan')):>12.1f}  {name}")
    both = [name for name in now.keys() & before.keys() if max(now[name], before[name]) > SLOT_MS]
    ratio = sum(now[name] for name in both) / (sum(before[name] for name in both) or 1)
    print(f"{len(both)} kinds of events took over {SLOT_MS:g} ms; together {ratio:.2f} times as long as before")
    new = {name: now[name] for name in now.keys() - before.keys() if now[name] > SLOT_MS}
    print(f"{len(new)} kinds are new: {new}")
    size.at_most(ratio, LIMIT)
    size.at_most(max(new.values(), default=0), LIMIT * max(before.values()))
