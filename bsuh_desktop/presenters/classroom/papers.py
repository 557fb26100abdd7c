"""The papers of a finished class: what each kind is, where it can be saved, its progress, and where it was saved.

Here is what all papers have in common, and the attendance file: signed, sealed, written, and read back before it is
called safe. The certificates are in `certificates`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Generic, Literal, TypeVar

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.ports import Progress
from bsuh_desktop.presenters.paper_output import folder_name
from bsuh_desktop.presenters.parts import JobProgress, Light, Notice, Part, Text
from bsuh_desktop.services.hand_over.class_files import ClassFiles, hand_over_class
from bsuh_desktop.services.hand_over.values import Written
from bsuh_desktop.system.refused_folder import folder_error

AGAIN = "try_again"
_NO_PROGRESS = JobProgress(shown=False)
Result = TypeVar("Result")


class TagText(msgspec.Struct, frozen=True):
    """A word or two with a light; a plain one has none."""

    state: Light | Literal["plain"]
    text: Text


class PapersModel(msgspec.Struct, frozen=True, kw_only=True):
    """The card of one kind of papers. What is not known yet stays as it is in the form."""

    tag: TagText | None
    text: Part
    warning: Part
    places: Part
    progress: JobProgress
    message: Notice


class Papers(Generic[Result]):
    """Saves one kind of papers of one class. `changed` is called when the card looks different now, `written` when
    papers have been written."""

    def __init__(self, session: DeskSession, changed: Callable[[], object], written: Callable[[], object]) -> None:
        self._desk = session
        self._changed = changed
        self._written = written
        self._session = ""
        self._files: ClassFiles | None = None
        self._again: Callable[[], object] | None = None
        self._message = Notice(shown=False)
        self._running = False
        self._progress = _NO_PROGRESS

    def begin(self, session: str) -> None:
        """Starts for another class, or for the same one opened again: nothing has been saved here, unless saving is
        under way."""
        if self._running and session == self._session:
            return
        self._session, self._files, self._again, self._running = session, None, None, False
        self._message, self._progress = Notice(shown=False), _NO_PROGRESS

    def show(self, files: ClassFiles) -> None:
        """The state of the papers of the class."""
        self._files = files

    def try_again(self) -> None:
        """Repeats what has failed."""
        if self._again is not None:
            self._again()

    def _begin(self, again: Callable[[], object], total: int) -> Progress:
        """Shows that papers are being made, `total` of them; `again` is called to retry. Returns the callback for
        progress."""
        self._again, self._running, self._message = again, True, Notice(shown=False)
        self._show_progress(0, total)
        return self._desk.progress(self._show_progress)

    def _show_progress(self, done: int, total: int) -> None:
        self._progress = JobProgress(shown=self._running, text=self._doing(), done=done, total=total)
        self._changed()

    def _end(self, message: Notice) -> None:
        """Shows how it ended."""
        self._running, self._progress, self._message = False, _NO_PROGRESS, message
        self._changed()

    def _when_done(self, label: str) -> Callable[[Result], None]:
        """What to do with the result: nothing if another class is open by then."""
        session = self._session

        def done(result: Result) -> None:
            if session == self._session:
                fact, remedy = self._done(result, label)
                self._end(Notice(light="ok", fact=fact, remedy=remedy))
                self._written()

        return done

    def _when_failed(self, label: str = "") -> Callable[[KnownError], None]:
        """What to do with an error: it is worded for the stick `label` or, with "", for this computer."""
        session = self._session

        def failed(error: KnownError) -> None:
            worded = error if label else folder_error(error)
            if session == self._session:
                verbs = ((AGAIN, Message("Try again")),)
                self._end(Notice(light="stop", fact=worded.message, remedy=worded.remedy, verbs=verbs))
            else:
                self._desk.error_reported.emit(worded)

        return failed

    def model(self) -> PapersModel:
        """The card as it should look now."""
        files = self._files
        return PapersModel(
            tag=None if files is None else self._tag(files),
            text=Part() if files is None else Part(text=self._summary(files)),
            warning=Part() if files is None else Part(text=self._warning(files)),
            places=Part(shown=files is not None and self._can_be_written(files)),
            progress=self._progress,
            message=self._message,
        )

    def _can_be_written(self, files: ClassFiles) -> bool:
        return not files.needs_date

    def _tag(self, files: ClassFiles) -> TagText:
        raise NotImplementedError

    def _summary(self, files: ClassFiles) -> Message:
        raise NotImplementedError

    def _warning(self, files: ClassFiles) -> Message:
        raise NotImplementedError

    def _doing(self) -> Message:
        raise NotImplementedError

    def _done(self, result: Result, label: str) -> tuple[Message, Message]:
        raise NotImplementedError


class AttendanceFile(Papers[Written]):
    """The attendance file for the coordinator."""

    def save(self, folder: Path, label: str) -> None:
        """Writes it into `folder`: on the stick `label`, or with "" on this computer."""
        if not self._running:
            self._begin(lambda: self.save(folder, label), 1)
            session = self._session
            self._desk.change(
                lambda desk: hand_over_class(desk, session, folder), self._when_done(label), self._when_failed(label)
            )

    def _tag(self, files: ClassFiles) -> TagText:
        if files.handed_over:
            return TagText("ok", Message("Handed over"))
        return TagText("look", Message("Not handed over yet"))

    def _summary(self, files: ClassFiles) -> Message:
        if files.needs_date:
            return Message("Write the date of the class first: the file needs it.")
        return Message("Signed and sealed: only your coordinator can open it.")

    def _warning(self, files: ClassFiles) -> Message:
        if files.certificates and not (files.saved or files.waits_for_grant or files.names_over):
            return Message("Save the certificates first: the file includes their serial numbers.")
        return Message("Give the stick to your coordinator, or send the file.")

    def _doing(self) -> Message:
        return Message("Writing the attendance file")

    def _done(self, result: Written, label: str) -> tuple[Message, Message]:
        if label:
            sentence = Message("It is on the stick {label}, written and checked.", label=label)
            return Message("Safe to pull out."), sentence
        folder = folder_name(result.path)
        return Message("Written and checked."), Message("It is in the folder {folder}.", folder=folder)
