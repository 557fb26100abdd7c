"""What Inbox and Receive have in common: sources are collected, classes that are missing reported, receipts written.

One run at a time takes files into the register, with interim reports. What a person does about them runs on the
register's thread and returns the files as they are then."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.app.job import Job
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.presenters.collection.collected_files import CollectedFiles, sorted_out, with_found, with_mapped
from bsuh_desktop.presenters.parts import PlaceQuestion, Question
from bsuh_desktop.presenters.presenter import TablePresenter, TableView
from bsuh_desktop.presenters.small_file_words import file_text, folder_text
from bsuh_desktop.system.folders import place_error

if TYPE_CHECKING:
    from bsuh_desktop.register.folder import Register
    from bsuh_desktop.services.collection.collected_files import Collected, CollectedFile, CollectedObservations
    from bsuh_desktop.services.collection.collector import Collector
    from bsuh_desktop.services.collection.decisions import ConflictSide
    from bsuh_desktop.services.collection.report import UnarchivedClass
    from bsuh_desktop.services.desk.desk import Desk

Work = Callable[["Collector", "Register"], CollectedFiles]


def look(files: CollectedFiles) -> Work:
    """Finds the classes that wait for a decision since earlier days, and updates the status of all other files."""

    def work(collector: Collector, register: Register) -> CollectedFiles:
        from bsuh_desktop.services.collection.decisions import undecided

        shown = {one.sha256 for one in files.files}
        waiting = [one for one in undecided(collector, register) if one.sha256 not in shown]
        torn = bool(register.decisions.torn)
        looked = sorted_out(replace(files, torn=torn), (*waiting, *files.files), register.status)
        return with_mapped(looked, register.status, lambda place: collector.place_names(place, ""))

    return work


def choose(files: CollectedFiles, session: str, file: bytes) -> Work:
    """Makes `file` the one that counts for its class."""

    def work(collector: Collector, register: Register) -> CollectedFiles:
        from bsuh_desktop.services.collection.decisions import choose

        choose(register, collector, session, file)
        return _decided(files, collector, register, session)

    return work


def take_out(files: CollectedFiles, session: str, file: bytes, reason: str) -> Work:
    """Takes the file out: it no longer counts."""

    def work(collector: Collector, register: Register) -> CollectedFiles:
        from bsuh_desktop.services.collection.decisions import take_out

        take_out(register, collector, file, reason)
        return _decided(files, collector, register, session)

    return work


def put_back(files: CollectedFiles, session: str, file: bytes) -> Work:
    """Undoes `take_out`: the file counts as before."""

    def work(collector: Collector, register: Register) -> CollectedFiles:
        from bsuh_desktop.services.collection.decisions import put_back

        put_back(register, collector, file)
        return _decided(files, collector, register, session)

    return work


def map_place(files: CollectedFiles, local: str, place: str) -> Work:
    """Maps the typed place `local` to `place` of the programme's list, in all classes held there."""

    def work(collector: Collector, register: Register) -> CollectedFiles:
        from bsuh_desktop.services.collection.decisions import map_place

        map_place(register, collector, local, place)
        return look(files)(collector, register)

    return work


def _decided(files: CollectedFiles, collector: Collector, register: Register, session: str) -> CollectedFiles:
    """The files after a decision about that class; its files' receipts are written for the new status."""
    from bsuh_desktop.services.collection.receipt_writer import reissued_receipts

    ours = {one.sha256 for one in files.files}
    others = tuple(one for one in files.answers if one.session != session)
    anew = tuple(one for one in reissued_receipts(collector, register, session) if one.file in ours)
    written = files.written and set(anew) <= set(files.answers)
    return sorted_out(replace(files, answers=others + anew, written=written), files.files, register.status)


def sides(session: str) -> Callable[[Collector, Register], tuple[ConflictSide, ...]]:
    """Returns work that reads both files of a conflict, in numbers."""

    def work(collector: Collector, register: Register) -> tuple[ConflictSide, ...]:
        from bsuh_desktop.services.collection.decisions import sides

        return sides(collector, register, session)

    return work


def unarchived(files: CollectedFiles) -> Callable[[Collector, Register], tuple[UnarchivedClass, ...]]:
    """Returns work that lists classes seen on this desk that are missing from the register."""

    def work(collector: Collector, register: Register) -> tuple[UnarchivedClass, ...]:
        from bsuh_desktop.services.collection.report import unarchived_classes

        return unarchived_classes(collector, register, files.files)

    return work


def write_receipts(files: CollectedFiles, folder: Path, by_sender: bool = True) -> Callable[[Collector, Register], int]:
    """Writes the receipts of all accepted files, in a folder for each sender or side by side; returns their number."""

    def work(collector: Collector, register: Register) -> int:
        from bsuh_desktop.services.collection.receipt_writer import write_receipts
        from bsuh_desktop.system.folders import require_folder

        require_folder(folder)
        return len(write_receipts(collector, files.as_run(), folder, by_sender))

    return work


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
        from bsuh_desktop.services.collection.observations import record_collected

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
        from bsuh_desktop.services.collection.collected_files import Collected

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
        from bsuh_desktop.services.collection.collect import receive

        return receive
    from bsuh_desktop.services.collection.collect import collect

    return collect


def receipts_written(count: int, folder: Path, label: str) -> Message:
    """On the stick `label`, or in a folder where that is ""."""
    if label:
        return Message("Receipts written to the stick {label}: {count}.", label=label, count=count)
    return Message("Receipts in the folder {folder}: {count}.", folder=folder_text(folder), count=count)


Model = TypeVar("Model")


class FilesPresenter(TablePresenter[Model]):
    """One screen on which files are collected and answered."""

    view: TableView[Model]
    receiving = False
    """True where sticks are answered one by one: receipts stand side by side, and are also read out."""
    lost_by_leaving = Message("You can collect the files again from where they came. The result will be the same.")
    give_back = Message("Give each stick back: its laptop finds its own receipts.")
    where_detail = Message("Each sender gets a separate folder. Their laptop finds its own receipts there.")

    def __init__(self, session: DeskSession, view: TableView[Model]) -> None:
        super().__init__(session, view)
        self.collected = CollectedFiles()
        self.collecting = Collecting(session, self.receiving)
        self._written: Message | None = None
        self.collecting.job.moved.connect(self._on_moved)

    def _on_moved(self) -> None:
        """A run is further; the screen says how far."""
        raise NotImplementedError

    @property
    def busy(self) -> bool:
        """True while files are being read."""
        return self.collecting.busy

    def collect(self, sources: Sequence[Path]) -> None:
        """Collects files and folders."""
        raise NotImplementedError

    def offer(self, path: Path) -> None:
        """Asks whether a file should be collected that somebody opened with the app."""
        verbs = (("leave", Message("Not now"), "secondary"), ("load", Message("Load it"), "primary"))
        question = Question(Message("Load this file into the register?"), file_text(path), verbs)
        self.view.ask(question, lambda verb: self.collect([path]) if verb == "load" else None)

    def stop(self) -> None:
        """Ends the run with the files that are being read."""
        self.collecting.job.stop()

    def ask_where(self) -> None:
        """Asks where the receipts should go."""
        question = PlaceQuestion(Message("Where should the receipts be saved?"), self.where_detail)
        self.view.ask_place(question, self.write)

    def write(self, folder: Path, label: str) -> None:
        """Writes all receipts into `folder`, which is the stick `label` unless that is ""."""
        raise NotImplementedError

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """A warning if there are receipts that were not written: the question, and what would be lost."""
        if self.collected.written or not self.collected.answers:
            return None
        return Message("Leave without writing the receipts?"), self.lost_by_leaving

    def _tell_unarchived(self) -> None:
        """Reports classes that an earlier version of the app answered without keeping them. Says nothing if this desk
        cannot open a register: the next command reports that."""

        def found(classes: tuple[UnarchivedClass, ...]) -> None:
            from bsuh_desktop.services.collection.report import unarchived_text

            if classes:
                self._report("look", *unarchived_text(classes))

        work = unarchived(self.collected)
        self.session.register.use(work, found, lambda _: None, receiving=self.receiving)

    def _tell_if_nothing(self, found: Collected) -> None:
        """Says so if there was no attendance file at the sources."""
        if all(one.verdict == "passed_over" for one in found.files) and (self.receiving or not found.files):
            remedy = Message("Ask for the stick with the classes that were handed over.")
            self._report("look", Message("There is no attendance file there."), remedy)

    def _write_words(self) -> Message:
        count = len(self.collected.answers)
        return Message("Write receipts: {count}", count=count) if count else Message("Write receipts")

    def _write(self, folder: Path, label: str) -> None:
        """Writes all receipts into `folder`, which is the stick `label` unless that is ""."""
        collected = self.collected

        def written(count: int) -> None:
            self._written = receipts_written(count, folder, label)
            # What came meanwhile is not written yet.
            self._on_written(replace(self.collected, written=self.collected.answers == collected.answers))
            self._report("ok", self._written, self.give_back)

        def failed(error: KnownError) -> None:
            self._on_not_written(place_error(error, label))

        work = write_receipts(collected, folder, by_sender=not self.receiving)
        self.session.register.use(work, written, failed, receiving=self.receiving)

    def _on_written(self, collected: CollectedFiles) -> None:
        """All receipts are on the disk."""
        raise NotImplementedError

    def _on_not_written(self, error: KnownError) -> None:
        """Some could not be written."""
        raise NotImplementedError

    def _run(self, sources: Sequence[Path]) -> None:
        """Collects files and folders."""
        self.collecting.run(self.collected, sources, self._on_grew, self._on_collected, self._on_run_failed)

    def _on_grew(self, collected: CollectedFiles) -> None:
        """There are more files while a run goes on."""

    def _on_collected(self, collected: CollectedFiles, found: Collected) -> None:
        """A run has ended."""
        raise NotImplementedError

    def _on_run_failed(self, error: KnownError) -> None:
        """A run has ended with an error."""
        raise NotImplementedError
