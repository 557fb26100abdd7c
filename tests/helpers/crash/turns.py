"""What a driven desk does without pause in each phase of a class. Runs on the desk's own thread."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.hand_over.class_files import hand_over_class, save_certificates
from tests.helpers.crash.installation import PRIVATE

STATUSES = ("present", "late", "left_early", "absent")


@dataclasses.dataclass(frozen=True)
class Scene:
    """The desk, the class that runs on it, where papers go, and what draws the lots."""

    desk: Desk
    conduct: Conduct
    papers: Path
    stick: Path
    chance: random.Random

    @property
    def cards(self) -> list[int]:
        """Everybody's card, in an order that was drawn."""
        cards = [attendee.seat.card for attendee in self.conduct.state.attendees.values()]
        self.chance.shuffle(cards)
        return cards

    def letter(self, other_than: str = "") -> str:
        return self.chance.choice([letter for letter in "ABCD" if letter != other_than])


@dataclasses.dataclass(frozen=True)
class Turn:
    """One command: what it is, how many events it adds at most, and what it promises besides when it is done."""

    what: str
    do: Callable[[], object]
    most: int = 1
    promised: Callable[[Any], dict[str, object]] = lambda _: {}


Turns = Iterator[Turn]


def roll_call(scene: Scene) -> Turns:
    """Headcounts, marks, and somebody on no list."""
    conduct, chance = scene.conduct, scene.chance
    for number in range(20):
        yield Turn("headcount", lambda: conduct.type_headcount(chance.randrange(1, 99)))
        if number % 7 == 3:
            row = RosterRow(row=1, roll="", card=0, name_bn="নতুন জন", name_en=None, guardian="yes")
            yield Turn("add", partial(conduct.add_learner, row))
        for card in scene.cards:
            yield _mark(scene, card)
    yield Turn("call_roll", conduct.call_roll)


def _mark(scene: Scene, card: int) -> Turn:
    attendee = scene.conduct.state.by_card(card)
    now = attendee.status if attendee else "absent"
    barred = {now, "left_early"} if now == "absent" else {now}
    status = scene.chance.choice([one for one in STATUSES if one not in barred])
    return Turn(f"mark {card} {status}", lambda: scene.conduct.mark(card, status))  # type: ignore[arg-type]


def by_hands(scene: Scene) -> Turns:
    """Each question of the lesson, counted and counted again."""
    conduct, chance = scene.conduct, scene.chance
    for item in _lesson(scene):
        yield Turn(f"ask {item}", partial(conduct.ask, item, "hands"))
        for count in range(10):
            hands = {"A": count, "B": chance.randrange(50), "C": 1}
            yield Turn("hands", partial(conduct.count_hands, hands))
        yield Turn("close", conduct.close_question)


def on_one_device(scene: Scene) -> Turns:
    """Everybody answers, and some think again."""
    conduct = scene.conduct
    for item in _lesson(scene):
        yield Turn(f"ask {item}", partial(conduct.ask, item, "shared"))
        for card in itertools.chain(scene.cards, scene.cards):
            yield _answer(scene, card)
        yield Turn("close", conduct.close_question)


def _lesson(scene: Scene) -> list[str]:
    return [item.id for item in scene.conduct.pack.form("lesson") if not item.sensitive]


def _answer(scene: Scene, card: int) -> Turn:
    state = scene.conduct.state
    attendee, question = state.by_card(card), state.questions[state.open_question or ""]
    given = question.answers.get(attendee.seat.learner, "") if attendee else ""
    letter = scene.letter(other_than=given)
    return Turn(f"answer {card} {letter}", lambda: scene.conduct.answer(card, letter))


def private(scene: Scene) -> Turns:
    """A question about one's own experience: its answers are in memory, closing keeps one tally, of a class that is
    large enough. Asked once more it keeps nothing beside it."""
    conduct = scene.conduct
    for _ in range(2):
        yield Turn(f"ask {PRIVATE}", partial(conduct.ask, PRIVATE, "shared"))
        given: dict[int, str] = {}
        for card in scene.cards:
            given[card] = "AB"[card % 2]
            yield Turn("answer privately", partial(conduct.answer, card, given[card]))
            if card % 3 == 0:
                yield _slide(scene)
        told = any(one.item_id == PRIVATE and one.tally for one in conduct.state.questions.values())
        tally = Counter[str]() if told else Counter(given.values())
        yield Turn("close", conduct.close_question, promised=partial(_tally, tally))


def _tally(letters: Counter[str], _: object) -> dict[str, object]:
    return {"tally": dict(letters)}


def _slide(scene: Scene) -> Turn:
    number = scene.conduct.state.slide % 12 + 1
    return Turn(f"slide {number}", lambda: scene.conduct.show_slide(number))


def undo(scene: Scene) -> Turns:
    """Slips of roll and answers, and each taken back."""
    conduct = scene.conduct
    for card in scene.cards:
        yield _mark(scene, card)
        yield Turn("undo", conduct.undo)
    yield Turn("ask", lambda: conduct.ask(_lesson(scene)[0], "shared"))
    for card in itertools.chain(scene.cards, scene.cards):
        yield _answer(scene, card)
        if card % 2:
            yield Turn("undo", conduct.undo)
    yield Turn("close", conduct.close_question)


def finish(scene: Scene) -> Turns:
    """A class that is over while its last question is still open."""
    conduct = scene.conduct
    yield Turn("headcount", lambda: conduct.type_headcount(12))
    yield Turn("ask", lambda: conduct.ask(_lesson(scene)[0], "shared"))
    yield _answer(scene, 1)
    yield Turn("finish", conduct.finish, most=2)


def certificates(scene: Scene) -> Turns:
    """A finished class's certificates, twice: the first uses up serials."""
    yield Turn("call_roll", scene.conduct.call_roll)
    yield Turn("finish", scene.conduct.finish, most=2)
    yield Turn("allow", scene.conduct.allow_certificates)
    for _ in range(2):
        yield _certificates(scene)


def attendance_file(scene: Scene) -> Turns:
    """A finished class's attendance file, written, written again, and anew when its certificates have followed."""
    yield Turn("call_roll", scene.conduct.call_roll)
    yield Turn("finish", scene.conduct.finish, most=2)
    yield Turn("allow", scene.conduct.allow_certificates)
    for _ in range(3):
        yield _attendance_file(scene)
    yield _certificates(scene)
    yield _attendance_file(scene)


def _certificates(scene: Scene) -> Turn:
    desk, session = scene.desk, scene.conduct.session

    def promised(saved: Any) -> dict[str, object]:
        issued = desk.store.outgoing.certificates(session).values()
        return {**_file(saved.path), "serials": {one.serial: one.learner for one in issued}}

    return Turn("certificates", lambda: save_certificates(desk, session, scene.papers), 0, promised)


def _attendance_file(scene: Scene) -> Turn:
    session = scene.conduct.session
    return Turn("attendance", lambda: hand_over_class(scene.desk, session, scene.stick), 0, lambda w: _file(w.path))


def _file(path: Path) -> dict[str, object]:
    return {"file": str(path), "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def whole_day(scene: Scene) -> Turns:
    """A bit of everything, to its papers."""
    parts = (roll_call, by_hands, on_one_device, private, undo)
    for part, turns in zip(parts, (24, 12, 26, 17, 12), strict=True):
        if scene.conduct.state.open_question:
            yield Turn("close", scene.conduct.close_question)
        yield from itertools.islice(part(scene), turns)
    yield from finish_whole(scene)


def finish_whole(scene: Scene) -> Turns:
    """The end of a class that is under way, with all its papers."""
    yield Turn("finish", scene.conduct.finish, most=2)
    yield Turn("allow", scene.conduct.allow_certificates)
    yield _attendance_file(scene)
    yield _certificates(scene)
    yield _attendance_file(scene)


PHASES: dict[str, Callable[[Scene], Turns]] = {
    "roll call": roll_call,
    "by hands": by_hands,
    "on one device": on_one_device,
    "private": private,
    "undo": undo,
    "finish": finish,
    "certificates": certificates,
    "attendance file": attendance_file,
    "whole day": whole_day,
}
