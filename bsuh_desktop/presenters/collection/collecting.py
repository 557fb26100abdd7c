"""Files on their way into the register: one run at a time, with interim reports, and what the desk must remember."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop.app.job import Job
from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.collection.collected_files import CollectedFiles, with_found, with_mapped

if TYPE_CHECKING:
    from bsuh_desktop.app.desk_session import DeskSession
    from bsuh_desktop.register.folder import Register
    from bsuh_desktop.services.collection.collector import Collector
    from bsuh_desktop.services.collection.values import Collected, CollectedFile, CollectedObservations
    from bsuh_desktop.services.desk.desk import Desk

EVERY_S = 1.0
_REST = 10
"""Building interim reports takes at most a tenth of the time."""
_MOMENT, _MINUTE = 2, 60
_LOOK_S = 0.1

Grew = Callable[[CollectedFiles], object]
"""Called with the files so far while a run goes on."""
Ended = Callable[[CollectedFiles, "Collected"], object]
"""Called with all files, and with the result of this run."""


class Remembering:
    """Stores on the desk, from the register's thread, what it must remember of collected files.

    `keep` waits until the desk has stored it. It gives up when the desk is locked or the app closes: then nothing was
    decided, and collecting the same sources again gives the same result.
    """

    def __init__(self, session: DeskSession) -> None:
        self._session = session
        self._face_thread = threading.get_ident()
        self._over = threading.Event()
        self.copies = 0
        """Number of sealed recovery codes that were new to the desk since `begin`."""
        session.closing.connect(self._give_up)
        session.locked.connect(self._give_up)

    def _give_up(self) -> None:
        self._over.set()

    def begin(self) -> None:
        """Starts a run. The desk must be open."""
        self._over.clear()
        self.copies = 0

    def keep(self, seen: CollectedObservations) -> None:
        """Call on the register's thread. Raises KnownError `locked`, and errors of the store."""
        asked = _Asked(seen)
        if threading.get_ident() == self._face_thread:
            self._ask(asked)
        else:
            self._session.face.post(lambda: self._ask(asked))
        while not asked.done.wait(_LOOK_S):
            if self._over.is_set():
                raise KnownError(
                    "locked", Message("This laptop is locked"), Message("Unlock your desk, and collect again.")
                )
        if asked.error is not None:
            raise asked.error
        self.copies += asked.copies

    def _ask(self, asked: _Asked) -> None:
        self._session.change(asked.store, None, asked.fail)


class _Asked:
    def __init__(self, seen: CollectedObservations) -> None:
        self.seen = seen
        self.done = threading.Event()
        self.error: KnownError | None = None
        self.copies = 0

    def store(self, desk: Desk) -> None:
        """Runs on the desk's worker."""
        from bsuh_desktop.services.collection.record_observations import record_collected

        self.copies = record_collected(desk, self.seen)
        self.done.set()

    def fail(self, error: KnownError) -> None:
        """The desk could not store it."""
        self.error = error
        self.done.set()


class Collecting:
    """Collects files on the register's thread. `job` says how far a run is; locking the desk stops it."""

    def __init__(self, session: DeskSession, receiving: bool = False) -> None:
        """`receiving`: for sticks whose receipts may be read out; works also on a desk that only practises."""
        self._session = session
        self._receiving = receiving
        self._remembering = Remembering(session)
        self.job = Job(session)

    @property
    def busy(self) -> bool:
        """True while a run goes on."""
        return self.job.busy

    @property
    def copies(self) -> int:
        """Number of sealed recovery codes that the last run added to the desk."""
        return self._remembering.copies

    def run(
        self,
        before: CollectedFiles,
        sources: Sequence[Path],
        grew: Grew,
        ended: Ended,
        failed: Callable[[KnownError], object],
    ) -> None:
        """Collects files and folders, these with all files in them. `before` is what was collected before. Nothing is
        called any more once the run was given up; what it collected stays in the register."""
        self._remembering.begin()
        run = self.job.begin()
        report = _Interim(self._session, before, run.current(grew))

        def work(collector: Collector, register: Register) -> tuple[CollectedFiles, Collected]:
            found = _taking(self._receiving)(
                collector,
                register,
                sources,
                progress=run.progress,
                stop=run.stopped,
                keep=self._remembering.keep,
                so_far=report.of(register),
            )
            made = with_found(before, found, register.status)
            return with_mapped(made, register.status, lambda place: collector.place_names(place, "")), found

        self._session.register.use(
            work, run.ending(lambda both: ended(*both)), run.ending(failed), receiving=self._receiving
        )

    def pace_messages(self) -> tuple[Message, ...]:
        """Speed and time left, as far as they are known."""
        parts, job = [], self.job
        if job.rate >= 1:
            parts.append(Message("{count} a second", count=round(job.rate)))
        if job.left is not None and job.left >= _MOMENT:
            minutes = -(-job.left // _MINUTE)
            seconds = Message("about {count} seconds left", count=job.left)
            parts.append(seconds if job.left < _MINUTE else Message("about {count} minutes left", count=minutes))
        return tuple(parts)


class _Interim:
    """Interim reports of one run: the next is made once the face has shown the one before."""

    def __init__(self, session: DeskSession, before: CollectedFiles, grew: Grew) -> None:
        self._session, self._before, self._grew = session, before, grew
        self._shown = threading.Event()
        self._shown.set()

    def of(self, register: Register) -> Callable[[Sequence[CollectedFile]], object]:
        """Returns the callback that the collection calls on its own thread."""
        from bsuh_desktop.services.collection.values import Collected

        due = time.monotonic() + EVERY_S

        def report(files: Sequence[CollectedFile]) -> None:
            nonlocal due
            begun = time.monotonic()
            if begun < due or not self._shown.is_set():
                return
            made = with_found(self._before, Collected(tuple(files), {}, ()), register.status)
            self._shown.clear()
            self._session.face.post(lambda: self._show(made))
            taken = time.monotonic() - begun
            due = begun + max(EVERY_S, _REST * taken)

        return report

    def _show(self, made: CollectedFiles) -> None:
        self._shown.set()
        if self._session.facts is not None:
            self._grew(made)


def _taking(receiving: bool) -> Callable[..., Collected]:
    """The function that collects the sources."""
    if receiving:
        from bsuh_desktop.services.collection.receive import receive

        return receive
    from bsuh_desktop.services.collection.collect import collect

    return collect
