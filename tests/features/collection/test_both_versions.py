"""A class is held by both versions of a module, handed over on a stick and collected: marks and figures by version."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from bsuh_desktop.domain.quiz import form_for
from bsuh_desktop.services.classroom import new_class
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.figures.figures import figures
from bsuh_desktop.services.figures.open_register import counting_desk, open_counted_classes
from bsuh_desktop.services.hand_over.hand_over import hand_over
from tests.helpers import hand_over as desks
from tests.helpers.attendance_files import open_file
from tests.helpers.collection import Office, verdicts
from tests.helpers.desks import a_group, clock_at, copied_desk, end, rows

PACK = "taps-traps-taka"
CARDS = range(1, 13)
MARKS = {card: (card % 6, max(card % 6, (card + 2) % 6)) for card in CARDS}
"""Card → how many of five a learner has right before and after."""

pytestmark = pytest.mark.usefixtures("known_keys")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "office")


@pytest.fixture
def stick(office: Office, tmp_path: Path) -> Path:
    """Two classes of one group: in the afternoon the module's second version, after its first in the morning."""
    desk = copied_desk(tmp_path / "laptop", clock_at())
    desks.joined(desk, office.recipients[0])
    group = a_group(desk, rows(len(CARDS)))
    sessions = [hold(desk, group, version) for version in (1, 2)]
    stick = tmp_path / "stick"
    stick.mkdir()
    hand_over(desk, sessions, stick)
    desk.close()
    return stick


def hold(desk: Desk, group: str, version: int) -> str:
    """A whole class on the one device, in which everybody has `MARKS`."""
    conduct = new_class.open_class(desk, [group], PACK, version=version)
    conduct.type_headcount(len(CARDS))
    conduct.call_roll()
    ask_all(conduct, "pre")
    for item in conduct.pack.form("lesson"):
        conduct.ask(item.id, "hands")
        conduct.close_question()
    ask_all(conduct, "post")
    end(desk, conduct)
    return conduct.session


def ask_all(conduct: Conduct, part: Literal["pre", "post"]) -> None:
    (slide,) = (place for place, one in enumerate(conduct.pack.slides("bn"), 1) if one.part == part)
    conduct.show_slide(slide)
    for form in ("A", "B"):
        for place, item in enumerate(conduct.pack.form(form)):
            conduct.ask(item.id, "shared")
            wrong = next(letter for letter in "ABCD" if letter != item.key)
            for card in CARDS:
                if form_for(card, part) == form:
                    right = place < MARKS[card][part == "post"]
                    conduct.answer(card, item.key if right else wrong)
            conduct.close_question()


def test_marks_and_figures_are_told_by_version_and_exact(office: Office, stick: Path) -> None:
    identity = office.desk.vault.age_identity
    read = [open_file(path.read_bytes(), [str(identity)]) for path in sorted(stick.glob("*.bsuh"))]
    marks = {one.details.pack_version: {row.card: (row.pre, row.post) for row in one.rows} for one in read}
    assert marks == {1: MARKS, 2: MARKS}

    assert set(verdicts(office.collect(stick)).values()) == {"merged"}
    with office.open() as register, open_counted_classes(register, counting_desk(office.desk)) as picture:
        (table,) = figures(picture, [["module_version"]]).tables
        told = {row.values[0]: row.counts for row in table.rows}
        (whole,) = figures(picture, [["module"]]).tables
    assert set(told) == {f"{PACK}/1", f"{PACK}/2"}
    for counts in told.values():
        assert (counts.classes, counts.total, counts.present, counts.reached) == (1, 12, 12, 12)
    (row,) = whole.rows
    assert (row.counts.classes, row.counts.total, row.counts.unique) == (2, 24, 12)
