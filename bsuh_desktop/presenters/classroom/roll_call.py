"""Roll call: first the headcount, then marking those who are not present."""

from __future__ import annotations

from typing import Literal, Protocol, get_args

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.events import HowCounted, Status
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.roster import RosterRow
from bsuh_desktop.domain.session.view import Row
from bsuh_desktop.presenters.classroom.roll import (
    HELP,
    STATUS_LABELS,
    ClassEntryWords,
    LearnerChip,
    LearnerLine,
    Learners,
    has_list,
    here,
)
from bsuh_desktop.presenters.parts import NO_TEXT, Field, Joined, Part, Question, Text
from bsuh_desktop.presenters.presenter import PagePresenter, PageView
from bsuh_desktop.services.classroom.class_picture import ClassPicture
from bsuh_desktop.services.classroom.commands import AddLearner, CallRoll, MarkRoll, PutBack, TypeHeadcount, Undo
from bsuh_desktop.services.classroom.roll_input import Entry, RollMark, marks_of, read_entry

HeadcountPart = Literal["girls", "boys", "women", "men", "unspecified"]
HEADCOUNT_PARTS: tuple[HeadcountPart, ...] = get_args(HeadcountPart)
_MISSING: tuple[Status, ...] = ("absent", "late", "left_early")
HOW_COUNTED_LABELS: dict[HowCounted, Message] = {
    "counted": Message("Counted"),
    "told": Message("A teacher said so"),
    "estimated": Message("Estimated"),
}

_Accepted = tuple[str, int, int]
"""Session, headcount and number present by the list when a person accepted the difference."""


class Roll(msgspec.Struct, frozen=True):
    """The class as chips to touch."""

    chips: tuple[LearnerChip, ...]
    enabled: bool


class Share(msgspec.Struct, frozen=True):
    """How many of how many are present."""

    here: int
    total: int


class RollCallModel(msgspec.Struct, frozen=True, kw_only=True):
    """The screen: the card for the headcount or the columns with the list."""

    count_card: Part
    count_hint: Part
    headcount: Field
    girls: Field
    boys: Field
    women: Field
    men: Field
    unspecified: Field
    counted: Part
    told: Part
    estimated: Part
    parts: Part
    more_parts: Part
    count_problem: Part
    columns: Part
    roll: Field
    hint: Part
    put_back: Part
    add_learner: Part
    add_visitor: Part
    undo: Part
    undo_label: Text
    """The long label of undo, where there is room for it."""
    chips: Roll
    present: Part
    of_listed: Part
    share: Share
    difference_light: Part
    difference: Part
    settle: Part
    visitors_here: Part
    missing: tuple[LearnerLine, ...]
    nobody_missing: Part
    headcount_now: Part
    how_text: Part
    keys: Part
    totals: Part
    """The same numbers again, for a page whose cards stand one below the other."""
    without_count: Part
    open_list: Part
    start_teaching: Part


class RollCallView(PageView[RollCallModel], Protocol):
    """The screen."""

    def show_card(self, card: int) -> None:
        """Moves the cursor to that learner's chip."""


class _Headcount:
    """What is typed on the card for the headcount."""

    def __init__(self, picture: ClassPicture | None = None, open_parts: bool = False) -> None:
        self.total = picture.view.headcount if picture else None
        self.parts: dict[str, int | None] = dict(picture.headcount_parts) if picture else {}
        self.how: HowCounted = picture.how_counted if picture else "counted"
        self.shows_parts = open_parts or bool(self.parts)
        self.error: KnownError | None = None

    def write(self, part: HeadcountPart | Literal["headcount"], number: int | None) -> None:
        """Takes a number from its field. Parts are added up, so that a person who counts by parts need not."""
        self.error = None
        if part == "headcount":
            self.total = number
            return
        self.parts[part] = number
        if typed := self.typed_parts():
            self.total = sum(typed.values())

    def typed_parts(self) -> dict[str, int]:
        """The parts that somebody typed, without zeros."""
        return {name: number for name, number in self.parts.items() if number}


class RollCallPresenter(PagePresenter[RollCallModel]):
    """Two halves: the headcount, then the list. A class without a list has only the first, with its parts."""

    heading = Message("Roll call")
    view: RollCallView

    def __init__(self, session: DeskSession, view: RollCallView) -> None:
        super().__init__(session, view)
        self._counting: bool | None = None
        self._recount = False
        self._uncounted = ""
        """The class whose list was opened without a headcount."""
        self._teach_then = False
        self._headcount = _Headcount()
        self._accepted: _Accepted | None = None
        self._typed = ""
        self._done: Message | None = None
        self.mark: RollMark = "absent"

    def breadcrumb(self) -> Text:
        """The step, and the class."""
        step = Message("Step {step} of {steps}", step=2, steps=4)
        return Joined((step, self.session.picture.title)) if self.session.picture else step

    def enter(self) -> None:
        """Begins with what is missing: the headcount, or the list."""
        super().enter()
        self._counting, self._recount, self._teach_then = None, False, False
        self._typed, self._done = "", None
        self.class_changed()

    def class_changed(self) -> None:
        """The class has changed: shows it, and turns to the other half if that is the one to use now."""
        picture = self.session.picture
        if picture is None:
            return
        uncounted = picture.view.headcount is None and self._uncounted != picture.session
        counting = not has_list(picture) or self._recount or uncounted
        turned, self._counting = counting != self._counting, counting
        if turned and counting:
            self._headcount = _Headcount(picture, open_parts=not has_list(picture))
        self.refresh()
        if turned:
            self.view.focus("headcount" if counting else "roll")

    def refresh(self) -> None:
        """Shows the open class; nothing if none is open."""
        if self.session.picture is not None:
            super().refresh()

    # The headcount

    def write_number(self, part: HeadcountPart | Literal["headcount"], number: int | None) -> None:
        """Somebody typed a number on the card; None if its field is empty."""
        self._headcount.write(part, number)
        self.refresh()

    def choose_how(self, how: HowCounted) -> None:
        """How the headcount is known."""
        self._headcount.how = how

    def show_parts(self) -> None:
        """Opens the fields for girls, boys and adults."""
        self._headcount.shows_parts = True
        self.refresh()
        self.view.focus("girls")

    def keep_headcount(self) -> None:
        """Records the headcount, or shows what is missing."""
        count = self._headcount
        if count.total is None:
            missing, remedy = Message("Nobody typed a headcount."), Message("Count the heads, then write it here.")
            self._refuse(KnownError("no_headcount", missing, remedy))
            return
        command = TypeHeadcount(count.total, count.typed_parts(), count.how)
        self.run(command, lambda _: self._on_counted(), self._refuse)

    def _refuse(self, error: KnownError) -> None:
        self._headcount.error = error
        self.refresh()
        self.view.focus("headcount")

    def _on_counted(self) -> None:
        self._recount = False
        if self._teach_then:
            self.view.open("teach")
        else:
            self.class_changed()

    def count_again(self) -> None:
        """Returns to the headcount."""
        self._recount = True
        self.class_changed()

    def open_uncounted(self) -> None:
        """Opens the list without a headcount."""
        self._uncounted, self._recount = self._session(), False
        self.class_changed()

    # The list

    def choose_mark(self, mark: RollMark) -> None:
        """The mark that a touch sets from now on."""
        self.mark = mark
        self.refresh()

    def touch(self, card: int, mark: RollMark | None = None) -> None:
        """Marks one learner, or as present again."""
        self.run(MarkRoll({card: mark or self.mark}), lambda _: self._say_last())

    def type(self, text: str) -> None:
        """Somebody typed into the roll field."""
        self._typed, self._done = text, None
        entry = self._entry()
        if entry.ready and entry.meant:
            self.view.show_card(entry.meant[-1].cards[0])
        self.refresh()

    def take_entry(self) -> None:
        """Enter in the roll field: marks everybody whom the entry means, if that is clear."""
        entry = self._entry()
        if entry.ready:
            self._typed = ""
            self.refresh()
            self.run(MarkRoll(marks_of(entry, self.mark), entry.visitors), lambda _: self._say_last())

    def add_visitors(self, count: int = 1) -> None:
        """Seats people who are on no list."""
        self.view.focus("roll")
        self.run(MarkRoll({}, count), lambda _: self._say_last())

    def add_spare_visitors(self) -> None:
        """Seats as many visitors as the headcount has more than the list."""
        picture = self.session.picture
        if picture is not None:
            self.add_visitors(max(0, (picture.view.headcount or 0) - here(picture)))

    def add_learner(self, row: RosterRow, visits: bool) -> None:
        """Seats somebody who is on no list, as the dialog asked for them."""
        self.run(AddLearner(row, visits), self._on_added)

    def _on_added(self, card: int) -> None:
        self.view.show_card(card)
        self._say_last()

    def accept_difference(self) -> None:
        """Leaves list and headcount as they are; another difference is reported again."""
        picture = self.session.picture
        if picture is not None:
            self._accepted = _difference(picture)
            self.view.focus("roll")
            self.refresh()

    def undo(self) -> None:
        """Takes back the last change of the roll and says which, even minutes later and after answers."""
        what = self.session.picture.undo_roll if self.session.picture else None
        if what is not None:
            self.run(Undo("roll"), lambda _: self._say(Message("Undone: {what}", what=what)))

    def put_back(self) -> None:
        """Restores what was just undone."""
        what = self.session.picture.put_back if self.session.picture else None
        if what is not None:
            self.run(PutBack(), lambda _: self._say(Message("Redone: {what}", what=what)))
            self.view.focus("roll")

    def start(self) -> None:
        """Marks all others present and starts the lesson."""
        picture = self.session.picture
        if picture is None:
            return
        if not has_list(picture) and picture.view.allows("headcount"):
            self._teach_then = True
            self.keep_headcount()
        elif picture.view.allows("call_roll"):
            self._ask_about_difference(picture)
        else:
            self.view.open("teach")

    def _ask_about_difference(self, picture: ClassPicture) -> None:
        """Starts, but asks first about numbers that do not meet: whoever presses Ctrl+Enter may not have seen them."""
        headcount, present = picture.view.headcount, here(picture)
        if headcount in (None, present) or self._accepted == _difference(picture):
            self._call_roll()
            return
        question = Question(
            _difference_fact(headcount or 0, present),
            Message("If you start now, wrap-up and the file show the difference."),
            (("start", Message("Start teaching"), "secondary"), ("back", Message("Back to the list"), "primary")),
        )
        self.view.ask(question, lambda key: self._call_roll() if key == "start" else self.view.focus("roll"))

    def _call_roll(self) -> None:
        self.run(CallRoll(), lambda _: self.view.open("teach"))

    def _say_last(self) -> None:
        """Shows the last change, the one that undo would take back."""
        self._say(self.session.picture.undo_roll if self.session.picture else None)

    def _say(self, message: Message | None) -> None:
        """Shows `message` beside the field until something is typed."""
        self._done = message
        self.refresh()

    def _entry(self) -> Entry:
        picture = self.session.picture
        return read_entry(picture, self._typed, not self.session.public) if picture else Entry()

    # The view model

    def model(self) -> RollCallModel:
        """The open class. Raises LookupError if none is open."""
        picture = self.session.picture
        if picture is None:
            raise LookupError("no class is open")
        listed, counting = has_list(picture), bool(self._counting)
        learners = Learners(picture, self.session.public)
        error, headcount = self._headcount.error, picture.view.headcount
        missing = _missing(picture, learners)
        undo = picture.undo_roll
        label: Text = Message("Undo: {what}", what=undo) if undo else Message("Undo")
        opens_list = counting and listed
        teaching = picture.view.step == "teach"
        light, difference, settle = self._difference(picture)
        may_add = picture.view.allows("add_learner")
        return RollCallModel(
            count_card=Part(shown=counting),
            count_hint=Part(text=_count_hint(listed)),
            headcount=Field(value=self._headcount.total, problem=error is not None),
            **{part: Field(value=self._headcount.parts.get(part)) for part in HEADCOUNT_PARTS},
            counted=Part(checked=self._headcount.how == "counted"),
            told=Part(checked=self._headcount.how == "told"),
            estimated=Part(checked=self._headcount.how == "estimated"),
            parts=Part(shown=self._headcount.shows_parts),
            more_parts=Part(shown=not self._headcount.shows_parts),
            count_problem=_problem(error),
            columns=Part(shown=not counting),
            roll=Field(value=self._typed),
            hint=Part(text=self._hint(picture)),
            put_back=Part(shown=picture.put_back is not None),
            add_learner=Part(enabled=may_add),
            add_visitor=Part(enabled=may_add),
            undo=Part(enabled=undo is not None, tip=undo or NO_TEXT, spoken=label),
            undo_label=label,
            chips=Roll(tuple(map(learners.chip, picture.view.rows)), picture.view.allows("mark")),
            present=Part(text=here(picture)),
            of_listed=Part(text=_of_listed(picture.view.rows)),
            share=Share(here(picture), len(picture.view.rows)),
            difference_light=light,
            difference=difference,
            settle=Part(shown=settle),
            visitors_here=_visitors_here(picture),
            missing=missing,
            nobody_missing=Part(shown=not missing),
            headcount_now=Part(text="–" if headcount is None else headcount),
            how_text=Part(text=_how_counted(picture)),
            keys=Part(shown=not counting),
            totals=Part(
                text=Message(
                    "{here} here, {absent} absent",
                    here=here(picture),
                    absent=sum(row.status == "absent" for row in picture.view.rows),
                )
            ),
            without_count=Part(shown=opens_list and headcount is None),
            open_list=Part(shown=opens_list),
            start_teaching=Part(
                shown=not opens_list, text=Message("Continue teaching") if teaching else Message("Start teaching")
            ),
        )

    def _hint(self, picture: ClassPicture) -> Message:
        if not self._typed.strip():
            return self._done or HELP
        return ClassEntryWords(picture, self.session.public, self.mark).what_enter_does(self._entry())

    def _difference(self, picture: ClassPicture) -> tuple[Part, Part, bool]:
        """Compares list and headcount: the light, the words, and whether something can be done about it. Worded
        calmly, since most differences are easily resolved."""
        headcount, present = picture.view.headcount, here(picture)
        if headcount is None:
            return Part(shown=False), Part(shown=False), False
        if headcount == present:
            return Part(shown=True, light="ok"), Part(shown=True, text=Message("List and headcount match.")), False
        light = Part(shown=True, light="info")
        if self._accepted == _difference(picture):
            kept = Message("Kept as it is. Wrap-up and the file show the difference.")
            return light, Part(shown=True, text=kept), False
        return light, _difference_words(headcount, present), picture.view.allows("headcount")


def _difference(picture: ClassPicture) -> _Accepted:
    return picture.session, picture.view.headcount or 0, here(picture)


def _difference_fact(headcount: int, present: int) -> Message:
    if present > headcount:
        return Message("The list has {count} more than the headcount.", count=present - headcount)
    return Message("The headcount has {count} more than the list.", count=headcount - present)


def _difference_words(headcount: int, present: int) -> Part:
    more = present > headcount
    remedy = Message("Mark who is absent.") if more else Message("Who is here but not on the list?")
    return Part(shown=True, text=_difference_fact(headcount, present), remedy=remedy)


def _visitors_here(picture: ClassPicture) -> Part:
    spare = max(0, (picture.view.headcount or 0) - here(picture))
    return Part(shown=spare > 0, text=Message("Add {count} as visitors", count=spare))


def _how_counted(picture: ClassPicture) -> Message:
    return Message("Not counted") if picture.view.headcount is None else HOW_COUNTED_LABELS[picture.how_counted]


def _count_hint(listed: bool) -> Message:
    if listed:
        return Message("Count the heads before you look at the list, so that the list does not change your count.")
    return Message("This class has no list. Only the headcount is used.")


def _problem(error: KnownError | None) -> Part:
    if error is None:
        return Part(shown=False)
    return Part(shown=True, text=error.message, remedy=error.remedy)


def _missing(picture: ClassPicture, learners: Learners) -> tuple[LearnerLine, ...]:
    """Who is absent, came late or has left, in this order."""
    rows = [row for row in picture.view.rows if row.status in _MISSING]
    rows.sort(key=lambda row: (_MISSING.index(row.status), row.card))
    return tuple(learners.line(row, STATUS_LABELS[row.status]) for row in rows)


def _of_listed(rows: tuple[Row, ...]) -> Message:
    """Without visitors, who are present but on no list."""
    visitors = sum(row.visitor for row in rows)
    if visitors:
        return Message("of {listed} + {visitors} visiting", listed=len(rows) - visitors, visitors=visitors)
    return Message("of {count} on the list", count=len(rows))
