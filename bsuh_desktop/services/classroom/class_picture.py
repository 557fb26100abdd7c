"""One class as screens show it at this moment: what may be done, names beside the rows, questions, pace, counts.

Made anew after every command. It holds names: a screen in public view shows rolls and card numbers only.
"""

from __future__ import annotations

import datetime

import msgspec

from bsuh_desktop.content.reader import Pack
from bsuh_desktop.domain.clock import worked_between
from bsuh_desktop.domain.events import Channel, GroupRef, HowCounted, Part
from bsuh_desktop.domain.local_text import Language, LocalText
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session.blanks import blank_count
from bsuh_desktop.domain.session.learner_labels import Called
from bsuh_desktop.domain.session.reconciliation import Attendance, reconcile
from bsuh_desktop.domain.session.sensitive import told_counts
from bsuh_desktop.domain.session.slips import last_slip_words, slip_words
from bsuh_desktop.domain.session.state import Asked, SessionState
from bsuh_desktop.domain.session.view import SessionView
from bsuh_desktop.services.classroom.class_choices import ClassChoices, choices_of
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.learner_labels import called_in, disambiguate
from bsuh_desktop.services.classroom.lesson_plan import Section, sections_of
from bsuh_desktop.services.desk.desk import Desk, SessionStatus
from bsuh_desktop.services.desk.titles import class_place, class_title


class ListedName(msgspec.Struct, frozen=True):
    """A learner as the school's list writes them; the names are empty where they may not be kept."""

    roll: str = ""
    name_bn: str = ""
    name_en: str = ""

    def said(self, language: Language) -> str:
        """The name in `language`, or in the other one where there is only that; "" where there is none."""
        return LocalText(self.name_bn, self.name_en).said(language)

    def __repr__(self) -> str:
        return "ListedName()"


class AskedQuestion(msgspec.Struct, frozen=True):
    """One question as it was asked in this class. `item` is the item's id in the pack; `counts` are the answers by
    letter, `blank` how many of those asked gave none, `people` how many were in the room. A *sensitive* question has no
    counts and no blanks while it is open, and afterwards only where they may be told; `key` is "" where no answer is
    right."""

    question: str
    item: str
    part: Part
    by: Channel
    counts: dict[str, int]
    key: str
    blank: int
    people: int
    closed: bool
    sensitive: bool


class ClassPicture(msgspec.Struct, frozen=True):
    """A class that is open on the desk. Times in milliseconds, `started_ms` and `ended_ms` of the wall clock; `minutes`
    are those of a finished class from wall to wall; `worked_ms` and the pace run up to the moment of the picture.
    `undo` says what would be taken back, None if nothing can be; `undo_roll` the same of roll call alone, and
    `put_back` what was taken back just now and can hold again. `called` says how learners and questions are called
    where no name may stand, `apart` tells learners of one name from each other. `co` are the key ids of whoever
    teaches along; *entered later*: it was typed in on another day, or from paper. `counts` are the roll's, with
    remarks where they do not meet the headcount."""

    view: SessionView
    session: str
    standing: SessionStatus
    title: LocalText
    place: LocalText
    groups: tuple[GroupRef, ...]
    co: tuple[str, ...]
    pack: Pack
    date: datetime.date
    started_ms: int
    ended_ms: int | None
    entered_later: bool
    names: dict[str, ListedName]
    askings: tuple[AskedQuestion, ...]
    pace: tuple[Section, ...]
    worked_ms: int
    planned_minutes: int
    minutes: int
    choices: ClassChoices
    called: Called
    apart: dict[str, Message]
    undo: Message | None
    undo_roll: Message | None
    put_back: Message | None
    headcount_parts: dict[str, int]
    how_counted: HowCounted
    counts: Attendance

    def asking(self, question: str | None) -> AskedQuestion | None:
        """The asking of that name, None if there is none."""
        return next((one for one in self.askings if one.question == question), None)

    @property
    def open_asking(self) -> AskedQuestion | None:
        """The question that is open."""
        return self.asking(self.view.open_question.question) if self.view.open_question else None


def class_picture(desk: Desk, conduct: Conduct) -> ClassPicture:
    """The class of `conduct` as it is now."""
    state, pack = conduct.state, conduct.pack
    running_ms = _running_ms(desk, state)
    slide_ms = {**state.slide_ms, state.slide: state.slide_ms.get(state.slide, 0) + running_ms}
    groups = state.opened.groups if state.opened else ()
    shown, headcount = conduct.view(), state.headcount
    names, called = _names(desk, state), called_in(desk, state, pack)
    return ClassPicture(
        view=shown,
        session=conduct.session,
        standing=desk.standing(state.practice, state.date),
        title=class_title(groups),
        place=class_place(desk, state),
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
        choices=choices_of(desk, conduct.session),
        called=called,
        apart=disambiguate({row.learner: _both(names, row.learner) for row in shown.rows}),
        undo=_undo(conduct, called),
        undo_roll=last_slip_words(state, called, "roll", conduct.private_learners),
        put_back=slip_words(state, conduct.taken_back, called) if conduct.taken_back else None,
        headcount_parts=dict(headcount.parts) if headcount else {},
        how_counted=headcount.how if headcount else "counted",
        counts=reconcile(state, called),
    )


def _running_ms(desk: Desk, state: SessionState) -> int:
    """The time of work since the last event; none after the finish. A class that was reopened stands still until
    something happens in it."""
    if state.finished:
        return 0
    return worked_between(state.last, desk.clock.now(), same_run=state.last_run == desk.store.journal.run)


def _names(desk: Desk, state: SessionState) -> dict[str, ListedName]:
    seated = desk.store.rosters.seated(state.session)
    return {learner: ListedName(line.roll, line.name_bn or "", line.name_en or "") for learner, line in seated.items()}


def _both(names: dict[str, ListedName], learner: str) -> tuple[str, str]:
    name = names.get(learner, ListedName())
    return name.name_bn, name.name_en


def _asking(desk: Desk, state: SessionState, pack: Pack, asked: Asked) -> AskedQuestion:
    form = pack.item(asked.item_id).form
    counts = told_counts(state, asked, form, desk.programme.cell_limit)
    return AskedQuestion(
        question=asked.question,
        item=asked.item_id,
        part=asked.part,
        by=asked.by,
        counts=counts or {},
        key=asked.key,
        blank=0 if counts is None else blank_count(state, asked, form),
        people=asked.people,
        closed=asked.closed,
        sensitive=asked.sensitive,
    )


def _undo(conduct: Conduct, called: Called) -> Message | None:
    if conduct.private_slip_is_last:
        return Message("The last private answer")
    return last_slip_words(conduct.state, called)
