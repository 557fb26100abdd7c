"""A card for one kind of papers of a finished class: what it is, where to save it, progress, and where it was saved."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.target_buttons import TargetButtons
from bsuh_desktop.qt.widgets.message import MessageBar
from bsuh_desktop.qt.widgets.progress import ProgressRow
from bsuh_desktop.qt.widgets.tag import Tag
from bsuh_desktop.qt.widgets.text_lines import TextLines
from bsuh_desktop.services.hand_over.class_files import ClassFiles
from bsuh_desktop.system.refused_folder import folder_error

AGAIN = "try_again"
T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class PapersCardParts:
    """The widgets of a card in the form."""

    tag: Tag
    summary: TextLines
    warning: TextLines
    places: TargetButtons
    progress: ProgressRow
    message: MessageBar


class PapersCard(QObject, Generic[T]):
    """Saves one kind of papers. Emits `written` when the file has been saved."""

    written = Signal()

    def __init__(self, bridge: Bridge, parts: PapersCardParts) -> None:
        super().__init__(parts.places)
        self._bridge = bridge
        self.parts = parts
        self._session = ""
        self._files: ClassFiles | None = None
        self._place: tuple[Path, str] | None = None
        self._again: Callable[[], object] | None = None
        self._result: tuple[str, Message, Message] | None = None
        self._running = False
        parts.places.chosen.connect(self._on_chosen)
        parts.message.answered.connect(self._on_answered)

    def begin(self, session: str) -> None:
        """Starts for another class, or for the same one opened again: nothing has been saved here, unless saving is
        under way."""
        if self._running and session == self._session:
            return
        self._session, self._files = session, None
        self._place, self._again, self._result, self._running = None, None, None, False
        self.retranslate()

    def show(self, files: ClassFiles) -> None:
        """Shows the current state of the papers."""
        self._files = files
        self.retranslate()

    def retranslate(self) -> None:
        """Sets all texts of the card."""
        parts, files, say = self.parts, self._files, self._bridge.say
        parts.progress.setVisible(self._running)
        parts.places.setVisible(files is not None and self._can_be_written(files))
        parts.message.setVisible(self._result is not None)
        if self._result is not None:
            state, fact, remedy = self._result
            verbs = [(AGAIN, say(Message("Try again")))] if state == "stop" else []
            parts.message.tell(state, say(fact), say(remedy) if remedy.text else "", verbs)
        if files is not None:
            state, words = self._tag(files)
            parts.tag.tell(state, say(words), light=True)
            parts.summary.setText(say(self._summary(files)))
            parts.warning.setText(say(self._warning(files)))

    def _on_answered(self, key: str) -> None:
        if key == AGAIN and self._again is not None:
            self._again()

    def _on_chosen(self, folder: Path, label: str) -> None:
        """The person has chosen where to save."""
        self._write(folder, label)

    def _write(self, folder: Path, label: str) -> None:
        if not self._running:
            self._place = (folder, label)
            self._hand(folder, self._begin(lambda: self._write(folder, label)))

    def _begin(self, again: Callable[[], object]) -> Callable[[int, int], None]:
        """Shows that papers are being made; `again` is called to retry. Returns the progress callback."""
        self._again, self._result, self._running = again, None, True
        self._tell_progress(0, self._total())
        self.retranslate()
        return self._bridge.progress(self._tell_progress)

    def _end(self, result: tuple[str, Message, Message] | None) -> None:
        """Shows the result."""
        self._running, self._result = False, result
        self.retranslate()

    def _tell_progress(self, done: int, total: int) -> None:
        self.parts.progress.tell(self._bridge.say(self._doing()), done, total)

    def _on_done(self, result: T) -> None:
        label = self._place[1] if self._place else ""
        self._end(("ok", *self._done(result, label)))
        self.written.emit()

    def _on_failed(self, error: KnownError) -> None:
        on_stick = self._place is not None and bool(self._place[1])
        said = error if on_stick else folder_error(error)
        self._end(("stop", said.message, said.remedy))

    def _can_be_written(self, files: ClassFiles) -> bool:
        return not files.needs_date

    def _total(self) -> int:
        return 1

    def _hand(self, folder: Path, progress: Callable[[int, int], None]) -> None:
        raise NotImplementedError

    def _tag(self, files: ClassFiles) -> tuple[str, Message]:
        raise NotImplementedError

    def _summary(self, files: ClassFiles) -> Message:
        raise NotImplementedError

    def _warning(self, files: ClassFiles) -> Message:
        raise NotImplementedError

    def _doing(self) -> Message:
        raise NotImplementedError

    def _done(self, result: T, label: str) -> tuple[Message, Message]:
        raise NotImplementedError


def folder_name(path: Path) -> str:
    """The name of the folder of `path`: a whole path is too long for a card."""
    return path.parent.name or str(path.parent)
