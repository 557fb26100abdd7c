"""One class as screens show it now: what may be done, names beside the rows, questions, pace and counts.

Built again after every command. It contains names; a screen in public view shows only rolls and card numbers. Labels of
learners and questions contain no name: roll or card, and position of the question. The plan of the class against its
clock is a module's sections, how long each should take and how long it took."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.content.schema import Slide
from bsuh_desktop.domain.class_names import class_words
from bsuh_desktop.domain.events import Channel, GroupRef, HowCounted, Level, Part, Seat
from bsuh_desktop.domain.local_text import Language, LocalText, digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.roster import roll_number
from bsuh_desktop.domain.session.answers import blank_count, published_counts
from bsuh_desktop.domain.session.state import Asked, SessionState
from bsuh_desktop.domain.session.summary import Attendance, reconcile
from bsuh_desktop.domain.session.view import LearnerLabels, SessionView, last_slip_words, slip_words
from bsuh_desktop.domain.text import clean
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.new_class import ClassChoices, choices_of
from bsuh_desktop.services.desk.desk import Desk, SessionStatus
from bsuh_desktop.services.desk.titles import class_place, class_title
from bsuh_desktop.store.rosters import StoredLearner


class Section(msgspec.Struct, frozen=True):
    """Consecutive slides that belong together."""

    name: Message
    planned: int
    """In minutes."""
    spent_ms: int
    """In milliseconds."""
    first: int
    """The number of the first slide, from 1."""
    last: int
    """The number of the last slide."""


def sections_of(pack: Pack, slide_ms: Mapping[int, int] | None = None) -> tuple[Section, ...]:
    """The sections of a module, with the milliseconds spent on each slide from `slide_ms`. Together they contain every
    slide; a section that the module does not have is left out."""
    slides = pack.slides("bn")
    sections = []
    for name, first, last in _spans(slides):
        if first <= last:
            planned = sum(slide.minutes for slide in slides[first - 1 : last])
            spent = sum((slide_ms or {}).get(number, 0) for number in range(first, last + 1))
            sections.append(Section(name, planned, spent, first, last))
    return tuple(sections)


def _spans(slides: Sequence[Slide]) -> list[tuple[Message, int, int]]:
    """Name, first and last slide of each section; the last is before the first if the module has no such section."""
    before = [number for number, slide in enumerate(slides, 1) if slide.part == "pre"]
    after = [number for number, slide in enumerate(slides, 1) if slide.part == "post"]
    opening = before[0] - 1 if before else _leading(slides, "cover")
    help_from = after[-1] + 1 if after else len(slides) - _leading(slides[::-1], "help") + 1
    lesson_from = before[-1] + 1 if before else opening + 1
    lesson_to = after[0] - 1 if after else help_from - 1
    return [
        (Message("Opening"), 1, opening),
        (Message("First questions"), opening + 1, lesson_from - 1),
        (Message("Lesson"), lesson_from, lesson_to),
        (Message("Last questions"), lesson_to + 1, help_from - 1),
        (Message("Help"), help_from, len(slides)),
    ]


def _leading(slides: Sequence[Slide], layout: str) -> int:
    """How many slides at the beginning have `layout`."""
    return next((place for place, slide in enumerate(slides) if slide.layout != layout), len(slides))


def called_in(desk: Desk, state: SessionState, pack: Pack) -> LearnerLabels:
    """The labels of all learners and questions of a class."""
    return LearnerLabels(_learners(state, desk.store.rosters.seated(state.session)), _questions(state, pack))


def _learners(state: SessionState, seated: Mapping[str, StoredLearner]) -> dict[str, Message]:
    groups = state.opened.groups if state.opened else ()
    sections = {group.id: class_words("", group.section) for group in groups} if len(groups) > 1 else {}
    return {
        learner: _learner(attendee.seat, seated[learner].roll if learner in seated else "", sections)
        for learner, attendee in state.attendees.items()
    }


def _learner(seat: Seat, roll: str, sections: Mapping[str, LocalText]) -> Message:
    """The roll; also the card if its number differs, and the section if there are several in the room."""
    if seat.visitor:
        return Message("Visitor (number {card})", card=seat.card)
    if not roll:
        return Message("Number {card}", card=seat.card)
    section, said = sections.get(seat.group, LocalText()), digits_text(roll)
    if section.bn and roll_number(roll) == seat.card:
        return Message("Roll {roll}, {section}", roll=said, section=section)
    if section.bn:
        return Message("Number {card} (roll {roll}, {section})", card=seat.card, roll=said, section=section)
    if roll_number(roll) == seat.card:
        return Message("Roll {roll}", roll=said)
    return Message("Number {card} (roll {roll})", card=seat.card, roll=said)


def _questions(state: SessionState, pack: Pack) -> dict[str, Message]:
    """By question, its position in its part and its objective in a few words."""
    places: dict[Part, int] = defaultdict(int)
    called = {}
    objectives = {objective.id: objective.text for objective in pack.objectives}
    for name, asked in state.questions.items():
        places[asked.part] += 1
        number, about = places[asked.part], objectives.get(pack.item(asked.item_id).objective, LocalText())
        called[name] = {
            "pre": Message("First questions, question {number} ({about})", number=number, about=about),
            "lesson": Message("Question {number} of the lesson ({about})", number=number, about=about),
            "post": Message("Last questions, question {number} ({about})", number=number, about=about),
        }[asked.part]
    return called


def disambiguate(names: Mapping[str, tuple[str, str]]) -> dict[str, Message]:
    """By learner id, for learners who share a Bangla or English name: which of how many they are, in the order of
    `names`."""
    same: dict[str, list[str]] = defaultdict(list)
    for learner, pair in names.items():
        for name in {clean(name).casefold() for name in pair} - {""}:
            same[name].append(learner)
    return {
        learner: Message("{place} of {count} with this name", place=place, count=len(learners))
        for learners in same.values()
        if len(learners) > 1
        for place, learner in enumerate(learners, 1)
    }


class ListedName(msgspec.Struct, frozen=True):
    """A learner as on the school's list; the names are empty if they may not be kept."""

    roll: str = ""
    name_bn: str = ""
    name_en: str = ""

    def text_in(self, language: Language) -> str:
        """The name in `language`, else in the other language; "" if there is none."""
        return LocalText(self.name_bn, self.name_en).text_in(language)

    def __repr__(self) -> str:
        return "ListedName()"


class AskedQuestion(msgspec.Struct, frozen=True):
    """One question as it was asked in this class."""

    question: str
    item: str
    """The item's id in the pack."""
    part: Part
    by: Channel
    counts: dict[str, int]
    """The answers by letter. For a *sensitive* question this and `blank` are empty while it is open, and afterwards
    unless the counts are large enough to show."""
    hands: dict[str, int]
    """The hands of the letters that were counted, also that nobody raised one."""
    levels: dict[str, Level]
    """How many hands by letter, by eye; empty where they were counted, or nobody looked."""
    counted: bool
    """True if somebody counted hands or anybody answered. Else `counts` and `blank` say nothing: the question was asked
    and not counted."""
    key: str
    """The letter of the right answer; "" if there is none."""
    blank: int
    """How many of those who were asked gave no answer."""
    people: int
    """How many people were in the room."""
    closed: bool
    sensitive: bool
    not_asked: int = 0
    """How many the device had not come to when it was closed."""


class ClassPicture(msgspec.Struct, frozen=True):
    """The state of a class that is open on the desk."""

    view: SessionView
    session: str
    status: SessionStatus
    title: LocalText
    place: LocalText
    groups: tuple[GroupRef, ...]
    co: tuple[str, ...]
    """The key ids of colleagues who teach along."""
    pack: Pack
    date: datetime.date
    started_ms: int
    """Wall clock, Unix milliseconds."""
    ended_ms: int | None
    """Wall clock, Unix milliseconds; None while the class is not finished."""
    entered_later: bool
    """It was typed in on another day or from paper."""
    names: dict[str, ListedName]
    """By learner id."""
    askings: tuple[AskedQuestion, ...]
    pace: tuple[Section, ...]
    """The sections of the lesson, with the time spent up to now."""
    worked_ms: int
    """Time of work up to now, in milliseconds."""
    planned_minutes: int
    minutes: int
    """Minutes from start to end of a finished class, by the wall clock."""
    choices: ClassChoices
    called: LearnerLabels
    """What learners and questions are called where names must not appear."""
    distinctions: dict[str, Message]
    """For learners who share a name, a text that tells them from each other, by learner id."""
    undo: Message | None
    """What undo would take back; None if nothing."""
    undo_roll: Message | None
    """The same for roll call alone."""
    declined: frozenset[int]
    """The cards of those who declined to answer the open question."""
    put_back: Message | None
    """What undo has just taken back and can be restored; None if nothing."""
    headcount_parts: dict[str, int]
    how_counted: HowCounted
    counts: Attendance
    """The counts of the roll, with remarks where they do not match the headcount."""

    def asking(self, question: str | None) -> AskedQuestion | None:
        """The asked question with that name; None if there is none."""
        return next((one for one in self.askings if one.question == question), None)

    @property
    def open_asking(self) -> AskedQuestion | None:
        """The question that is open; None if there is none."""
        return self.asking(self.view.open_question.question) if self.view.open_question else None


def class_picture(desk: Desk, conduct: Conduct, before: ClassPicture | None = None) -> ClassPicture:
    """The present state of the class of `conduct`. `before` is its picture before the last command of the class: what
    such a command cannot have changed is taken from there, and not read again."""
    state, pack = conduct.state, conduct.pack
    seats = None if before is None or _seats(before) != _seats_of(state) else before
    questions = seats if seats is not None and seats.called.questions.keys() == state.questions.keys() else None
    running_ms = conduct.worked_ms
    slide_ms = {**state.slide_ms, state.slide: state.slide_ms.get(state.slide, 0) + running_ms}
    groups = state.opened.groups if state.opened else ()
    shown, headcount = conduct.view(), state.headcount
    names = _names(desk, state) if seats is None else seats.names
    called = called_in(desk, state, pack) if questions is None else questions.called
    date = None if before is None or before.date != state.date else before
    return ClassPicture(
        view=shown,
        session=conduct.session,
        status=desk.standing(state.practice, state.date) if date is None else date.status,
        title=class_title(groups),
        place=class_place(desk, state) if before is None else before.place,
        groups=groups,
        co=state.opened.co if state.opened else (),
        pack=pack,
        date=state.date,
        started_ms=state.started.wall_ms,
        ended_ms=state.finished.ended_ms if state.finished else None,
        entered_later=state.entered_later,
        names=names,
        askings=tuple(_asking(desk, state, pack, asked) for asked in state.questions.values()),
        pace=sections_of(pack, slide_ms),
        worked_ms=state.worked_ms + running_ms,
        planned_minutes=pack.minutes,
        minutes=state.minutes,
        choices=choices_of(desk, conduct.session) if before is None else before.choices,
        called=called,
        distinctions=_distinctions(names, shown) if seats is None else seats.distinctions,
        undo=_undo(conduct, called),
        undo_roll=last_slip_words(state, called, "roll", conduct.private_learners),
        declined=conduct.declined,
        put_back=slip_words(state, conduct.taken_back, called) if conduct.taken_back else None,
        headcount_parts=dict(headcount.parts) if headcount else {},
        how_counted=headcount.how if headcount else "counted",
        counts=reconcile(state, called),
    )


_Seats = dict[str, tuple[int, str]]
"""Card and group, by learner id."""


def _seats(picture: ClassPicture) -> _Seats:
    return {row.learner: (row.card, row.group) for row in picture.view.rows}


def _seats_of(state: SessionState) -> _Seats:
    return {learner: (one.seat.card, one.seat.group) for learner, one in state.attendees.items()}


def _distinctions(names: dict[str, ListedName], shown: SessionView) -> dict[str, Message]:
    return disambiguate({row.learner: _both(names, row.learner) for row in shown.rows})


def _names(desk: Desk, state: SessionState) -> dict[str, ListedName]:
    seated = desk.store.rosters.seated(state.session)
    return {learner: ListedName(line.roll, line.name_bn or "", line.name_en or "") for learner, line in seated.items()}


def _both(names: dict[str, ListedName], learner: str) -> tuple[str, str]:
    name = names.get(learner, ListedName())
    return name.name_bn, name.name_en


def _asking(desk: Desk, state: SessionState, pack: Pack, asked: Asked) -> AskedQuestion:
    form = pack.item(asked.item_id).form
    counts = published_counts(state, asked, form, desk.programme.cell_limit)
    return AskedQuestion(
        question=asked.question,
        item=asked.item_id,
        part=asked.part,
        by=asked.by,
        counts=counts or {},
        hands=asked.hands or {},
        levels=asked.levels or {},
        counted=asked.counted,
        key=asked.key,
        blank=0 if counts is None else blank_count(state, asked, form),
        people=asked.people,
        closed=asked.closed,
        sensitive=asked.sensitive,
        not_asked=len(asked.not_asked),
    )


def _undo(conduct: Conduct, called: LearnerLabels) -> Message | None:
    if conduct.private_slip_is_last:
        return Message("The last private answer")
    return last_slip_words(conduct.state, called)
