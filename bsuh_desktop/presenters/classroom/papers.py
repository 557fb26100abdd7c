"""The papers of a finished class: what each kind is, where it can be saved, its progress, and where it was saved.

Here is what all papers have in common, and the attendance file: signed, sealed, written, and read back before it is
called safe. The certificates are in `certificates`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Generic, Literal, Protocol, TypeVar

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.ports import Progress
from bsuh_desktop.presenters.paper_output import folder_name
from bsuh_desktop.presenters.parts import JobProgress, Light, Notice, Part, Question, Text
from bsuh_desktop.services.hand_over.class_files import ClassFiles, hand_over_class
from bsuh_desktop.services.hand_over.hand_over_view import Written
from bsuh_desktop.system.folders import folder_error

AGAIN, OPEN, SHOW_FOLDER = "try_again", "open_file", "show_folder"
"""The buttons of the message."""
NOT_NOW = "not_now"
_NO_PROGRESS = JobProgress(shown=False)


class WrittenPapers(Protocol):
    """Papers that were written into a file."""

    @property
    def path(self) -> Path:
        """The file; its name names nobody."""
        ...


Result = TypeVar("Result", bound=WrittenPapers)


class PapersView(Protocol):
    """What a card of papers asks of the screen."""

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Asks a person; `then` gets the key of the answer."""

    def show_file(self, path: Path) -> bool:
        """Opens a file or a folder in the system's app; False if there is none for it."""


class _Saved(msgspec.Struct, frozen=True):
    """The file that was written last, and the label of its stick or ""."""

    path: Path
    label: str


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

    opens: ClassVar[bool] = False
    """Whether the system has an app for the file. It has names then."""

    def __init__(
        self,
        session: DeskSession,
        view: PapersView,
        changed: Callable[[], object],
        written: Callable[[], object],
    ) -> None:
        self._desk = session
        self._view = view
        self._changed = changed
        self._written = written
        self._session = ""
        self._files: ClassFiles | None = None
        self._again: Callable[[], object] | None = None
        self._saved: _Saved | None = None
        self._message = Notice(shown=False)
        self._running = False
        self._progress = _NO_PROGRESS

    def begin(self, session: str) -> None:
        """Starts for another class, or for the same one opened again: nothing has been saved here, unless saving is
        under way."""
        if self._running and session == self._session:
            return
        self._session, self._files, self._again, self._running = session, None, None, False
        self._saved = None
        self._message, self._progress = Notice(shown=False), _NO_PROGRESS

    def show(self, files: ClassFiles) -> None:
        """The state of the papers of the class."""
        self._files = files

    def answer(self, key: str) -> None:
        """A button of the message was pressed."""
        saved = self._saved
        if key == AGAIN:
            self.try_again()
        elif saved is None:
            return
        elif key == SHOW_FOLDER:
            self._show(saved, saved.path.parent)
        elif not self._desk.public:
            self._show(saved, saved.path)
        else:
            self._view.ask(_IN_PUBLIC, lambda key: self._show(saved, saved.path) if key == OPEN else None)

    def try_again(self) -> None:
        """Repeats what has failed."""
        if self._again is not None:
            self._again()

    def _show(self, saved: _Saved, path: Path) -> None:
        """Opens the file or its folder, if it is still there. A stick that was pulled out may take its time to say so,
        and never stops the windows."""

        def looked(there: bool) -> None:
            if saved != self._saved:
                return
            if not there:
                again = Message("Save it again.")
                if saved.label:
                    again = Message("Plug in the stick {label}, and try again.", label=saved.label)
                self._refuse(Message("The file is not there any more."), again, self._verbs())
            elif not self._view.show_file(path):
                self._no_app(saved, path)

        self._desk.ask(lambda: os.path.exists(saved.path), looked)

    def _no_app(self, saved: _Saved, path: Path) -> None:
        if path == saved.path:
            remedy = Message("Show its folder, or print it here.")
            self._refuse(Message("No app on this laptop opens this file."), remedy, self._verbs()[-1:])
        else:
            remedy = Message("Look for {file} in {folder}.", file=saved.path.name, folder=str(path))
            self._refuse(Message("No app on this laptop shows folders."), remedy, self._verbs()[:-1])

    def _refuse(self, fact: Message, remedy: Message, verbs: tuple[tuple[str, Text], ...]) -> None:
        self._message = Notice(light="look", fact=fact, remedy=remedy, verbs=verbs)
        self._changed()

    def _verbs(self) -> tuple[tuple[str, Text], ...]:
        folder = (SHOW_FOLDER, Message("Show in folder"))
        return ((OPEN, Message("Open")), folder) if self.opens else (folder,)

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
                self._saved = _Saved(result.path, label)
                self._end(Notice(light="ok", fact=fact, remedy=remedy, verbs=self._verbs()))
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


_IN_PUBLIC = Question(
    Message("Open a file with names?"),
    Message("A projector may show this screen. Then the class sees the names."),
    ((NOT_NOW, Message("Not now"), "secondary"), (OPEN, Message("Open"), "primary")),
    safe=NOT_NOW,
)
