"""A class from paper: a class sheet is typed in, checked, and stored as a class like any other."""

from __future__ import annotations

import datetime
from typing import Literal, Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain import events
from bsuh_desktop.domain.clock import local
from bsuh_desktop.domain.dates import date_text, read_day, read_time, time_text
from bsuh_desktop.domain.local_text import LocalText, digits_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.class_sheets.sheet_entry import Choices, ClassChoice, Groups, SheetRoll
from bsuh_desktop.presenters.classroom.roll import LearnerChip
from bsuh_desktop.presenters.parts import NO_TEXT, Field, Joined, Part, Text
from bsuh_desktop.presenters.presenter import PagePresenter, PageView
from bsuh_desktop.services.class_sheets.paper_class import keep_paper_class, keep_rest
from bsuh_desktop.services.class_sheets.paper_form import (
    PaperDraft,
    PaperForm,
    PaperQuestion,
    form_of_rest,
    here_of,
    missing,
    paper_form,
    remarks,
    start_of,
    times_of,
)
from bsuh_desktop.services.classroom.roll_input import RollMark
from bsuh_desktop.services.classroom.set_up import SetUpChoices, look_at_shelf
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.modules import first_module

NumberPart = Literal["day", "month", "year", "girls", "boys", "headcount", "added"]
TimePart = Literal["start", "end"]
_PARTS: dict[events.Part, Message] = {
    "pre": Message("First questions"),
    "lesson": Message("Lesson"),
    "post": Message("Last questions"),
}
_NO_PAPER = PaperForm(
    groups=(),
    pack="",
    pack_version=1,
    title=LocalText(),
    place=LocalText(),
    module=LocalText(),
    learners=(),
    questions=(),
    offset_minutes=0,
)


LEVEL_MARKS: dict[events.Level, LocalText] = {
    "most": LocalText("বে", "M"),
    "some": LocalText("ক", "S"),
    "few": LocalText("অ", "F"),
}
"""What the class sheet has somebody write for hands that they saw and did not count."""
_LEVELS: dict[str, events.Level] = {
    "m": "most",
    "s": "some",
    "f": "few",
    "ব": "most",
    "বে": "most",
    "ক": "some",
    "অ": "few",
}


def level_written(text: str) -> events.Level | None:
    """Which hands by eye `text` says, in either language; None if it says none."""
    return _LEVELS.get(text.strip().lower())


class Tally(msgspec.Struct, frozen=True):
    """A question with a field for the hands of each letter."""

    number: int
    """Its number on the sheet."""
    heading: Text
    """The part of the class that begins with it."""
    text: Text
    letters: tuple[tuple[str, Message], ...]
    """Each letter, and what a screen reader calls its field."""


class PaperClassModel(msgspec.Struct, frozen=True, kw_only=True):
    """The screen: the head of the sheet, its roll, its questions, and what would be stored."""

    body: Part
    group_part: Part
    group_choice: Choices
    module_part: Part
    module_choice: Choices
    sheet_number: Field
    number_text: Part
    start: Field
    end: Field
    times_text: Part
    day: Field
    month: Field
    year: Field
    date_text: Part
    girls: Field
    boys: Field
    headcount: Field
    added_part: Part
    added: Field
    count_text: Part
    practice_only: Part
    roll_card: Part
    mark_absent: Part
    mark_late: Part
    mark_left: Part
    roll: Field
    hint: Part
    chips: tuple[LearnerChip, ...]
    tally_card: Part
    preview_card: Part
    remarks: Part
    preview: Part
    keep: Part


class PaperClassView(PageView[PaperClassModel], Protocol):
    """The screen."""

    def load(self, questions: tuple[Tally, ...]) -> None:
        """Another class: empty fields for its questions, and its title."""

    def show_top(self) -> None:
        """Shows the head of the sheet."""

    def show_card(self, card: int) -> None:
        """Moves the cursor to that learner's chip."""


class PaperClassPresenter(PagePresenter[PaperClassModel]):
    """Completes a class that was begun on the desk, or enters one held on paper only. Nothing is stored before the
    primary button is pressed."""

    view: PaperClassView

    def __init__(self, session: DeskSession, view: PaperClassView) -> None:
        super().__init__(session, view)
        self._paper: PaperForm | None = None
        self._shown = _NO_PAPER
        """The newest class that was loaded: it stays in the form until another one is."""
        self._busy = False
        self._awaited: tuple[Groups, str, int | None] | None = None
        self._numbers: dict[NumberPart, int | None] = {}
        self._times: dict[TimePart, str] = {}
        """As they are typed."""
        self._practice = False
        self._tallies: dict[int, dict[str, int]] = {}
        self._levels: dict[int, dict[str, events.Level]] = {}
        self._roll = SheetRoll()
        self._choice = ClassChoice(session, self.refresh, self._load)

    def breadcrumb(self) -> Text:
        """The class."""
        return self._paper.title if self._paper else NO_TEXT

    def title(self) -> Message:
        """The page's title."""
        rest = self._paper is not None and bool(self._paper.session)
        return Message("The rest of a class from paper") if rest else Message("A class from paper")

    def leave(self) -> None:
        """A class that was being loaded is not waited for any more."""
        super().leave()
        self._awaited = None

    def begin(self, group: str, session: str) -> None:
        """Starts a sheet with empty fields: for the rest of the class `session`, else for `group`, else for the first
        group there is."""
        self.enter()
        self._paper, self._busy, self._awaited = None, False, None
        self.refresh()
        groups = (group,) if group else None
        self.session.query(lambda desk: _begin(desk, groups, session), self.in_visit(self._on_begun))

    def _on_begun(self, begun: tuple[SetUpChoices, PaperForm]) -> None:
        shelf, paper = begun
        self._choice.begin(shelf, paper)
        day = paper.day or local(self.session.clock.now().wall_ms, paper.offset_minutes).date()
        start = start_of(paper)
        self._numbers = {
            "day": day.day,
            "month": day.month,
            "year": day.year,
            "girls": paper.parts.get("girls"),
            "boys": paper.parts.get("boys"),
            "headcount": paper.headcount,
            "added": None,
        }
        self._times = {"start": self.session.digits(f"{start.hour}:{start.minute:02d}") if start else "", "end": ""}
        self._practice = False
        self._take(paper)
        self.view.show_top()
        self.view.focus("end" if paper.session else "sheet_number")

    def _load(self, groups: Groups, pack: str, version: int | None) -> None:
        """Another class was chosen. Nothing is stored until it is loaded: it would be stored for the one before."""
        self._awaited = groups, pack, version

        def show(paper: PaperForm) -> None:
            if self._awaited == (groups, pack, version):
                self._awaited = None
                self._take(paper)

        self.refresh()
        self.session.query(lambda desk: paper_form(desk, groups, pack, version), self.in_visit(show))

    def _take(self, paper: PaperForm) -> None:
        """Loads a class with its roll and questions. The head of the sheet stays."""
        self._paper = self._shown = paper
        self._roll, self._tallies, self._levels = SheetRoll(paper.learners), {}, {}
        self.view.load(_tallies(paper.questions))
        self.refresh()

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns: what was typed is not stored yet."""
        paper = self._paper
        if self._busy or paper is None:
            return None
        draft = self._draft(paper)
        counted = draft.start != start_of(paper) or draft.headcount != paper.headcount
        if not (counted or draft.sheet or draft.marks or draft.asked or draft.end):
            return None
        return Message("Leave before this class is saved?"), Message("What you typed on this page will be lost.")

    # What a person does

    def choose_group(self, place: int) -> None:
        """That class of the list was chosen."""
        self._choice.choose_group(place)

    def choose_module(self, place: int) -> None:
        """That module of the list was chosen."""
        self._choice.choose_module(place)

    def type_sheet_number(self, typed: str) -> None:
        """Somebody typed the number of the sheet."""
        self._choice.type_number(typed)

    def write_number(self, part: NumberPart, number: int | None) -> None:
        """Somebody typed a number; None if its field is empty. The headcount is the sum of girls and boys until it is
        edited."""
        self._numbers[part] = number
        girls, boys = self._numbers["girls"], self._numbers["boys"]
        if part in ("girls", "boys") and (girls is not None or boys is not None):
            self._numbers["headcount"] = (girls or 0) + (boys or 0)
        self.refresh()

    def write_time(self, part: TimePart, text: str) -> None:
        """The text of a field for a time has changed."""
        if text != self._times.get(part, ""):
            self._times[part] = text
            self.refresh()

    def set_practice(self, practice: bool) -> None:
        """Whether the class was for practice only."""
        self._practice = practice
        self.refresh()

    def count_hands(
        self, tallies: dict[int, dict[str, int]], levels: dict[int, dict[str, events.Level]] | None = None
    ) -> None:
        """The hands of all questions, by number and letter, and those by eye; a question without any is left out."""
        self._tallies, self._levels = tallies, levels or {}
        self.refresh()

    def choose_mark(self, mark: RollMark) -> None:
        """What the next rolls and chips mean."""
        self._roll.mark = mark
        self.view.focus("roll")
        self.refresh()

    def touch(self, card: int) -> None:
        """Marks the learner of a chip, or as present again."""
        self._roll.touch(card)
        self.refresh()

    def type_roll(self, text: str) -> None:
        """Somebody typed into the roll field."""
        self._roll.type(text)
        entry = self._roll.entry(self.session.public)
        if entry.ready and entry.meant:
            self.view.show_card(entry.meant[-1].cards[0])
        self.refresh()

    def take_entry(self) -> None:
        """Enter in the roll field: applies all of the entry, or nothing."""
        entry = self._roll.entry(self.session.public)
        if entry.ready:
            self._roll.take(entry)
            if entry.visitors:
                self._numbers["added"] = (self._numbers["added"] or 0) + entry.visitors
            self.refresh()

    def keep(self) -> None:
        """Stores the class, once."""
        paper = self._paper
        if paper is None or self._busy or self._awaited is not None:
            return
        self._busy = True
        draft, stored = self._draft(paper), self.in_visit(self._on_stored)
        if paper.session:
            self.session.take_class(
                paper.session,
                lambda: self.session.conduct(
                    lambda conduct: keep_rest(conduct, paper, draft), stored, self._on_refused
                ),
                self._on_refused,
            )
        else:
            self.session.change(lambda desk: keep_paper_class(desk, paper, draft), stored, self._on_refused)

    def _on_stored(self, session: str) -> None:
        self.session.take_class(session, self.in_visit(lambda: self.view.open("wrap_up", session=session)))

    def _on_refused(self, error: KnownError) -> None:
        self._busy = False
        self.session.error_reported.emit(error)
        self.refresh()

    def _draft(self, paper: PaperForm) -> PaperDraft:
        """What is on the paper so far. Parts counted on the desk are kept if their sum is."""
        numbers, headcount = self._numbers, self._numbers.get("headcount")
        typed = {name: numbers.get(name) or 0 for name in ("girls", "boys")}
        parts: dict[str, int] = {**typed} if headcount is not None and sum(typed.values()) == headcount else {}
        return PaperDraft(
            sheet=self._choice.number,
            day=read_day(numbers.get("day"), numbers.get("month"), numbers.get("year")),
            start=self._time("start"),
            end=self._time("end"),
            headcount=headcount,
            parts=paper.parts if headcount == paper.headcount and not parts else parts,
            marks=dict(self._roll.marks),
            added=numbers.get("added") or 0,
            tallies=self._tallies,
            levels=self._levels,
            practice=self._practice,
        )

    def _time(self, part: TimePart) -> datetime.time | None:
        return read_time(self._times.get(part, ""))

    # The view model

    def model(self) -> PaperClassModel:
        """The sheet as it is typed so far."""
        paper, loaded, public = self._shown, self._paper is not None, self.session.public
        draft, facts = self._draft(paper), self.session.facts
        why, found = missing(paper, draft), remarks(paper, draft)
        known_day = Part(enabled=not (paper.session and paper.day)).enabled
        mark = self._roll.mark
        times = tuple(time_text(time) for time in (draft.start, draft.end) if time)
        return PaperClassModel(
            body=Part(enabled=loaded),
            group_part=self._choice.group_part(),
            group_choice=self._choice.groups(),
            module_part=self._choice.module_part(),
            module_choice=self._choice.modules(),
            sheet_number=Field(value=self._choice.number),
            number_text=self._choice.number_text(),
            start=Field(value=self._times.get("start", ""), enabled=not paper.started_ms),
            end=Field(value=self._times.get("end", "")),
            times_text=Part(shown=bool(times), text=Joined(times, " – ")),
            day=Field(value=self._numbers.get("day"), enabled=known_day),
            month=Field(value=self._numbers.get("month"), enabled=known_day),
            year=Field(value=self._numbers.get("year"), enabled=known_day),
            date_text=Part(text=date_text(draft.day) if draft.day else Message("This date does not exist.")),
            girls=Field(value=self._numbers.get("girls")),
            boys=Field(value=self._numbers.get("boys")),
            headcount=Field(value=draft.headcount),
            added_part=Part(shown=paper.takes_visitors),
            added=Field(value=self._numbers.get("added")),
            count_text=self._count_text(),
            practice_only=Part(
                shown=not paper.session and facts is not None and not facts.practising, checked=self._practice
            ),
            roll_card=Part(shown=bool(paper.learners)),
            mark_absent=Part(checked=mark == "absent"),
            mark_late=Part(checked=mark == "late"),
            mark_left=Part(checked=mark == "left_early"),
            roll=Field(value=self._roll.typed),
            hint=Part(text=self._roll.hint(public)),
            chips=self._roll.chips(public),
            tally_card=Part(shown=bool(paper.questions)),
            preview_card=Part(shown=bool(found)),
            remarks=Part(text=Joined(found, "\n")),
            preview=Part(text=why or self._preview(paper, draft, len(found))),
            keep=Part(enabled=loaded and why is None and not self._busy and self._awaited is None),
        )

    def _count_text(self) -> Part:
        girls, boys, headcount = (self._numbers.get(part) for part in ("girls", "boys", "headcount"))
        odd = headcount is not None and bool(girls or boys) and (girls or 0) + (boys or 0) != headcount
        text = Message("Girls and boys do not add up to {headcount}.", headcount=headcount or 0)
        return Part(shown=odd, text=text)

    def _preview(self, paper: PaperForm, draft: PaperDraft, to_check: int) -> Joined:
        """One line with what will be stored."""
        words: list[Text] = [date_text(draft.day)] if draft.day else []
        times = times_of(paper, draft)
        if times and times[1] > times[0]:
            words.append(Message("{minutes} min", minutes=round((times[1] - times[0]) / 60_000)))
        if draft.headcount is not None:
            words.append(Message("in the room: {count}", count=draft.headcount))
        if paper.learners:
            words.append(Message("present: {count}", count=here_of(paper, draft)))
        if absent := self._roll.count("absent"):
            words.append(Message("absent: {count}", count=absent))
        if late := self._roll.count("late"):
            words.append(Message("late: {count}", count=late))
        if left := self._roll.count("left_early"):
            words.append(Message("left early: {count}", count=left))
        words.append(Message("questions: {count}", count=len(draft.asked)))
        if to_check:
            words.append(Message("to check: {count}", count=to_check))
        return Joined(tuple(words))


def _tallies(questions: tuple[PaperQuestion, ...]) -> tuple[Tally, ...]:
    """The questions as on the sheet, each part of the class under its heading."""
    return tuple(
        Tally(
            one.number,
            _PARTS[one.part] if place == 0 or questions[place - 1].part != one.part else NO_TEXT,
            Joined((digits_text(one.number), one.text), ". "),
            tuple(
                (
                    letter,
                    Message("Question {number}, hands for {letter}", number=digits_text(one.number), letter=letter),
                )
                for letter in one.letters
            ),
        )
        for place, one in enumerate(questions)
    )


def _begin(desk: Desk, groups: Groups | None, session: str) -> tuple[SetUpChoices, PaperForm]:
    shelf = look_at_shelf(desk)
    if session:
        return shelf, form_of_rest(desk, session)
    module = first_module(desk)
    first = next(((one.group.id,) for one in shelf.groups), ())
    return shelf, paper_form(desk, first if groups is None else groups, module)
