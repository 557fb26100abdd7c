"""A rehearsal that is killed and run again gives the document of the run without the kill."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from bsuh_desktop import paths
from bsuh_desktop.services.rehearsal.play import RehearsalFolders, rehearse
from bsuh_desktop.services.rehearsal.rehearsal import read_script
from bsuh_desktop.system.clock import SystemClock
from tests.helpers.command import bsuh_here, command_line, environment, write_script
from tests.helpers.desks import PASSPHRASE, resources_with_a_private_question
from tests.helpers.held_process import held
from tests.helpers.scripts import CLOCK, FOUR, Step, group, later, set_up

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX"),
    pytest.mark.usefixtures("known_keys"),
]

STORY: list[Step] = [
    CLOCK,
    group(),
    set_up(),
    {"headcount": 4},
    {"roll": {"absent": [4]}},
    {"ask": "form-a/1", "by": "shared"},
    {"answer": {"1": "A", "3": "B"}},
    {"undo": True},
    {"answer": {"2": "C"}},
    {"close": True},
    later(20, "09:20"),
    {"late": 4},
    {"slide": 4},
    {"ask": "lesson/1", "by": "hands"},
    {"hands": {"A": 1, "B": 3}},
    {"close": True},
    {"ask": "form-a/1", "by": "shared"},
    {"answer": {"1": "B"}},
    later(25, "09:45"),
    {"finish": "s1"},
    {"certificates": "c.pdf"},
    {"hand_over": "stick"},
]
KILL: Step = {"kill": True}
RESOURCES = paths.resources()
CALL = f"""
import json, pathlib, sys
from bsuh_desktop.system.clock import SystemClock
from bsuh_desktop.services.rehearsal.play import RehearsalFolders, rehearse
from bsuh_desktop.services.rehearsal.rehearsal import read_script
script, out, resources = map(pathlib.Path, sys.argv[1:])
print(json.dumps(rehearse(read_script(script), RehearsalFolders(out, None, {PASSPHRASE!r}, resources), SystemClock())))
"""
"""A process that plays a script, and prints its document if it comes to the end."""
PRIVATE: Step = {"ask": "s1", "by": "shared"}


def facts(document: dict[str, Any]) -> dict[str, Any]:
    """The document without what is drawn anew in every run: ids, serials and file names; without the seconds, for a
    script's clock runs on while a step takes its time; and without the number of events: that a class was gone on with
    is one."""
    sessions = [
        {
            **one,
            "session": "",
            "certificates": len(one["certificates"]),
            "start": one["start"][:16],
            "end": one["end"][:16],
            "events": 0,
        }
        for one in document["sessions"]
    ]
    return {**document, "sessions": sessions, "files": len(document["files"])}


def play(folder: Path, steps: list[Step], resources: Path = RESOURCES) -> dict[str, Any]:
    """Runs a script again and again until it comes to its end, as often as it kills itself; only one that never does
    is played by this process."""
    folder.mkdir()
    (folder / "four.csv").write_text(FOUR, "utf-8")
    script = write_script(folder / "s.jsonl", steps)
    if KILL not in steps:
        return rehearse(
            read_script(script), RehearsalFolders(folder / "out", None, PASSPHRASE, resources), SystemClock()
        )
    words = [sys.executable, "-c", CALL, str(script), str(folder / "out"), str(resources)]
    for _ in range(steps.count(KILL)):
        killed = subprocess.run(words, capture_output=True, env=environment(), encoding="utf-8")
        assert killed.returncode == -signal.SIGKILL, killed.stderr
    done = subprocess.run(words, capture_output=True, env=environment(), encoding="utf-8")
    assert done.returncode == 0, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    return document


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return facts(play(tmp_path_factory.mktemp("whole") / "run", STORY))


ALL = [[3], [6, 7], [9, 13], [15, 18, 19], [20, 21, 22]]


@pytest.mark.parametrize("after", [[3, 9, 21], *(pytest.param(one, marks=pytest.mark.soak) for one in ALL)])
def test_kills_in_the_script_change_nothing(tmp_path: Path, whole: dict[str, Any], after: list[int]) -> None:
    steps = [step for place, one in enumerate(STORY, start=1) for step in ([one, KILL] if place in after else [one])]
    assert facts(play(tmp_path / "run", steps)) == whole


def test_kills_from_outside_repeat_nothing(tmp_path: Path, whole: dict[str, Any]) -> None:
    """As the desk is made, and with each of both papers half there; the last run comes to its end."""
    words = rehearsing(tmp_path)
    for name in ("desk.json", "c.pdf", ".bsuh"):
        with held("named", 1, words, ending=name) as child:
            child.kill()
    comes_to_its_end(tmp_path, words, whole)


@pytest.mark.soak
def test_kills_at_any_instant_repeat_nothing(tmp_path: Path, whole: dict[str, Any]) -> None:
    """Drawn instants, from the first import to the writing of the files."""
    words = rehearsing(tmp_path)
    for _ in range(30):
        with subprocess.Popen(
            command_line(*words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment()
        ) as child:
            time.sleep(0.15 + random.random() * 0.6)
            child.send_signal(signal.SIGKILL)
    comes_to_its_end(tmp_path, words, whole)


def rehearsing(folder: Path) -> list[str]:
    """The words of `bsuh` that play STORY into `folder`/out."""
    (folder / "four.csv").write_text(FOUR, "utf-8")
    script = write_script(folder / "s.jsonl", STORY)
    return ["rehearse", str(script), "--out", str(folder / "out"), "--json"]


def comes_to_its_end(folder: Path, words: list[str], whole: dict[str, Any]) -> None:
    """Once more, and nothing is missing or there twice."""
    done = bsuh_here(*words)
    assert done.status == 0, done.err
    assert facts(done.json) == whole
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["c.pdf", "profile", "stick"]
    (file,) = (folder / "out" / "stick").iterdir()
    assert str(file) in done.json["files"]


def test_answers_to_a_private_question_are_in_memory_only_and_it_is_asked_again(tmp_path: Path) -> None:
    resources = resources_with_a_private_question(tmp_path / "resources")
    undone: list[Step] = [{"undo": True}, {"answer": {"2": "D"}}]
    steps = [*STORY[:5], PRIVATE, {"answer": {"1": "A", "2": "B", "3": "B"}}, *undone, {"late": 4}]
    end: list[Step] = [{"undo": True}, {"lock": True}, {"close": True}, *STORY[18:20]]
    without = play(tmp_path / "without", [*steps, *end], resources)
    killed = play(tmp_path / "killed", [*steps, KILL, *end[:1], KILL, *end[1:]], resources)
    assert without["sessions"][0]["answers"]["s1"] == {}, "so few are not told"
    # The last slip was the late mark, not an answer in memory.
    assert without["sessions"][0]["late"] == 0
    assert facts(killed) == facts(without)


def test_an_undo_of_the_roll_is_not_repeated_after_a_kill(tmp_path: Path) -> None:
    resources = resources_with_a_private_question(tmp_path / "resources")
    steps = [*STORY[:4], {"roll": {"absent": [1, 2]}}, PRIVATE, {"undo": True}, {"answer": {"3": "B"}}]
    end: list[Step] = [{"close": True}, *STORY[18:20]]
    without = play(tmp_path / "without", [*steps, *end], resources)
    killed = play(tmp_path / "killed", [*steps, KILL, KILL, *end], resources)
    assert without["sessions"][0]["present"] == 3
    assert facts(killed) == facts(without)
