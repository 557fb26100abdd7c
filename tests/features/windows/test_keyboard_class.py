"""A whole class by keyboard alone: from the door through roll call and all questions to its certificates."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.classroom.class_picture import ClassPicture
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.rehearsal.demonstrate import add_practice_class
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.services.verify.verify import verify
from tests.helpers import prepared
from tests.helpers.desks import PASSPHRASE
from tests.helpers.guard import guarding
from tests.helpers.hands import key, pick, tab_to, type_in, until
from tests.helpers.visit import Visit, visiting

LEARNERS, ABSENT, LATE = 12, (5, 11), 8
PEOPLE = 10


def with_class(desk: Desk) -> None:
    """A class of twelve, not taught yet."""
    prepared.as_made(desk)
    add_practice_class(desk, LEARNERS)


class Keyboard:
    """A person without a mouse: sees what the window shows, and presses keys where the focus is."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit

    @property
    def picture(self) -> ClassPicture:
        picture = self.visit.bridge.picture
        assert picture is not None
        return picture

    def page(self, name: str) -> None:
        until(lambda: self.visit.window.page.name == name, f"the page {name} is shown")
        self.visit.quiet()

    def press(self, *keys: str) -> None:
        for each in keys:
            key(self.visit.window, each)
            self.visit.quiet()

    def on(self, name: str, keys: str = "Space") -> QWidget:
        """Goes to a control by Tab and presses a key on it."""
        control = tab_to(self.visit.window, name)
        self.press(keys)
        return control

    def type(self, name: str, text: str) -> None:
        """The field of that name must have the focus already, or get it by Tab."""
        type_in(tab_to(self.visit.window, name), text)

    def unlock(self) -> None:
        self.type("passphrase", PASSPHRASE)
        self.press("Return")
        self.page("home")

    def call_roll(self) -> None:
        self.type("headcount", "১০")
        self.press("Return")
        until(lambda: self.picture.view.headcount == PEOPLE, "the headcount is kept")
        for card in ABSENT:
            self.type("roll", str(card))
            self.press("Return")
        self.on("mark_absent", "Right")
        self.type("roll", str(LATE))
        self.press("Return")
        self.on("start_teaching")
        self.page("teach")

    def count_hands(self, *counts: int) -> None:
        """Numbers from A on, Enter after each."""
        for letter, count in zip("abcd", counts, strict=True):
            self.type(f"count_{letter}", str(count))
            self.press("Return")

    def teach(self) -> None:
        """The key of a clicker does everything but count."""
        for _ in range(100):
            if self.picture.open_asking is not None:
                self.count_hands(4, 3, 2, 0)
            elif "Go to wrap-up" in self.verb():
                return
            self.press("Right")
        raise AssertionError(f"the lesson does not end; it says {self.verb()}")

    def write_to(self, folder: Path, papers: str, files: str) -> None:
        self.on(f"{papers}_to_folder")
        pick(folder)
        if papers == "certificates":
            key(tab_to(self.visit.dialog(), "save_names"), "Space")
        until(lambda: list(folder.glob(files)), f"{papers} are written")
        self.visit.quiet()

    def verb(self) -> str:
        button = tab_to(self.visit.window, "next_step")
        return str(button.property("text"))


@pytest.mark.usefixtures("windows")
def test_a_class_is_run_by_keyboard_alone(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    with visiting(tmp_path, with_class) as visit, guarding():
        person = Keyboard(visit)
        person.unlock()
        person.on("start_preparing")
        person.page("set_up")
        person.on("projector_no")
        person.on("start_roll_call")
        person.page("roll_call")
        person.call_roll()
        person.teach()
        person.press("F10")
        person.page("wrap_up")
        person.press("F10")
        until(lambda: person.picture.ended_ms is not None, "the class is finished")
        counts = person.picture.counts
        person.on("allow")
        person.write_to(papers, "certificates", "*.pdf")
        person.write_to(papers, "attendance", "*.bsuh")
        person.on("done")
        person.page("home")
    assert (counts.headcount, counts.present, counts.late, counts.absent) == (PEOPLE, PEOPLE, 1, len(ABSENT))
    proofs = {proof.kind: proof for proof in verify([str(path) for path in papers.iterdir()], known_to_everybody())}
    assert {kind: proof.verdict for kind, proof in proofs.items()} == {
        "certificate": Verdict.PRACTICE,
        "attendance": Verdict.PRACTICE,
    }
    assert len(proofs["certificate"].items or ()) == PEOPLE
