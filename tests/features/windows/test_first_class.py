"""A facilitator's first day: from a laptop that nobody has set up to the files of a class, by mouse and typing alone.

Every step is an event on a control that can be seen; but of those who answer on the device that goes round some do so
by mouse, all of them on demand, and the others' answers are given as the device gives them. The files are verified, and
the same class played by `rehearse` has the same figures.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from bsuh_desktop.content.schema import Slide
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.classroom.class_picture import ClassPicture
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.class_report import class_report
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.verify.known import known_to_everybody
from bsuh_desktop.services.verify.verify import verify
from tests.helpers.desks import PASSPHRASE
from tests.helpers.hands import pick, press_words, until
from tests.helpers.prepared import FACILITATOR
from tests.helpers.sampled import few_or_all
from tests.helpers.scripts import CLOCK, Play, Step, session
from tests.helpers.slot_work import counting_work
from tests.helpers.sources import ROOT
from tests.helpers.visit import Visit, visiting

ROSTER = ROOT / "tests" / "data" / "class-6-kha.csv"
LEARNERS, UNNAMED = 58, 9
ABSENT, LATE = (3, 17, 41), 22
SAYS_NO = 10
PIN = "4826"
HANDS = {"A": 9, "B": 31, "C": 8, "D": 6}
WONDERING = 3
"""At so many questions hands go up for every answer."""
ON_DEVICE = "q6"
"""The one question of the lesson that goes round on one device."""

TOUCHING = (1, 2, 4, 9, LATE, 57)
"""Some who answer with the mouse: each letter that is given, one who is late, one whose name may not be kept."""

SAME = ("headcount", "present", "late", "left", "absent", "answers", "unnamed", "chain_ok", "doubt", "standing")


class Facilitator:
    """A person with a mouse, who sees the windows."""

    def __init__(self, visit: Visit, touching: Collection[int]) -> None:
        self.visit = visit
        self.touching = touching

    @property
    def picture(self) -> ClassPicture:
        picture = self.visit.bridge.picture
        assert picture is not None
        return picture

    def page(self, name: str) -> None:
        until(lambda: self.visit.window.page.name == name, f"the page {name} is shown")
        self.visit.quiet()

    def set_up_the_laptop(self) -> None:
        visit = self.visit
        visit.press("practise", "primary")
        visit.write("facilitator", FACILITATOR)
        visit.write("pin", "৪৮২৬")
        visit.write("again", PIN)
        visit.press("primary")
        visit.write("passphrase", PASSPHRASE)
        visit.write("again", PASSPHRASE)
        visit.press("primary")
        last = visit.see("group_5")
        assert isinstance(last, QLabel)
        visit.write("confirm", last.text().lower())
        visit.press("primary", "without", "primary")
        self.page("home")

    def bring_the_list(self) -> None:
        visit = self.visit
        visit.press("rail_classes", "import_list", "choose_file")
        pick(ROSTER)
        visit.quiet()
        visit.write("place_words", "Kaliganga High School")
        visit.write("grade", "6")
        visit.write("section", "Kha")
        visit.press("go_on", "go_on")
        self.page("consent")
        visit.press("read_aloud")
        visit.write("roll", str(SAYS_NO))
        assert not visit.see("keep").isEnabled(), "a no that is half said holds the list up"
        visit.press("note")
        visit.press("keep")
        self.page("classes")

    def open_the_class(self) -> None:
        visit = self.visit
        visit.press("start_preparing")
        self.page("set_up")
        visit.press("projector_no", "by_hands", "start_roll_call")
        self.page("roll_call")

    def call_the_roll(self) -> None:
        visit = self.visit
        visit.write("headcount", "৫৫")
        visit.press("counted") if visit.see("counted").isEnabled() else None
        visit.press("open_list")
        for card in ABSENT:
            press_words(visit.see("chips"), str(card))
            visit.quiet()
        visit.press("mark_late")
        press_words(visit.see("chips"), str(LATE))
        visit.quiet()
        press_words(visit.see("chips"), "40")
        visit.quiet()
        visit.press("undo", "start_teaching")
        self.page("teach")

    def teach(self) -> None:
        """Through all slides; every question is asked and answered, one of them on the device that goes round."""
        for _ in range(100):
            slide = self.slide()
            asking = self.picture.open_asking
            if asking is not None and asking.by == "hands":
                self.count_hands()
            elif asking is None and slide.item == ON_DEVICE and not self.was_asked(ON_DEVICE):
                self.pass_the_device()
            elif asking is None and self.picture.choices.by == "shared" and self.asks_next(slide):
                self.visit.press("change_way")
            elif "wrap-up" in self.verb():
                return
            self.visit.press("next_step")
        raise AssertionError(f"the lesson does not end; it says {self.verb()}")

    def slide(self) -> Slide:
        return self.picture.pack.slides("bn")[max(1, self.picture.view.slide) - 1]

    def asks_next(self, slide: Slide) -> bool:
        return slide.part is not None or bool(slide.item and not self.was_asked(slide.item))

    def was_asked(self, item: str) -> bool:
        return any(asking.item == item for asking in self.picture.askings)

    def verb(self) -> str:
        return str(self.visit.see("next_step").property("text"))

    def count_hands(self) -> None:
        for letter, count in hands_at(len(self.picture.askings)).items():
            self.visit.write(f"count_{letter.lower()}", str(count))

    def pass_the_device(self) -> None:
        """Everybody in the room answers but the last, who would rather not; then the PIN opens the desk again."""
        visit = self.visit
        visit.press("change_way", "next_step")
        visit.press("pass")
        cards = [row.card for row in self.picture.view.rows if row.status != "absent"]
        others = [card for card in cards[:-1] if card not in self.touching]

        def give(conduct: Conduct) -> None:
            for card in others:
                conduct.answer(card, letter_of(card))

        visit.bridge.conduct(give)
        visit.quiet()
        for card in cards[:-1]:
            if card not in others:
                self.answer(card, letter_of(card))
        visit.write("number", str(cards[-1]))
        visit.press("that_is_me", "rather_not", "thanks_on")
        visit.press("done_on")
        visit.write("pin", PIN)
        visit.press("open_desk")

    def answer(self, card: int, letter: str) -> None:
        visit = self.visit
        visit.write("number", str(card))
        visit.press("that_is_me", f"option_{letter.lower()}", "my_answer", "feedback_on", "thanks_on")

    def wrap_up(self, folder: Path) -> None:
        visit = self.visit
        visit.press("rail_wrap_up")
        self.page("wrap_up")
        visit.press("finish")
        until(lambda: self.picture.ended_ms is not None, "the class is finished")
        visit.quiet()
        visit.give_certificates()
        for papers, files in (("certificates", "*.pdf"), ("attendance", "*.bsuh")):
            self.write_to(folder, papers, files)
        visit.press("done")
        self.page("home")

    def write_to(self, folder: Path, papers: str, files: str) -> None:
        self.visit.press(f"{papers}_to_folder")
        pick(folder)
        self.visit.let_names_go(papers)
        until(lambda: list(folder.glob(files)), f"the {papers} are written")
        self.visit.quiet()


def hands_at(number: int) -> dict[str, int]:
    """How many go up at the question of that number in the lesson: from the fourth on everybody knows the answer."""
    return HANDS if number <= WONDERING else {**dict.fromkeys(HANDS, 0), "B": sum(HANDS.values())}


def letter_of(card: int) -> str:
    """What the learner with that card answers on the device."""
    return "ABCB"[card % 4]


def report_of(visit: Visit) -> dict[str, Any]:
    """The figures of the only class on the desk."""
    found: list[dict[str, Any]] = []

    def ask(desk: Desk) -> dict[str, Any]:
        (only,) = desk.store.journal.sessions()
        return class_report(desk, only)

    visit.bridge.query(ask, found.append)
    until(lambda: found, "the figures are here")
    return found[0]


def script_of(picture: ClassPicture) -> list[Step]:
    """The same class as a rehearsal."""
    roster = {"roster": "kha.csv", "place": "eiin:107845", "year": 2026, "grade": "6", "section": "Kha"}
    steps: list[Step] = [
        CLOCK,
        {"group": "kha", **roster, "basis": "letters"},
        {"set_up": "s1", "groups": ["kha"], "pack": picture.pack.id},
        {"headcount": LEARNERS - len(ABSENT)},
        {"roll": {"absent": list(ABSENT), "late": [LATE]}},
    ]
    slides = [slide.part for slide in picture.pack.slides("bn")]
    for number, asking in enumerate(picture.askings, 1):
        if asking.part != "lesson":
            steps.append({"slide": slides.index(asking.part) + 1})
        steps.append({"ask": asking.item, "by": asking.by})
        if asking.by == "hands":
            steps.append({"hands": hands_at(number)})
        else:
            here = [card for card in range(1, LEARNERS + 1) if card not in ABSENT]
            steps.append({"answer": {str(card): letter_of(card) for card in here[:-1]}})
            steps.append({"decline": here[-1]})
        steps.append({"close": True})
    return [*steps, {"clock": "2026-08-03T09:45:00+06:00", "elapsed_s": 2700}, {"finish": "s1"}]


def first_day(visit: Visit, stick: Path, touching: Collection[int]) -> ClassPicture:
    """From a desk that nobody has set up to files on the stick; the class."""
    person = Facilitator(visit, touching)
    person.set_up_the_laptop()
    person.bring_the_list()
    person.open_the_class()
    person.call_the_roll()
    person.teach()
    picture = person.picture
    person.wrap_up(stick)
    return picture


@few_or_all("touching", TOUCHING, range(1, LEARNERS + 1))
@pytest.mark.usefixtures("windows")
def test_a_first_day_with_the_mouse(tmp_path: Path, play: Play, touching: Collection[int]) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with visiting(tmp_path / "laptop") as visit, counting_work() as counted:
        picture = first_day(visit, stick, touching)
        assert [asking.item for asking in picture.askings if asking.by == "shared"] == [ON_DEVICE]
        report = report_of(visit)

    text = ROSTER.read_text("utf-8-sig").splitlines()
    told_no = [line[: line.rindex(",")] + ",no" if line.startswith(f"{SAYS_NO},") else line for line in text]
    rehearsed = session(play(*script_of(picture), kha="\n".join(told_no)))
    assert {name: report[name] for name in SAME} == {name: rehearsed[name] for name in SAME}
    assert (report["unnamed"], report["present"]) == (UNNAMED, LEARNERS - len(ABSENT))

    proofs = {proof.kind: proof for proof in verify([str(path) for path in stick.iterdir()], known_to_everybody())}
    assert {kind: proof.verdict for kind, proof in proofs.items()} == {
        "certificate": Verdict.PRACTICE,
        "attendance": Verdict.PRACTICE,
    }
    assert len(proofs["certificate"].items or ()) == LEARNERS - len(ABSENT)

    assert counted.events > 1000
    assert counted.too_much == []
