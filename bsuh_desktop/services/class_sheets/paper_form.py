"""What a class sheet asks for, and what was typed from it so far: the roll and the questions.

A draft knows what is missing, and which sums do not match. Nothing is stored yet."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.domain import clock
from bsuh_desktop.domain.codes import read_sheet_number
from bsuh_desktop.domain.events import GroupRef, Level, Part, Status
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.domain.roster import assign_cards
from bsuh_desktop.domain.session.commands import LONGEST_MS
from bsuh_desktop.domain.session.state import Asked, SessionState
from bsuh_desktop.services.classroom.class_picture import ListedName
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.titles import class_place, class_title, place_words
from bsuh_desktop.store.rosters import StoredLearner


class PaperQuestion(msgspec.Struct, frozen=True):
    """A question that is tallied by hands."""

    number: int
    """Its number on the sheet, from 1."""
    item: str
    part: Part
    text: LocalText
    letters: str
    """The letters of its options."""


class PaperLearner(msgspec.Struct, frozen=True):
    """A line of the roll."""

    card: int
    """The number that is typed."""
    name: ListedName
    """The name, if it is stored."""
    status: Status = "not_called"
    line: int = 0
    """The roster line, which identifies the learner on this laptop whatever their number is."""


class PaperForm(msgspec.Struct, frozen=True):
    """A class as on its sheet."""

    groups: tuple[str, ...]
    """The ids of the class groups."""
    pack: str
    pack_version: int
    title: LocalText
    place: LocalText
    module: LocalText
    learners: tuple[PaperLearner, ...]
    questions: tuple[PaperQuestion, ...]
    offset_minutes: int
    session: str = ""
    """The class whose rest is on paper; "" if all of it is."""
    day: datetime.date | None = None
    """The day; None if it is not known yet."""
    started_ms: int = 0
    """When it began, in Unix milliseconds; 0 if that is not known yet."""
    headcount: int | None = None
    """The headcount; None if it is not known yet."""
    parts: dict[str, int] = {}
    """The parts of the headcount."""

    @property
    def takes_visitors(self) -> bool:
        """False without a list: there everybody is part of the headcount."""
        return bool(self.groups)


def questions_of(pack: Pack) -> tuple[PaperQuestion, ...]:
    """The questions for a class that is held on paper, in order: those that hands are asked, each once, and no private
    ones."""
    found = {(item.id, part): item for part, item in _asked(pack) if not item.sensitive}
    return tuple(
        PaperQuestion(number, item.id, part, item.question, "".join(sorted(item.options)))
        for number, ((_, part), item) in enumerate(found.items(), start=1)
    )


def _asked(pack: Pack) -> Iterator[tuple[Part, Item]]:
    for slide in pack.slides("bn"):
        if slide.part is not None:
            yield from ((slide.part, item) for item in pack.hands_form("A" if slide.part == "pre" else "B"))
        elif slide.item:
            yield "lesson", pack.item(slide.item)


def paper_form(desk: Desk, groups: Sequence[str], pack_id: str, version: int | None = None) -> PaperForm:
    """The form of a class that was held on paper alone, with the newest version of its module or the one on its sheet.

    Raises KnownError: pack_not_found, pack_version_missing.
    """
    pack, groups = desk.pack(pack_id, version), tuple(dict.fromkeys(groups))
    refs = [desk.store.rosters.group(group) for group in groups]
    return PaperForm(
        groups=groups,
        pack=pack.id,
        pack_version=pack.version,
        title=class_title(refs),
        place=_place(desk, refs),
        module=pack.title,
        learners=tuple(_learners([line for group in groups for line in desk.store.rosters.lines(group)])),
        questions=questions_of(pack),
        offset_minutes=desk.programme.offset_minutes,
    )


def _place(desk: Desk, groups: Sequence[GroupRef]) -> LocalText:
    return place_words(desk, groups[0].place) if groups else LocalText()


def _learners(lines: Sequence[StoredLearner]) -> list[PaperLearner]:
    """The learners on the cards they would get if the class were opened now."""
    cards = assign_cards([line.roll or None for line in lines])
    return sorted((_learner(card, line) for card, line in zip(cards, lines, strict=True)), key=lambda one: one.card)


def _learner(card: int, line: StoredLearner | None, status: Status = "not_called") -> PaperLearner:
    name = ListedName(line.roll, line.name_bn or "", line.name_en or "") if line else ListedName()
    return PaperLearner(card, name, status, line.id if line else 0)


def form_of_rest(desk: Desk, session: str) -> PaperForm:
    """The form for what a class still lacks. Questions that were counted are left out. The start is asked for if the
    laptop's clock is in doubt."""
    state = desk.store.journal.state(session)
    pack = desk.pack_of(state)
    groups = state.opened.groups if state.opened else ()
    seated = desk.store.rosters.seated(session)
    attendees = sorted(state.attendees.values(), key=lambda one: one.seat.card)
    return PaperForm(
        groups=tuple(group.id for group in groups),
        pack=pack.id,
        pack_version=pack.version,
        title=class_title(groups),
        place=class_place(desk, state),
        module=pack.title,
        learners=tuple(_learner(one.seat.card, seated.get(one.seat.learner), one.status) for one in attendees),
        questions=tuple(one for one in questions_of(pack) if not _counted(state, one)),
        offset_minutes=state.offset_minutes,
        session=session,
        day=None if state.needs_date else state.date,
        started_ms=0 if state.doubts else state.started.wall_ms,
        headcount=state.headcount.total if state.headcount else None,
        parts=dict(state.headcount.parts) if state.headcount else {},
    )


def _counted(state: SessionState, question: PaperQuestion) -> bool:
    """True if the question was already asked on the desk in that part of the class; on a device, half of the class gets
    the last form first. A question that is still open by hands is counted from the paper."""
    asked = [one for one in state.questions.values() if (one.item_id, one.part) == (question.item, question.part)]
    waits = any(one.question == state.open_question and one.by == "hands" and not _has_hands(one) for one in asked)
    return bool(asked) and not waits


def _has_hands(asked: Asked) -> bool:
    return asked.counted or bool(asked.levels)


def start_of(form: PaperForm) -> datetime.time | None:
    """When the class began; None if it is not known yet."""
    return clock.local(form.started_ms, form.offset_minutes).time() if form.started_ms else None


PaperMark = Literal["absent", "late", "left_early", "present"]
"""What a sheet can say about a learner; without a mark they were present."""

LONG_MS = 3 * 3_600_000
"""A class may be as long as this without a remark."""


class PaperDraft(msgspec.Struct, frozen=True):
    """What is on the paper."""

    sheet: str = ""
    day: datetime.date | None = None
    start: datetime.time | None = None
    end: datetime.time | None = None
    headcount: int | None = None
    parts: dict[str, int] = {}
    marks: dict[int, PaperMark] = {}
    """By card."""
    added: int = 0
    """How many people took part who are on no list."""
    tallies: dict[int, dict[str, int]] = {}
    """Raised hands, by the question's number and the letter."""
    levels: dict[int, dict[str, Level]] = {}
    """Hands by eye, where nobody counted them, in the same way."""
    practice: bool = False

    @property
    def asked(self) -> frozenset[int]:
        """The numbers of the questions that somebody counted, or saw the hands of."""
        return frozenset(number for hands in (self.tallies, self.levels) for number, told in hands.items() if told)


def times_of(form: PaperForm, draft: PaperDraft) -> tuple[int, int] | None:
    """Start and end of the class in Unix milliseconds; None while one of them is missing."""
    if draft.day is None or draft.end is None or (draft.start is None and not form.started_ms):
        return None
    typed = clock.moment_of(draft.day, draft.start, form.offset_minutes) if draft.start else 0
    return form.started_ms or typed, clock.moment_of(draft.day, draft.end, form.offset_minutes)


def added_of(form: PaperForm, draft: PaperDraft) -> int:
    """How many people took part who are on no list; 0 for a class without a list."""
    return draft.added if form.takes_visitors else 0


def here_of(form: PaperForm, draft: PaperDraft) -> int:
    """How many learners of the roll were there at any time, plus those who were added."""
    away = sum(draft.marks.get(one.card, one.status) == "absent" for one in form.learners)
    return len(form.learners) - away + added_of(form, draft)


def missing(form: PaperForm, draft: PaperDraft) -> Message | None:
    """What has to be typed before the class can be stored; None if nothing is missing."""
    if draft.sheet.strip() and not _is_number(draft.sheet):
        return Message("The sheet number does not match. Check its six characters.")
    if draft.day is None:
        return Message("Write the date first.")
    if form.day is not None and form.day != draft.day:
        return Message("This class was on another day. Enter this paper as a separate class.")
    times = times_of(form, draft)
    if times is None:
        return Message("Write when the class started and ended.")
    if not 0 < times[1] - times[0] <= LONGEST_MS:
        return Message("The end must come after the start.")
    both = sorted(number for number, counts in draft.tallies.items() if counts and draft.levels.get(number))
    if both:
        return Message("Question {number}: write numbers, or M, S and F, not both.", number=str(both[0]))
    return Message("Write the headcount.") if draft.headcount is None else None


def _is_number(typed: str) -> bool:
    try:
        return bool(read_sheet_number(typed))
    except ValueError:
        return False


def remarks(form: PaperForm, draft: PaperDraft) -> tuple[Message, ...]:
    """Sums that do not match, for a person to look at; the class can be stored anyway."""
    found, headcount = [], draft.headcount
    times = times_of(form, draft)
    if times and times[1] - times[0] > LONG_MS:
        found.append(Message("This class took {minutes} min.", minutes=round((times[1] - times[0]) / 60_000)))
    here = here_of(form, draft)
    if headcount is not None and form.learners and headcount != here:
        found.append(Message("Headcount {headcount}, roll call {listed}.", headcount=headcount, listed=here))
    if headcount is not None:
        found += [_too_many(one, draft, headcount) for one in form.questions if _sum(one, draft) > headcount]
    return tuple(found)


def _sum(question: PaperQuestion, draft: PaperDraft) -> int:
    return sum(draft.tallies.get(question.number, {}).values())


def _too_many(question: PaperQuestion, draft: PaperDraft, headcount: int) -> Message:
    return Message(
        "Question {number}: {hands} hands, {headcount} people.",
        number=str(question.number),
        hands=_sum(question, draft),
        headcount=headcount,
    )
