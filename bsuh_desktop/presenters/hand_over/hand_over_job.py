"""A running hand-over: on the desk's worker, file by file, until it is done, stopped, or the stick is removed."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop.app.job import Job, JobRun
from bsuh_desktop.app.signal import Signal
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.time_left import remaining_text
from bsuh_desktop.system.refused_folder import place_error, require_folder

if TYPE_CHECKING:
    from bsuh_desktop.app.desk_session import DeskSession
    from bsuh_desktop.services.desk.desk import Desk
    from bsuh_desktop.services.hand_over.values import HandOverResult


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
        self._session = session
        self._job = Job(session)
        self.moved = self._job.moved
        self.ended: Signal[[Outcome]] = Signal(session.face.is_alive)
        self.label = ""
        self.stop = self._job.stop

    @property
    def busy(self) -> bool:
        """True while files are written."""
        return self._job.busy

    @property
    def stopping(self) -> bool:
        """True if it ends after the present file."""
        return self._job.stopping

    @property
    def done(self) -> tuple[int, int]:
        """(files written, files in total)."""
        return self._job.done, self._job.total

    def time_left_message(self) -> Message | None:
        """The time left; None while it is unknown."""
        return remaining_text(self._job.left)

    def run(self, folder: Path, label: str, total: int) -> None:
        """Writes everything due into `folder`. `label`: that of the stick, "" for another folder; `total`: about how
        many files."""
        if self.busy:
            return
        self.label = label
        run = self._job.begin(total)

        def written(result: HandOverResult) -> None:
            self.ended.emit(Outcome(folder, label, result))

        def failed(error: KnownError) -> None:
            self.ended.emit(Outcome(folder, label, error=place_error(error, label)))

        self._session.change(lambda desk: _hand_over(desk, folder, run), run.ending(written), run.ending(failed))


def _hand_over(desk: Desk, folder: Path, run: JobRun) -> HandOverResult:
    from bsuh_desktop.services.hand_over.hand_over import hand_over_all

    require_folder(folder)
    return hand_over_all(desk, folder, run.progress, run.stopped)
