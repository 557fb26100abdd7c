"""Receive: accepts files from sticks into the coordinator's register and answers with receipts, also read out.

The page shows what was read until it is left; archive and decisions keep it from then on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.collection import file_words
from bsuh_desktop.presenters.collection.collected_files import CollectedFiles
from bsuh_desktop.presenters.collection.files_presenter import FilesPresenter
from bsuh_desktop.presenters.parts import NO_TEXT, JobProgress, Joined, News, Part, Text, remaining_text
from bsuh_desktop.presenters.presenter import TableView
from bsuh_desktop.presenters.rows import Column, Row

if TYPE_CHECKING:
    from bsuh_desktop.services.collection.collected_files import Collected, CollectedFile

Shown = Literal[""] | file_words.ReceivedGroup
"""The group of files that is shown; "" for all."""


class ReceivedTable(msgspec.Struct, frozen=True):
    """The files that the table shows, each with its number among all."""

    things: tuple[tuple[int, CollectedFile], ...] = ()
    wide: bool = True

    def columns(self) -> tuple[Column, ...]:
        """The columns."""
        return file_words.received_columns(self.wide)

    def row(self, one: tuple[int, CollectedFile]) -> Row:
        """One file."""
        return file_words.received_row(str(one[0]), one[1], self.wide)


class ReceiveModel(msgspec.Struct, frozen=True, kw_only=True):
    """The screen."""

    busy_card: Part
    news: News
    progress: JobProgress
    drop_zone: Part
    drop_text: Part
    filters: Part
    show_all: Part
    show_answered: Part
    show_person: Part
    show_refused: Part
    table_space: Part
    rows_text: Part
    rows: ReceivedTable
    add_files: Part
    reason: Part
    write_receipts: Part


class ReceivePresenter(FilesPresenter[ReceiveModel]):
    """Begins empty each time."""

    heading = Message("Receive")
    above = Message("For coordinators")
    receiving = True
    lost_by_leaving = Message("You can read the files again from their stick. The result will be the same.")
    give_back = Message("Give the stick back. Codes can be read out instead, on the phone.")
    where_detail = Message("Save them on each facilitator's stick: their laptop finds its own receipts.")

    def __init__(self, session: DeskSession, view: TableView[ReceiveModel]) -> None:
        super().__init__(session, view)
        self._copies = 0
        self._group: Shown = ""
        self._writing = False

    def enter(self) -> None:
        """Starts empty."""
        super().enter()
        self.forget()
        self.refresh()
        self.view.focus("add_files")
        self._tell_unarchived()

    def leave(self) -> None:
        """Drops the result of a run that is going on."""
        super().leave()
        self.collecting.job.give_up()

    def forget(self) -> None:
        """Drops everything that was read."""
        self.collecting.job.give_up()
        self.collected, self._copies = CollectedFiles(), 0
        self._writing = False
        self._group = ""
        self.view.show_first_page()

    def clear(self) -> None:
        """Drops everything, and shows that nothing is there: nothing that was read stays in a hidden window."""
        self.forget()
        self.refresh()

    def collect(self, sources: Sequence[Path]) -> None:
        """Reads files and folders."""
        self._news = self._news.closed()
        self._run(sources)
        self.refresh()
        if self.busy:
            self.view.focus("progress")

    def choose_group(self, group: Shown) -> None:
        """Shows the files of this group."""
        if group != self._group:
            self._group = group
            self.view.show_first_page()
            self.refresh()

    def write(self, folder: Path, label: str) -> None:
        """Writes the receipts side by side."""
        if self._writing:
            return
        self._writing = True
        self.refresh()
        self._write(folder, label)

    def _on_moved(self) -> None:
        if self.busy:
            self.refresh()

    def _on_collected(self, collected: CollectedFiles, found: Collected) -> None:
        self.collected, self._copies = collected, self._copies + self.collecting.copies
        self.session.set_waiting(collected.waiting)
        self.refresh()
        self._tell_if_nothing(found)
        self.view.focus("write_receipts" if self._may_write() else "add_files")

    def _on_run_failed(self, error: KnownError) -> None:
        self._fail(error)

    def _on_written(self, collected: CollectedFiles) -> None:
        self._writing, self.collected = False, collected
        self.refresh()
        self.view.focus("back")

    def _on_not_written(self, error: KnownError) -> None:
        self._writing = False
        self._fail(error)

    def _attendance(self) -> list[CollectedFile]:
        """The files that are, or could be, attendance files."""
        return [one for one in self.collected.files if one.verdict != "passed_over"]

    def _may_write(self) -> bool:
        return bool(self.collected.answers) and not self._writing and not self.busy

    def model(self) -> ReceiveModel:
        """The screen as it should look now."""
        attendance, reading = self._attendance(), self.busy
        files = bool(attendance)
        groups = Counter[Shown]()
        for one in attendance:
            groups[file_words.received_group(one)] += one.count
        said = Message("A stick, a folder, or single files: each is checked, kept, and gets a receipt.")
        rest = self._rest()
        return ReceiveModel(
            busy_card=Part(shown=reading),
            news=self._news,
            progress=self._progress(),
            drop_zone=Part(shown=not files and not reading),
            drop_text=Part(text=said),
            filters=Part(shown=files),
            show_all=self._filter("", Message("All {count}", count=groups.total())),
            show_answered=self._filter("answered", Message("Arrived {count}", count=groups["answered"])),
            show_person=self._filter("person", Message("To decide {count}", count=groups["person"])),
            show_refused=self._filter("refused", Message("Refused {count}", count=groups["refused"])),
            table_space=Part(shown=files),
            rows_text=Part(text=rest, shown=rest != NO_TEXT and bool(groups)),
            rows=ReceivedTable(self._listed(attendance), self._wide),
            add_files=Part(enabled=not reading),
            reason=Part(text=self._reason()),
            write_receipts=Part(
                text=Message("Being written") if self._writing else self._write_words(), enabled=self._may_write()
            ),
        )

    def _filter(self, group: Shown, words: Message) -> Part:
        return Part(text=words, checked=True if group == self._group else None)

    def _listed(self, attendance: Sequence[CollectedFile]) -> tuple[tuple[int, CollectedFile], ...]:
        files = sorted(enumerate(attendance), key=lambda pair: file_words.urgency(pair[1]))
        return tuple(pair for pair in files if self._group in ("", file_words.received_group(pair[1])))

    def _progress(self) -> JobProgress:
        job, left = self.collecting.job, remaining_text(self.collecting.job.left)
        words = Message("Reading and checking. {left}", left=left) if left else Message("Reading and checking")
        return JobProgress(text=words, done=job.done, total=job.total, stop=Message("Stop here"))

    def _rest(self) -> Text:
        """What has no row: files that were not read, other files, sealed recovery codes."""
        left, copies = self.collected.left, self._copies
        files = self.collected.files
        others = sum(one.count for one in files if one.verdict == "passed_over" and not one.recovery_copy)
        every = (
            (left, Message("Stopped. Not read yet: {count}", count=left)),
            (others, Message("Other files that were skipped: {count}", count=others)),
            (copies, Message("Sealed recovery codes that were kept: {count}", count=copies)),
        )
        parts = tuple(sentence for count, sentence in every if count)
        return Joined(parts) if parts else NO_TEXT

    def _reason(self) -> Text:
        if self.collected.written:
            return Message("Written")
        return NO_TEXT if self._attendance() or self.busy else Message("Choose the attendance files")
