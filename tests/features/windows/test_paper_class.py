"""A class that was held on paper: its sheet is printed, filled in with a pen, and typed in within 150 actions.

An action is one click or one press of a key; a number that is typed counts as its digits. A second class stops when its
window goes, and its rest comes from paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.language import say
from bsuh_desktop.qt.widgets.restyled import desk_say
from bsuh_desktop.services.classroom.class_picture import ClassPicture
from bsuh_desktop.services.desk.class_report import class_report
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.rehearsal.demonstrate import add_practice_class
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.services.verify.verify import verify
from tests.helpers import prepared
from tests.helpers.actions import counting
from tests.helpers.desks import PASSPHRASE, clock_at
from tests.helpers.guard import guarding
from tests.helpers.hands import key, pick, press, type_in, until
from tests.helpers.list_pages import choose_more
from tests.helpers.papers import copied, picture_of
from tests.helpers.visit import Visit, visiting

MOST_ACTIONS = 150
ABSENT, LATE, LEFT = ("5", "12", "33", "47", "58"), ("8", "41", "50"), ("40",)
HANDS = {
    1: (12, 30, 7, 4),
    2: (10, 11, 12, 20),
    4: (9, 31, 8, 5),
    5: (3, 40, 6, 4),
    7: (2, 45, 3, 3),
    8: (1, 4, 4, 44),
}
"""By the question's number on the sheet."""

pytestmark = pytest.mark.usefixtures("windows", "known_keys")


class Typist:
    """A person at the desk with a filled-in sheet."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit

    def click(self, name: str) -> None:
        press(self.visit.see(name))
        self.visit.quiet()

    def type(self, text: str) -> None:
        """Where the keys are."""
        focused = self.visit.window.focusWidget()
        assert focused is not None
        type_in(focused, text)

    def keys(self, *keys: str) -> None:
        for each in keys:
            key(self.visit.window, each)
        self.visit.quiet()

    def on(self, name: str) -> QWidget:
        """The keys must be there already."""
        until(
            lambda: (self.visit.window.focusWidget() or self.visit.window).objectName() == name, f"{name} has the keys"
        )
        return self.visit.see(name)

    def head(self, number: str, start: str, end: str) -> None:
        self.on("sheet_number")
        self.type(number)
        self.keys("Return")
        self.type(start)
        self.keys("Return")
        self.type(end)
        # Of the date only the day is another one; month and year stand.
        self.keys("Return")
        self.on("day")
        self.type("2")
        self.keys("Tab", "Tab", "Tab")
        self.on("girls")
        self.type("30")
        self.keys("Return")
        self.type("23")

    def roll(self) -> None:
        """All exceptions in one line, as they stand on the sheet."""
        marks = [*ABSENT, *(f"{roll}l" for roll in LATE), *(f"{roll}e" for roll in LEFT)]
        self.click("roll")
        self.type(" ".join(marks))
        self.keys("Return")

    def hands(self) -> None:
        """Each first field is clicked at where one question does not follow the last one; then the key moves on."""
        last = -1
        for number, counts in HANDS.items():
            if number != last + 1:
                self.click(f"tally_{number}_a")
            for letter, count in zip("abcd", counts, strict=True):
                self.on(f"tally_{number}_{letter}")
                self.type(str(count))
                self.keys("Return")
            last = number


def printed(visit: Visit, folder: Path) -> str:
    """The number of a sheet that is printed from Classes, rolls only."""
    visit.press("rail_classes")
    choose_more(visit, desk_say(Message("Print class sheet")))
    visit.press("sheet_to_folder")
    pick(folder)
    until(lambda: list(folder.glob("class-sheet-*.pdf")), "the sheet is written")
    visit.quiet()
    (path,) = folder.glob("class-sheet-*.pdf")
    text = copied(path.read_bytes())
    number = path.stem.removeprefix("class-sheet-")
    assert number in "\n".join(text)
    assert picture_of(path.read_bytes(), dots=60).height > picture_of(path.read_bytes(), dots=60).width
    path.unlink()
    return number.replace("-", "").lower()


def words(visit: Visit, name: str) -> str:
    label = visit.see(name)
    assert isinstance(label, QLabel)
    return label.text()


def picture(visit: Visit) -> ClassPicture:
    found = visit.bridge.picture
    assert found is not None
    return found


def write_papers(visit: Visit, folder: Path, kinds: Sequence[str] = ("certificates", "attendance")) -> None:
    for kind in kinds:
        files = {"certificates": "*.pdf", "attendance": "*.bsuh"}[kind]
        visit.press(f"{kind}_to_folder")
        pick(folder)
        visit.let_names_go(kind)
        until(lambda files=files: list(folder.glob(files)), f"{kind} are written")  # type: ignore[misc]
        visit.quiet()


def check_papers(folder: Path, certificates: int | None = None) -> None:
    """An attendance file that tells when it was entered, and so many certificates if there is a number."""
    known = known_to_everybody()
    proofs = {proof.kind: proof for proof in verify([str(path) for path in folder.iterdir()], known)}
    kinds = {"attendance"} if certificates is None else {"attendance", "certificate"}
    assert {kind: proof.verdict for kind, proof in proofs.items()} == dict.fromkeys(kinds, Verdict.PRACTICE)
    if certificates is not None:
        assert len(proofs["certificate"].items or ()) == certificates
    assert [say(doubt, "en") for doubt in proofs["attendance"].doubts] == ["The class was entered later."]


def test_a_class_from_paper(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    with visiting(tmp_path, prepared.with_class) as visit, guarding():
        visit.unlock()
        visit.in_private()
        number = printed(visit, papers)
        visit.press("rail_home")
        person = Typist(visit)
        with counting() as actions:
            person.click("from_paper")
            person.head(number, "1030", "1115")
            person.roll()
            person.hands()
            assert "45 min" in words(visit, "preview")
            person.click("keep")
            until(lambda: visit.window.page.name == "wrap_up", "the class is kept")
        print(f"\n{actions.clicks} clicks, {actions.keys} keys")
        assert 100 <= actions.clicks + actions.keys <= MOST_ACTIONS
        visit.quiet()
        counts, session = picture(visit).counts, picture(visit).session
        write_papers(visit, papers, ["attendance"])
        visit.press("done")
        assert_sheet_is_refused(visit, number)
    check_papers(papers)
    assert (counts.headcount, counts.present, counts.late, counts.left, counts.absent) == (53, 53, 3, 1, 5)
    assert counts.remarks == ()
    facts = report(tmp_path, session)
    assert (facts["start"], facts["end"]) == ("2026-08-02T10:30:00+06:00", "2026-08-02T11:15:00+06:00")
    assert (facts["entered_later"], facts["doubt"], facts["chain_ok"]) == (True, False, True)
    assert [tuple(each[letter] for letter in "ABCD") for each in facts["answers"].values()] == list(HANDS.values())


def assert_sheet_is_refused(visit: Visit, number: str) -> None:
    """The same sheet once more: nothing is doubled, and it is said when it was entered."""
    again = Typist(visit)
    again.click("from_paper")
    again.head(number, "1030", "1115")
    again.click("keep")
    until(lambda: visit.window.bar.isVisible(), "it is refused")
    told = " ".join(label.text() for label in visit.window.bar.findChildren(QLabel))
    assert "already entered, on 3 August 2026" in told
    assert visit.window.page.name == "paper_class"


def report(folder: Path, session: str) -> dict[str, Any]:
    desk = open_desk(folder / "profile", PASSPHRASE, clock_at())
    facts = class_report(desk, session)
    assert desk.store.journal.sessions() == [session]
    desk.close()
    return facts


def twenty(desk: Desk) -> None:
    """A class of twenty, not taught yet."""
    prepared.as_made(desk)
    add_practice_class(desk, 20)


def test_the_rest_of_a_class_after_a_power_cut(tmp_path: Path) -> None:
    """The window goes after roll call; the laptop comes back for long enough to type in the rest."""
    papers = tmp_path / "papers"
    papers.mkdir()
    with visiting(tmp_path, twenty) as visit:
        visit.unlock()
        visit.press("start_preparing", "projector_no", "start_roll_call")
        type_in(visit.see("headcount"), "18")
        key(visit.see("headcount"), "Return")
        until(lambda: picture(visit).view.headcount == 18, "the headcount is kept")
        visit.quiet()
        type_in(visit.see("roll"), "5 12 8l 19l")
        key(visit.see("roll"), "Return")
        visit.quiet()
        visit.press("start_teaching")
        begun = picture(visit)
    with visiting(tmp_path) as visit, guarding():
        # The class went on by paper for an hour.
        visit.bridge.clock.advance(3600)  # type: ignore[attr-defined]
        visit.unlock()
        visit.in_private()
        person = Typist(visit)
        person.click("rest_from_paper")
        person.on("end")
        person.type("0950")
        person.click("roll")
        person.type("17e")
        person.keys("Return")
        person.click("tally_4_a")
        person.type("4")
        person.keys("Return")
        person.type("9")
        person.click("keep")
        until(lambda: visit.window.page.name == "wrap_up", "the class is kept")
        visit.quiet()
        found = picture(visit)
        assert "entered later" in visit.window.page.breadcrumb()
        write_papers(visit, papers)
    assert (found.session, found.started_ms) == (begun.session, begun.started_ms)
    check_papers(papers, 17)
    facts = report(tmp_path, found.session)
    names = ("minutes", "present", "late", "left", "absent", "doubt")
    assert [facts[name] for name in names] == [50, 18, 2, 1, 2, False]
    assert facts["answers"] == {"q5": {"A": 4, "B": 9, "C": 0, "D": 0, "blank": 5}}
