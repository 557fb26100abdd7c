"""The main message of Hand over: plug a stick in, leave it, safe to remove, removed too soon.

With the hand-over that runs: on the desk's worker, file by file, until it is done, stopped, or the stick is removed."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop.app.face import Signal
from bsuh_desktop.app.job import Job, JobRun
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.parts import remaining_text
from bsuh_desktop.presenters.small_file_words import folder_text
from bsuh_desktop.system.export_file import not_writable
from bsuh_desktop.system.folders import place_error, require_folder

if TYPE_CHECKING:
    from bsuh_desktop.app.desk_session import DeskSession
    from bsuh_desktop.services.desk.desk import Desk
    from bsuh_desktop.services.hand_over.hand_over_view import HandOverResult, HandOverView
    from bsuh_desktop.system.sticks import Stick


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


TICKED, PLAIN_STICK = "stick", "stick-plain"


@dataclasses.dataclass(frozen=True)
class StickWords:
    """The message of the card."""

    state: str
    """plain, ok, look or stop."""
    title: Message
    text: Message
    picture: str = PLAIN_STICK
    """Name of the drawing."""
    ticks: bool = False
    """Shows the four checks below."""
    recovery: bool = False
    """A sealed recovery code is beside the files."""


def fresh(view: HandOverView) -> int:
    """Classes never written in their present state."""
    return sum(one.state == "ready" for one in view.classes)


def writable(sticks: Sequence[Stick]) -> list[Stick]:
    """The sticks that can be written to."""
    return [stick for stick in sticks if stick.writable]


def waiting_words(view: HandOverView, sticks: Sequence[Stick]) -> StickWords:
    """The message before anything is written."""
    if not view.ready and view.undated:
        text = Message("Classes without a date: {count}. Open each one below, and write its date.", count=view.undated)
        return StickWords("look", Message("Nothing can be handed over yet"), text)
    if not view.ready:
        text = Message("Every finished class has its receipt: see the list below.")
        return StickWords("ok", Message("There is nothing to hand over"), text, TICKED)
    text, usable = _due(view), writable(sticks)
    if sticks and not usable:
        refused = not_writable()
        return StickWords("stop", refused.message, refused.remedy)
    if len(usable) > 1:
        return StickWords("plain", Message("Sticks that are plugged in: {count}", count=len(usable)), text)
    if usable:
        return StickWords("plain", Message("The stick {label} is plugged in", label=usable[0].label), text)
    return StickWords("plain", Message("Plug a stick in"), text)


def _due(view: HandOverView) -> Message:
    new, again = fresh(view), view.ready - fresh(view)
    if not new:
        return Message("Classes that wait for their receipt: {count}. They will be sent again, unchanged.", count=again)
    if not again:
        return Message(
            "Classes to hand over: {count}. Everything is read back before you pull the stick out.", count=new
        )
    return Message(
        "Classes to hand over: {count}. To send again, without a receipt so far: {again}.",
        count=new,
        again=again,
    )


def writing_words(label: str, stopping: bool) -> StickWords:
    """The message while files are written."""
    text = Message("Each file is written, read back and compared byte for byte.")
    if stopping:
        text = Message("It stops after this file. What is finished stays.")
    if label:
        return StickWords("info", Message("Leave the stick {label} plugged in", label=label), text)
    return StickWords("info", Message("The classes are being written"), text)


def ended_words(outcome: Outcome) -> StickWords:
    """The message afterwards. Raises LookupError for an outcome with neither a result nor an error."""
    if outcome.error is not None:
        return StickWords("stop", outcome.error.message, outcome.error.remedy)
    if outcome.result is None:
        raise LookupError("nothing was handed over")
    if outcome.result.left:
        return _stopped(outcome, len(outcome.result.written), outcome.result.left)
    return _written(outcome, len(outcome.result.written), outcome.result.recovery is not None)


def _stopped(outcome: Outcome, count: int, left: int) -> StickWords:
    if outcome.label:
        text = Message(
            "Classes on the stick {label}: {count}. Still to do: {left}. Hand over again to continue.",
            label=outcome.label,
            count=count,
            left=left,
        )
        return StickWords("look", Message("Stopped. The stick is safe to pull out"), text)
    text = Message(
        "Classes in the folder {folder}: {count}. Still to do: {left}. Hand over again to continue.",
        folder=folder_text(outcome.folder),
        count=count,
        left=left,
    )
    return StickWords("look", Message("Stopped"), text)


def _written(outcome: Outcome, count: int, recovery: bool) -> StickWords:
    if outcome.label:
        title, text = (
            Message("Safe to pull out"),
            Message(
                "Classes on the stick {label}: {count}. Give it to your coordinator.",
                label=outcome.label,
                count=count,
            ),
        )
    else:
        title, text = (
            Message("Everything is written"),
            Message(
                "Classes in the folder {folder}: {count}. Make sure that your coordinator gets them.",
                folder=folder_text(outcome.folder),
                count=count,
            ),
        )
    return StickWords("ok", title, text, TICKED, ticks=True, recovery=recovery)
