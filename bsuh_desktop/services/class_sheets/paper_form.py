"""What a class sheet asks for, and what the screen for typing it in shows: the roll and the questions."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

import msgspec

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.domain import clock
from bsuh_desktop.domain.events import GroupRef, Part, Status
from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.domain.roster import assign_cards
from bsuh_desktop.domain.session.state import Asked, SessionState
from bsuh_desktop.services.classroom.class_picture import ListedName
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.places import place_words
from bsuh_desktop.services.desk.titles import class_place, class_title
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
