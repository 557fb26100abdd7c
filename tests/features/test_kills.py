"""The process dies at any instant, and nothing that was acknowledged is lost.

The parent draws the instant, gets the acknowledgements through a pipe and kills with SIGKILL. Twenty kills in the
suite; two hundred on demand: `python -m pytest -m soak tests/features/test_kills.py`.
"""

from __future__ import annotations

import itertools
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from bsuh_desktop.domain.chain import verify_chain
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.rosters.preview import read_class_list
from bsuh_desktop.services import enrol, prepare
from bsuh_desktop.services.clock import SystemClock
from bsuh_desktop.services.conduct import Conduct
from bsuh_desktop.services.desk import new_practice_desk, open_desk
from bsuh_desktop.store.journal import Journal
from tests.helpers.command import ROOT, environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")

PASSPHRASE = "four words in a row"
DRIVER = ROOT / "tests" / "helpers" / "driver.py"


def begin(folder: Path) -> None:
    desk = new_practice_desk(folder, PASSPHRASE, SystemClock())
    group = enrol.new_group("eiin:107845", 2026, "6", "kha")
    enrol.agree(desk, group, "letters", read_class_list(ROOT / "tests" / "data" / "class-6-kha.csv").learners)
    conduct = prepare.open_class(desk, [group.id], "taps-traps-taka")
    conduct.type_headcount(58)
    conduct.call_roll()
    desk.close()


def killed(folder: Path, chance: random.Random, in_flight: bool) -> list[str]:
    """Starts the driver, kills it at an instant drawn here, and returns the lines it got to say. *In flight*: while a
    command has begun and is not acknowledged."""
    call = [sys.executable, str(DRIVER), str(folder), PASSPHRASE]
    with subprocess.Popen(call, stdout=subprocess.PIPE, env=environment()) as child:
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(chance.randrange(1, 120))]
        if in_flight:
            while not said[-1].startswith(b"w"):
                assert said[-1], "the driver died by itself"
                said.append(child.stdout.readline())
            time.sleep(chance.random() * 0.0004)
        else:
            time.sleep(chance.random() * 0.02)
        child.send_signal(signal.SIGKILL)
        said += child.stdout.readlines()
    return [line.decode().strip() for line in said]


def acknowledged(said: list[str]) -> int:
    """The number of the last event that the driver acknowledged, 0 if none was."""
    return max((int(line.split()[1]) for line in said if line.startswith("a")), default=0)


def check(folder: Path, said: list[str], before: int) -> int:
    """Reopens, compares with what was acknowledged, and goes on where the class stood; returns the events so far."""
    desk = open_desk(folder, PASSPHRASE, SystemClock())
    session = desk.store.journal.sessions()[0]
    state = desk.store.journal.state(session)
    last = acknowledged(said)
    # At most the one command that was in flight may have been committed without its acknowledgement.
    assert max(last, before) <= state.events <= max(last, before) + 1
    assert verify_chain(desk.store.journal.entries(session)).ok
    assert_last_answers_are_there(state, said, desk.store.journal)
    conduct = Conduct(desk, session)
    conduct.show_slide(state.slide % 12 + 1)
    events = conduct.state.events
    assert events == state.events + 1
    desk.close()
    return events


def assert_last_answers_are_there(state: SessionState, said: list[str], journal: Journal) -> None:
    """Every acknowledged command stands in the journal at its number, with the card and letter that it had."""
    kinds = {"answer": "answered", "mark": "roll_marked", "slide": "slide_shown", "ask": "question_opened"}
    entries = {entry.header.seq: entry for entry in journal.entries(state.session)}
    for asked, told in itertools.pairwise(said):
        number, new = (int(word) for word in told.split()[1:]) if told.startswith("a") else (0, 0)
        words = asked.split()[1:]
        if not new or not asked.startswith("w") or words[0] not in kinds:
            continue
        entry = entries[number]
        assert entry.header.kind.startswith(kinds[words[0]])
        if words[0] == "answer":
            event = entry.event()
            card = state.attendees[event.learner].seat.card  # type: ignore[union-attr]
            assert [str(card), event.letter] == words[1:]  # type: ignore[union-attr]


def kill_often(folder: Path, times: int) -> Counter[str]:
    begin(folder)
    chance, counts, events = random.Random(), Counter[str](), 0
    for number in range(times):
        said = killed(folder, chance, in_flight=number % 2 == 0)
        counts["in flight" if said and said[-1].startswith("w") else "between"] += 1
        counts["acknowledged"] += sum(line.startswith("a") for line in said)
        events = check(folder, said, events)
    return counts


def test_nothing_acknowledged_is_lost_in_twenty_kills(tmp_path: Path) -> None:
    counts = kill_often(tmp_path / "profile", 20)
    assert counts["in flight"] >= 5
    assert counts["acknowledged"] > 100


@pytest.mark.soak
def test_nothing_acknowledged_is_lost_in_two_hundred_kills(tmp_path: Path) -> None:
    counts = kill_often(tmp_path / "profile", 200)
    print(f"\n200 kills: {dict(counts)}")
    assert counts["in flight"] >= 50
