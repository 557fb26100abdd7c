"""The first step of an import: a file is chosen and read in the background, and its heading row asked for.

With what the pages of an import hand to each other, so that no page keeps names after it is left."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.local_text import LocalText, digits_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.parts import NO_TEXT, Field, Joined, Part, Text
from bsuh_desktop.presenters.person_words import HIDDEN
from bsuh_desktop.presenters.rows import Cell, Column, Row
from bsuh_desktop.rosters.preview import TopCell, TopRow
from bsuh_desktop.rosters.read_options import NO_HEADING
from bsuh_desktop.services.class_lists.draft import Draft
from bsuh_desktop.services.class_lists.import_plan import ImportPlan, PastedTable
from bsuh_desktop.services.class_lists.read_list import read_plan
from bsuh_desktop.services.desk.titles import KnownPlace

PASTE = "paste"
"""Said to the preview instead of a draft: it begins with what was copied."""


@dataclasses.dataclass(frozen=True)
class SittingAnswers:
    """What was noted on the consent page."""

    read_aloud: bool = False
    all_letters: bool = False
    no_names: bool = False
    adults: bool | None = None
    """Whether a person said that the learners are adults, or are not; None if nobody did."""
    refused: frozenset[int] = frozenset()
    """Row numbers in the file."""
    without_letter: frozenset[int] = frozenset()
    """Row numbers in the file."""

    @property
    def about(self) -> frozenset[int]:
        """All rows with a noted answer."""
        return self.refused | self.without_letter


@dataclasses.dataclass(frozen=True)
class ImportState:
    """Handed from page to page, so that no page keeps names after it is left."""

    draft: Draft
    answers: SittingAnswers = SittingAnswers()


def stored_list_words(plan: ImportPlan) -> Message:
    """Number of learners in the class; for a class that was known, how many were added and removed."""
    counts = plan.counts
    if plan.base is None:
        return Message(
            "The list is saved. Learners: {count}, with a name: {named}", count=counts.learners, named=counts.named
        )
    return Message(
        "The class is up to date. Learners: {count}, new: {new}, gone: {gone}",
        count=counts.learners,
        new=counts.new,
        gone=counts.gone,
    )


T = TypeVar("T")


class ListReader:
    """Calls `changed` when a reading starts or ends. A reading that was stopped or replaced makes no callback."""

    def __init__(self, session: DeskSession, changed: Callable[[], object]) -> None:
        self._session = session
        self._changed = changed
        self._stop: threading.Event | None = None

    @property
    def busy(self) -> bool:
        """True while a list is being read."""
        return self._stop is not None

    def run(
        self,
        work: Callable[[threading.Event], T],
        then: Callable[[T], object],
        failed: Callable[[KnownError], object],
    ) -> None:
        """Runs `work` on the file thread."""
        self.stop()
        stop = self._stop = threading.Event()

        def ended(answer: Callable[[], object]) -> None:
            if self._stop is stop:
                self._stop = None
                self._changed()
                answer()

        self._changed()
        self._session.ask(
            lambda: work(stop), lambda found: ended(lambda: then(found)), lambda error: ended(lambda: failed(error))
        )

    def stop(self) -> None:
        """Drops the result of the current reading."""
        if self._stop is not None:
            self._stop.set()
            self._stop = None
            self._changed()


THIS_ROW, NO_ROW, BACK = "this_row", "no_row", "back"
COLUMNS = (Column(Message("Row"), 112), Column(Message("What it holds")))


class HeadingRowModel(msgspec.Struct, frozen=True):
    """The table of the dialog, and the row that holds the headings now; "" if there is none."""

    rows: tuple[Row, ...]
    current: str


class HeadingRow:
    """The question; `chosen` is the answer. Names stand in it as what they are, with their length, and so in public
    view not at all."""

    def __init__(self, session: DeskSession, plan: ImportPlan) -> None:
        self._session = session
        self._plan = plan

    def model(self) -> HeadingRowModel:
        """The dialog as it should look now."""
        now = self._plan.heading_row
        rows = tuple(_row(row, row.number == now, self._session.public) for row in self._plan.top)
        return HeadingRowModel(rows, str(now) if now != NO_HEADING else "")

    def chosen(self, key: str, row: str) -> int | None:
        """The row of the headings after the answer `key` while the cursor is on `row`; None if it stays as it is."""
        place = NO_HEADING if key == NO_ROW else int(row or NO_HEADING) if key == THIS_ROW else self._plan.heading_row
        return None if place == self._plan.heading_row else place


def _row(row: TopRow, now: bool, public: bool) -> Row:
    words = Joined(tuple(_words(cell, public) for cell in row.cells))
    number = Cell(digits_text(row.number), Message("headings now") if now else NO_TEXT, bold=now)
    return Row(str(row.number), (number, Cell(words)), "ok" if now else "")


def _words(cell: TopCell, public: bool) -> Text:
    if cell.kind == "heading":
        return cell.words
    if cell.kind == "nothing":
        return NO_TEXT
    if public:
        return HIDDEN
    return {
        "name": Message("name, length {count}", count=cell.length),
        "number": Message("number, length {count}", count=cell.length),
        "date": Message("date"),
    }.get(cell.kind, Message("text, length {count}", count=cell.length))


ClassField = Literal["place_words", "grade", "section"]


class PlaceBox(msgspec.Struct, frozen=True):
    """The box in which a school or a club is picked or typed."""

    names: tuple[LocalText, ...]
    text: str


_MOST_LINES = 2
"""Of what is pasted into a field: a school's name and its place."""


def words_for_field(text: str) -> str | None:
    """What was copied, as it is put into a field; None for a table, of which no name may stand there: three lines, or
    two with a tab."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > _MOST_LINES or (len(lines) > 1 and "\t" in text):
        return None
    return " ".join(text.split())


class FileStep:
    """The draft so far. `changed` is called after every change, `read` when a file has just been understood."""

    def __init__(
        self,
        session: DeskSession,
        reading: ListReader,
        changed: Callable[[], object],
        understood: Callable[[], object],
    ) -> None:
        self._session = session
        self._reading = reading
        self._changed = changed
        self._understood = understood
        self._plan: ImportPlan | None = None
        self._pasted: PastedTable | None = None
        """What was pasted last, to be wiped here."""
        self._refused: KnownError | None = None
        self._places: tuple[KnownPlace, ...] = ()
        self._names: tuple[LocalText, ...] = ()
        self._typed: dict[ClassField, str] = {"place_words": "", "grade": "", "section": ""}

    def clear(self) -> None:
        """Forgets the list and its class; the school stays."""
        self._forget_list()
        self._typed |= {"grade": "", "section": ""}

    def _forget_list(self) -> None:
        self.wipe()
        self._plan = self._refused = self._pasted = None

    def wipe(self) -> None:
        """Wipes what was pasted; its plan stays."""
        if self._pasted is not None:
            self._pasted.wipe()

    def hand_on(self) -> None:
        """Another page has the list now, and what was pasted with it."""
        self._pasted = None

    def resume(self, draft: Draft) -> None:
        """Restores an earlier draft."""
        self._forget_list()
        self._plan = draft.plan
        if draft.plan is not None and isinstance(draft.plan.source, PastedTable):
            self._pasted = draft.plan.source
        self._typed = {"place_words": draft.place, "grade": draft.grade, "section": draft.section}

    def take_places(self, known: tuple[tuple[KnownPlace, ...], KnownPlace | None]) -> None:
        """The places to choose from; begins with the school of the newest class."""
        self._places, last = known
        self._names = tuple(place.names for place in self._places)
        self._typed["place_words"] = self._session.text_of(last.names) if last else ""
        self._changed()

    def write(self, field: ClassField, text: str) -> None:
        """Somebody typed which class it is."""
        self._typed[field] = text
        self._changed()

    def read(self, path: Path) -> None:
        """Reads the list in a file; stores nothing."""
        self._forget_list()
        self._read(path)

    def paste(self, page: bytearray, text: bytearray) -> None:
        """The same of what was copied, as HTML and as text. Both are taken over."""
        try:
            pasted = PastedTable(page, text)
        except KnownError as error:
            self._reading.stop()
            self._on_refused(error)
        else:
            self._forget_list()
            self._pasted = pasted
            self._read(pasted)

    def _read(self, source: Path | PastedTable) -> None:
        facts = self._session.facts
        if facts is not None:
            basis = facts.basis

            def read(stop: threading.Event) -> ImportPlan:
                return read_plan(source, basis, stop=stop)

            self._reading.run(read, self._on_plan, self._on_refused)

    def _on_plan(self, plan: ImportPlan) -> None:
        self._plan, self._refused = plan, None
        self._changed()
        self._understood()

    def _on_refused(self, error: KnownError) -> None:
        self._forget_list()
        self._refused = error
        self._changed()

    def draft(self) -> Draft:
        """The draft so far."""
        typed = self._typed
        return Draft(self._plan, typed["place_words"], typed["grade"].strip(), typed["section"].strip())

    def missing(self, with_file: bool = True) -> Message | None:
        """What must be filled in first; None if nothing is missing."""
        draft = self.draft()
        if with_file and draft.plan is None:
            return Message("Choose a file or paste a table first")
        if not draft.place.strip():
            return Message("Say which school or club it is")
        return None if draft.grade else Message("Say which grade or group it is")

    def change_language(self) -> None:
        """Names a known place in the desk's language."""
        text = self._typed["place_words"]
        known = (place.names for place in self._places if text in (place.names.bn, place.names.en))
        self._typed["place_words"] = next((self._session.text_of(names) for names in known if text), text)

    def parts(self) -> dict[str, Any]:
        """The parts of the page that show it."""
        plan, refused = self._plan, self._refused
        file_light, file_text = Part(), Part(text="", remedy="")
        if plan is not None:
            file_light, file_text = Part(light="ok"), Part(text=plan.file_name, remedy=_how_many(plan))
        elif refused is not None:
            file_light = Part(light="stop")
            file_text = Part(text=refused.message, remedy=refused.remedy or NO_TEXT)
        return {
            "file_news": Part(shown=plan is not None or refused is not None),
            "file_light": file_light,
            "file_text": file_text,
            "place_words": PlaceBox(self._names, self._typed["place_words"]),
            "grade": Field(value=self._typed["grade"]),
            "section": Field(value=self._typed["section"]),
        }


def _how_many(plan: ImportPlan) -> Message:
    """Learners in the whole list if it has several classes: the one to read is not known yet."""
    if not plan.parts:
        return Message("Learners: {count}", count=plan.counts.learners)
    learners = sum(one.learners for one in plan.parts)
    return Message("Learners: {count}, in {classes} classes", count=learners, classes=len(plan.parts))
