"""A learner withdraws after the class was handed over: the coordinator's desk hears of it with the next hand-over.

Every step of both people is an event on a control that can be seen; only the stick goes from one to the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.exchange.contents import Contents
from bsuh_desktop.qt.collection.receive import Receive
from bsuh_desktop.services.collection.collected_files import CollectedFile
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import hand_over, programme_desks
from tests.helpers.class_pages import read
from tests.helpers.desks import NAMES, practice_desk
from tests.helpers.erasure import answered_class, opened
from tests.helpers.list_pages import asked, on_page, press_verb, table
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
WITHDRAWS = NAMES[1]
Opened = tuple[Contents, dict[str, str]]


def test_the_coordinator_forgets_too(tmp_path: Path) -> None:
    stick = tmp_path / hand_over.STICK
    stick.mkdir()
    recipient = a_coordinator(tmp_path / "coordinator")
    with visiting(tmp_path / "facilitator", lambda desk: taught(desk, recipient)) as visit:
        visit.unlock()
        visit.in_private()
        handed_over(visit, stick)
        first = {path.name: path.read_bytes() for path in stick.glob("*.bsuh")}
        assert len(first) == 1
        withdrawn(visit)
        handed_over_again(visit)
    (new,) = [path.read_bytes() for path in stick.glob("*.bsuh") if path.read_bytes() not in first.values()]
    with visiting(tmp_path / "coordinator") as visit:
        visit.unlock()
        received(visit, stick)
        (old,) = first.values()
        before, after = asked(visit, lambda desk: (opened(desk, old), opened(desk, new)))
        page = visit.window.page
        assert isinstance(page, Receive)
        judged = page._presenter.collected.files
    forgotten(before, after, judged)


def a_coordinator(folder: Path) -> str:
    """Makes the coordinator's desk; what classes are sealed to."""
    desk = practice_desk(folder)
    programme_desks.coordinator(desk)
    recipient = desk.vault.age_recipient
    desk.close()
    return recipient


def taught(desk: Desk, recipient: str) -> None:
    """A class of four with one device that went round."""
    hand_over.joined(desk, recipient)
    answered_class(desk)


def handed_over(visit: Visit, stick: Path) -> None:
    hand_over.hand_over_page(visit, stick)
    visit.press("primary")
    assert read(visit, "stick_title") == "Safe to pull out"


def withdrawn(visit: Visit) -> None:
    """Names, the class, the person, one question."""
    visit.press("rail_classes", "names")
    press_verb(visit, table(visit).rows()[0].key)
    on_page(visit, "withdrawal")
    visit.write("search", WITHDRAWS)
    press_verb(visit, table(visit).rows()[0].key)
    assert WITHDRAWS in visit.dialog().windowTitle()
    visit.press("withdraw")
    assert "The name is deleted. Answers deleted: 4." in read(visit, "news")
    visit.press("hand_over_now")


def handed_over_again(visit: Visit) -> None:
    on_page(visit, "hand_over")
    assert [row.cells[3].text for row in table(visit).rows()] == ["Changed since its hand-over"]
    visit.press("primary")
    assert read(visit, "stick_title") == "Safe to pull out"


def received(visit: Visit, stick: Path) -> None:
    hand_over.receive_page(visit, stick)
    visit.press("add_files", "files_to_stick")
    assert {row.cells[1].text for row in table(visit).rows()} == {"Arrived"}


def forgotten(before: Opened, after: Opened, judged: Sequence[CollectedFile]) -> None:
    """Name and answers are gone, every count is as it was, and the file is good."""
    (old, old_names), (new, new_names) = before, after
    (gone,) = old_names.keys() - new_names.keys()
    assert old_names[gone] == WITHDRAWS
    assert new.details.withdrawn == (gone,)
    rows = {row.learner: row for row in new.rows}
    assert (rows[gone].answered, rows[gone].correct, rows[gone].pre) == (0, 0, None)
    assert {row.learner: row.answered for row in old.rows}[gone] > 0
    assert new.details.counts == old.details.counts
    assert Counter(row.status for row in new.rows) == Counter(row.status for row in old.rows)
    newest = max(judged, key=lambda one: one.revision)
    assert (newest.worth, newest.outcome, newest.withdrawn) == (Verdict.GOOD, "merged", 1)
