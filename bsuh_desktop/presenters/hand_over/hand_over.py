"""Hand over: every finished class on its way to the coordinator, and the receipts that come back.

One button writes everything due to the stick; the page says when it is safe to remove, and keeps showing classes that
were never answered. With its table: day, class, number of learners present, and status of the file."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.hand_over import stick_words
from bsuh_desktop.presenters.hand_over.receipts import ReceiptOffer, receipt_words
from bsuh_desktop.presenters.parts import NO_TEXT, Empty, JobProgress, Joined, News, Notice, Part, PlaceQuestion, Text
from bsuh_desktop.presenters.presenter import TablePresenter, TableView
from bsuh_desktop.presenters.rows import Cell, Column, Row
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.system.sticks import Stick

if TYPE_CHECKING:
    from bsuh_desktop.services.hand_over.hand_over_view import HandedClass, HandOverView, TakenReceipt
    from bsuh_desktop.services.hand_over.receipts import Expected

Where = tuple[str, Message, Message | None]
"""State of the light, where the file is, and its meaning or None."""


class ClassTable(msgspec.Struct, frozen=True):
    """The classes that the table shows; a row is made of a class once its page is shown. In a narrow table day and
    module are below the class."""

    things: tuple[HandedClass, ...] = ()
    just_now: frozenset[str] = frozenset()
    """The sessions written on this page."""
    wide: bool = True

    def columns(self) -> tuple[Column, ...]:
        """The columns."""
        name, where = Column(Message("Class")), Column(Message("Where it is"), 300 if self.wide else 0)
        if not self.wide:
            return name, where
        return Column(Message("Day"), 150), name, Column(Message("Present"), 90), where

    def row(self, one: HandedClass) -> Row:
        """One class."""
        light, words, more = where_it_is(one, one.session in self.just_now)
        where = Cell(words, more or NO_TEXT, light=light)
        day, practice = date_text(one.date), Message("Practice") if one.practice else NO_TEXT
        what = (one.module, one.place, practice)
        if not self.wide:
            return Row(one.session, (Cell(one.title, Joined((day, *what)), bold=True), where))
        name = Cell(one.title, Joined(what), bold=True)
        return Row(one.session, (Cell(day), name, Cell(one.present), where))


def where_it_is(one: HandedClass, just_now: bool = False) -> Where:
    """Status of the file of a class."""
    if just_now and one.state == "written":
        return "info", Message("Written just now"), None
    if one.state == "needs_date":
        return "look", Message("Its date is missing"), Message("Open the class, and write its date.")
    if one.state == "ready":
        return _ready(one)
    if one.state == "written":
        return _written(one)
    return _answered(one)


def _ready(one: HandedClass) -> Where:
    if one.changed:
        return "look", Message("Changed since its hand-over"), Message("It will be sent again.")
    return "unused", Message("Only on this laptop"), None


def _written(one: HandedClass) -> Where:
    again = Message("It will be sent again, unchanged.")
    if one.since is None:
        return "info", Message("Handed over"), again
    if one.overdue:
        return "look", Message("No receipt for {days} days", days=one.days), again
    return "info", Message("Handed over on {day}", day=date_text(one.since)), again


def _answered(one: HandedClass) -> Where:
    if one.state == "received":
        words = Message("Its receipt came back")
        return "ok", words if one.since is None else Message("Receipt of {day}", day=date_text(one.since)), None
    if one.state == "kept":
        return "info", Message("Arrived, waits for your grant"), Message("It counts when the grant comes.")
    if one.state == "practised":
        real = Message("If it was a real class, enter it again: Home, “Enter a class from paper”.")
        return "info", Message("Arrived as practice: in no report"), real
    return "stop", Message("Arrived, but refused"), Message("Ask your coordinator what to do.")


def overdue_text(view: HandOverView, unprinted: int = 0) -> list[Message]:
    """Notes below the table: classes without a receipt for long, those that cannot be written, and those that should
    not be written yet."""
    sentences = [
        (
            view.overdue,
            Message(
                "No receipt for ten days or longer: {count}. Ask your coordinator. They will be "
                "sent again with the next hand-over.",
                count=view.overdue,
            ),
        ),
        (
            unprinted,
            Message(
                "Classes with unsaved certificates: {count}. Save the certificates first: the "
                "file includes their serial numbers.",
                count=unprinted,
            ),
        ),
        (view.undated, Message("No date, so not handed over: {count}", count=view.undated)),
    ]
    return [sentence for count, sentence in sentences if count]


@dataclasses.dataclass(frozen=True)
class HandOverData:
    """What the page shows."""

    view: HandOverView
    """The finished classes."""
    expected: Expected
    """What a receipt can be for."""
    receives: bool
    """True if this desk receives the files of others."""
    unprinted: int
    """Classes due now whose certificates are not saved yet."""


@dataclasses.dataclass(frozen=True)
class StickCard:
    """The large card: its state (plain, ok, look, info or stop), its drawing, and what a screen reader says."""

    shown: bool
    state: str
    picture: str
    spoken: Text


class HandOverModel(msgspec.Struct, frozen=True, kw_only=True):
    """The screen: the card about the stick, the classes, and the next thing to do."""

    news: News
    receipts_lie: Notice
    nothing: Empty
    stick_card: StickCard
    stick_title: Part
    stick_text: Part
    ticks: Part
    recovery_text: Part
    progress: JobProgress
    table_space: Part
    rows: ClassTable
    late: Part
    late_text: Part
    open_receive: Part
    glyph: Literal["check", "usb"]
    """The sign on the primary button."""
    primary: Part
    reason: Part
    to_folder: Part
    import_receipts: Part


class HandOverScreen(TableView[HandOverModel], Protocol):
    """The screen."""

    def look_for_sticks(self) -> None:
        """Looks at once which sticks are plugged in."""

    def ask_stick(self, question: PlaceQuestion, then: Callable[[Path, str], object]) -> None:
        """Asks for one of the sticks that can be written to; `then` gets its folder and its label."""


class HandOverPresenter(TablePresenter[HandOverModel]):
    """Reloads from the desk each time the screen is entered."""

    heading = Message("Hand over")
    view: HandOverScreen

    def __init__(self, session: DeskSession, view: HandOverScreen) -> None:
        super().__init__(session, view)
        self._data: HandOverData | None = None
        self._outcome: stick_words.Outcome | None = None
        self._sticks: tuple[Stick, ...] = ()
        self._offer = ReceiptOffer(session, self.refresh)
        self._job = stick_words.HandOverJob(session)
        self._job.moved.connect(self._on_moved)
        self._job.ended.connect(self._on_ended)

    @property
    def busy(self) -> bool:
        """True while classes are being written."""
        return self._job.busy

    def breadcrumb(self) -> Text:
        """How many are due, and how many wait for a receipt."""
        if self._data is None:
            return NO_TEXT
        view = self._data.view
        return Message(
            "Ready: {ready} · waiting for a receipt: {waiting}", ready=stick_words.fresh(view), waiting=view.waiting
        )

    def enter(self) -> None:
        """Reloads everything. Writing that is going on continues."""
        super().enter()
        if not self._job.busy:
            self._outcome = None
        self.view.show_first_page()
        self._look(first=True)

    def leave(self) -> None:
        """A hand-over ends after the present file."""
        super().leave()
        self.before_lock()

    def before_lock(self) -> None:
        """A hand-over ends after the present file."""
        self._job.stop()

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns while classes are being written."""
        if not self._job.busy:
            return None
        stays = Message("Finished files stay on the stick. You can hand over the others later.")
        return Message("Leave while classes are being written?"), stays

    def look(self) -> None:
        """Reloads everything; the keyboard stays where it is."""
        self._look(first=False)

    def _look(self, first: bool) -> None:
        self.session.query(_look, self.in_visit(lambda data: self._on_looked(data, first)), self._fail_unless_locked)

    def _on_looked(self, data: HandOverData, first: bool) -> None:
        self._data = data
        self.refresh()
        self._look_for_receipts()
        if first:
            self.view.focus("primary" if self._can_go_on() else "import_receipts")

    def refresh(self) -> None:
        """Shows what was loaded last; nothing if nothing was."""
        if self._data is not None:
            super().refresh()

    def set_sticks(self, sticks: tuple[Stick, ...]) -> None:
        """Other sticks are plugged in now."""
        self._sticks = sticks
        self.refresh()
        self._look_for_receipts()

    # Handing over

    def press_primary(self) -> None:
        """Writes to the stick, asks to which one, or goes Home if nothing is left to do."""
        usable = stick_words.writable(self._sticks)
        if self._done():
            self.view.open("home")
        elif len(usable) == 1:
            self.write(usable[0].path, usable[0].label)
        elif usable:
            question = Message("Which stick should the classes go to?")
            detail = Message("Only your coordinator can open the files.")
            self.view.ask_stick(PlaceQuestion(question, detail), self.write)

    def write(self, folder: Path, label: str) -> None:
        """Writes everything due into a folder, on the stick `label` if that is not ""."""
        if self._data is None or self._job.busy:
            return
        self._news, self._outcome = self._news.closed(), None
        self._offer.hide()
        self._job.run(folder, label, self._data.view.ready)
        self.refresh()
        if self._job.busy:
            self.view.focus("progress")

    def stop(self) -> None:
        """Ends after the present file."""
        self._job.stop()

    def _on_moved(self) -> None:
        """Shows how far it is. Once it is over, the classes are loaded before the page says anything else."""
        if self._job.busy:
            self.refresh()

    def _on_ended(self, outcome: stick_words.Outcome) -> None:
        """Reports after the classes were reloaded, so that message and table agree."""
        self._outcome = outcome
        if self._entered:
            self.view.look_for_sticks()
            self._look(first=True)

    def open_class(self, session: str) -> None:
        """Opens a class that was finished."""
        self.session.take_class(session, lambda: self.view.open("wrap_up", session=session))

    # Receipts

    def _look_for_receipts(self) -> None:
        if self._data is None or self._job.busy:
            self._offer.hide()
        else:
            self._offer.look(self._sticks, self._data.expected)

    def take_offered(self) -> None:
        """Reads the receipts that are offered."""
        self.take_receipts(self._offer.take())

    def take_receipts(self, paths: Sequence[Path]) -> None:
        """Reads the receipts in these folders or files."""

        def taken(found: tuple[TakenReceipt, ...]) -> None:
            self._report(*receipt_words(found))
            self._look(first=True)

        self.session.change(lambda desk: _take(desk, paths), self.in_visit(taken), self.in_visit(self._fail))

    # The view model

    def _done(self) -> bool:
        """True if nothing is left to do here."""
        done = self._outcome is not None and self._outcome.complete
        return done or self._data is None or not self._data.view.ready

    def _missing(self) -> Message | None:
        """What the primary button waits for."""
        if self._job.busy or self._done() or stick_words.writable(self._sticks):
            return None
        return Message("Use another stick.") if self._sticks else Message("Plug a stick in")

    def _can_go_on(self) -> bool:
        return not self._job.busy and self._missing() is None

    def model(self) -> HandOverModel:
        """What was loaded last. Raises LookupError if nothing was."""
        data = self._data
        if data is None:
            raise LookupError("nothing was loaded")
        view, busy, missing = data.view, self._job.busy, self._missing()
        there, words, late = bool(view.classes), self._words(view), overdue_text(view, data.unprinted)
        just_now = self._outcome.sessions() if self._outcome else frozenset[str]()
        return HandOverModel(
            news=self._news,
            receipts_lie=self._offer.notice(),
            nothing=Empty(
                shown=not there,
                picture="stick-plain",
                title=Message("No class has been finished yet"),
                sentence=Message("Finished classes wait here until you hand them over."),
            ),
            stick_card=StickCard(there, words.state, words.picture, Joined((words.title, words.text), ". ")),
            stick_title=Part(text=words.title, remedy=NO_TEXT),
            stick_text=Part(text=words.text),
            ticks=Part(shown=words.ticks),
            recovery_text=Part(
                shown=words.recovery,
                text=Message("Your recovery code is beside them, sealed: only the coordinator can open it."),
            ),
            progress=self._progress(),
            table_space=Part(shown=there),
            rows=ClassTable(view.classes, just_now, self._wide),
            late=Part(shown=bool(late)),
            late_text=Part(text=Joined(tuple(late), "\n")),
            open_receive=Part(shown=data.receives),
            glyph="check" if self._done() and not busy else "usb",
            primary=Part(text=self._verb(view), enabled=self._can_go_on()),
            reason=Part(text=missing or NO_TEXT),
            to_folder=Part(enabled=bool(view.ready) and not busy),
            import_receipts=Part(enabled=there and not busy),
        )

    def _words(self, view: HandOverView) -> stick_words.StickWords:
        if self._job.busy:
            return stick_words.writing_words(self._job.label, self._job.stopping)
        return (
            stick_words.ended_words(self._outcome) if self._outcome else stick_words.waiting_words(view, self._sticks)
        )

    def _verb(self, view: HandOverView) -> Message:
        if self._job.busy:
            return Message("Being written")
        if self._done():
            return Message("Done")
        if self._outcome is not None or not stick_words.fresh(view):
            return Message("Hand over again")
        return Message("Hand over: {count}", count=view.ready)

    def _progress(self) -> JobProgress:
        job = self._job
        left, stop = job.time_left_message(), NO_TEXT if job.stopping else Message("Stop here")
        done, total = job.done
        return JobProgress(shown=job.busy, text=left or NO_TEXT, done=done, total=total, stop=stop)


def _look(desk: Desk) -> HandOverData:
    """Loads the data; runs on the desk's thread."""
    from bsuh_desktop.services.certificates.due import due
    from bsuh_desktop.services.hand_over.hand_over_view import hand_over_view
    from bsuh_desktop.services.hand_over.receipts import expected

    view, unsaved = hand_over_view(desk), set(due(desk).sessions)
    unprinted = sum(one.state == "ready" and one.session in unsaved for one in view.classes)
    return HandOverData(view, expected(desk), desk.coordinator_grant is not None, unprinted)


def _take(desk: Desk, paths: Sequence[Path]) -> tuple[TakenReceipt, ...]:
    from bsuh_desktop.services.hand_over.receipts import take_receipts

    return take_receipts(desk, paths)
