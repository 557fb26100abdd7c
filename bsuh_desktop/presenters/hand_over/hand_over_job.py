"""A running hand-over: on the desk's worker, file by file, until it is done, stopped, or the stick is removed."""

from __future__ import annotations

import dataclasses
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop.app.signal import Signal
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.time_left import remaining_text
from bsuh_desktop.system.refused_folder import place_error, require_folder

if TYPE_CHECKING:
    from bsuh_desktop.app.desk_session import DeskSession
    from bsuh_desktop.domain.ports import Progress
    from bsuh_desktop.services.desk.desk import Desk
    from bsuh_desktop.services.hand_over.values import HandOverResult
    from bsuh_desktop.system.pace import Pace


@dataclasses.dataclass(frozen=True)
class Outcome:
    """Result of the last hand-over of a page: what was written and where, or why it failed. Either `result` or `error`
    is set. `label`: that of the stick, "" for a folder."""

    folder: Path
    label: str
    result: HandOverResult | None = None
    error: KnownError | None = None

    @property
    def complete(self) -> bool:
        """True if everything due was written and read back."""
        return self.result is not None and self.result.safe and not self.result.left

    def sessions(self) -> frozenset[str]:
        """The sessions written just now."""
        return frozenset(one.session for one in self.result.written) if self.result else frozenset()


class HandOverJob:
    """Goes on when its page is left, and ends after the present file if it was stopped."""

    def __init__(self, session: DeskSession) -> None:
        self.moved: Signal[[]] = Signal(session.face.is_alive)
        """A file was written, or the job was stopped."""
        self.ended: Signal[[Outcome]] = Signal(session.face.is_alive)
        self._session = session
        self._stop: threading.Event | None = None
        self._pace: Pace | None = None
        self._left: int | None = None
        self.label = ""
        self.done = (0, 0)
        """(files written, files in total)."""

    @property
    def busy(self) -> bool:
        """True while files are written."""
        return self._stop is not None

    @property
    def stopping(self) -> bool:
        """True if it ends after the present file."""
        return self._stop is not None and self._stop.is_set()

    def stop(self) -> None:
        """Starts no further file; files written so far stay."""
        if self._stop is not None:
            self._stop.set()
            self.moved.emit()

    def time_left_message(self) -> Message | None:
        """The time left; None while it is unknown."""
        return remaining_text(self._left)

    def run(self, folder: Path, label: str, total: int) -> None:
        """Writes everything due into `folder`. `label`: that of the stick, "" for another folder; `total`: about how
        many files."""
        if self.busy:
            return
        from bsuh_desktop.system.pace import Pace

        stop = self._stop = threading.Event()
        self._pace, self._left, self.label, self.done = Pace(), None, label, (0, total)
        heard = self._session.progress(self._on_progress)

        def write(desk: Desk) -> HandOverResult:
            return _hand_over(desk, folder, heard, stop)

        def failed(error: KnownError) -> None:
            self._end(Outcome(folder, label, error=place_error(error, label)))

        self._session.change(write, lambda result: self._end(Outcome(folder, label, result)), failed)

    def _on_progress(self, done: int, total: int) -> None:
        if self._pace is not None:
            self.done, self._left = (done, total), self._pace.remaining(done, total)
            self.moved.emit()

    def _end(self, outcome: Outcome) -> None:
        self._stop = self._pace = None
        self.ended.emit(outcome)


def _hand_over(desk: Desk, folder: Path, progress: Progress, stop: threading.Event) -> HandOverResult:
    from bsuh_desktop.services.hand_over.hand_over import hand_over_all

    require_folder(folder)
    return hand_over_all(desk, folder, progress, stop.is_set)
