"""Hand-over: finished classes are written to a stick or a folder, and read back before they count as handed over.

Each file is sealed and stored before it is written, so that an interrupted hand-over continues with the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.ports import Progress, Stop
from bsuh_desktop.exchange.file_batch import NewFile, write_many
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.hand_over_status import SealingFacts, hand_over_statuses, note_leaving
from bsuh_desktop.services.hand_over.hand_over_view import HandOverResult, Written
from bsuh_desktop.services.hand_over.seal import seal_ahead, seal_class
from bsuh_desktop.services.safekeeping.desk_key import note_on, require_newest
from bsuh_desktop.services.safekeeping.recovery import write_recovery_copy
from bsuh_desktop.store.outgoing import HandedOver, SealedFile
from bsuh_desktop.system.export_file import write_new
from bsuh_desktop.system.folders import make_folder, refuse_own_folder
from bsuh_desktop.system.log import log

_OWN = Message("A file in the app's own folder does not get to a coordinator.")
_AT_ONCE = 16
"""Classes sealed in one transaction."""


class _Due(msgspec.Struct, frozen=True):
    """What is to be written now."""

    sessions: tuple[str, ...]
    """In their order."""
    again: frozenset[str]
    """Those that were handed over before."""
    undated: int
    """How many classes are skipped because their day is not stated."""


def hand_over_all(
    desk: Desk, folder: Path, progress: Progress | None = None, stop: Stop | None = None
) -> HandOverResult:
    """Writes into `folder` every finished class whose present form the coordinator has not answered, and the sealed
    recovery code, if there is one. The folder is made if it is missing; an existing file with the same bytes is left as
    it is. `progress` counts files, on any thread. What was read back is recorded as handed over even if the rest fails.
    Nothing is written to a stick that shows that this desk's data is older than its key's newest files.

    Raises KnownError: own_folder, new_key_needed, disk_full, read_only, stick_removed, already_there.
    """
    refuse_own_folder(folder, desk.folder, _OWN)
    require_newest(desk, folder)
    due = _due(desk)
    make_folder(folder)
    written: list[Written] = []
    try:
        _write_all(desk, due, folder, written, progress, stop)
    finally:
        note_handed_over(desk, written)
        if written:
            note_on(desk, folder)
    recovery = write_recovery_copy(desk, folder) if written else None
    log("command", code="hand_over", count=len(written))
    return HandOverResult(tuple(written), len(due.sessions) - len(written), due.undated, recovery, True)


def _due(desk: Desk) -> _Due:
    due = [one for one in hand_over_statuses(desk) if not one.closed]
    dated = [one for one in due if not one.finished.needs_date]
    again = frozenset(one.finished.session for one in dated if one.waits)
    return _Due(tuple(one.finished.session for one in dated), again, len(due) - len(dated))


def _write_all(
    desk: Desk, due: _Due, folder: Path, written: list[Written], progress: Progress | None, stop: Stop | None
) -> None:
    """Seals the next files on the desk's own thread while another thread writes the files before: waiting for a disk
    leaves the processor free. Nothing is written that is not stored."""
    from concurrent.futures import Future, ThreadPoolExecutor

    taken: list[KnownError] = []
    running: Future[None] | None = None

    def settle() -> bool:
        """Waits for the current write; True if a person stopped it."""
        if running is None:
            return False
        try:
            running.result()
        except KnownError as error:
            # Another file of that name does not stop other classes.
            if error.code != "already_there":
                raise
            taken.append(error)
            return False
        return len(written) < begun

    begun = 0
    with ThreadPoolExecutor(1, "hand-over") as writer:
        for files in _sealed(desk, due.sessions):
            if settle():
                return
            desk.keep_mark()
            begun = len(written) + len(files)
            told = _counting_on(progress, len(written) + len(taken), len(due.sessions))
            running = writer.submit(_write, files, folder, due.again, written, told, stop)
        settle()
    if taken:
        raise taken[0]


def _counting_on(progress: Progress | None, before: int, total: int) -> Progress | None:
    return None if progress is None else lambda done, _: progress(before + done, total)


def _sealed(desk: Desk, sessions: Sequence[str]) -> Iterator[list[SealedFile]]:
    """Yields sealed files in batches, each stored before it is yielded: from then on they may leave the laptop."""
    seen = SealingFacts(desk)
    for start in range(0, len(sessions), _AT_ONCE):
        some = sessions[start : start + _AT_ONCE]
        with desk.store.transaction():
            for session in some:
                seal_ahead(desk, session, seen)
            # A file that had not left may have been sealed again behind another: the stored one is sent.
            kept = [desk.store.outgoing.newest_sealed(session) for session in some]
            sealed = [one for one in kept if one is not None]
            note_leaving(desk, *sealed)
        yield sealed


def _write(
    files: Sequence[SealedFile],
    folder: Path,
    again: frozenset[str],
    written: list[Written],
    progress: Progress | None,
    stop: Stop | None,
) -> None:
    by_name = {one.file_name: one for one in files}

    def settled(file: NewFile) -> None:
        one = by_name[file.path.name]
        written.append(Written(one.session, file.path, one.sha256, one.session in again))

    write_many([NewFile(folder / one.file_name, one.bytes) for one in files], settled, progress, stop)


def hand_over(desk: Desk, sessions: Sequence[str], folder: Path) -> list[Written]:
    """Writes the attendance files of finished `sessions` into `folder`, one by one. An existing file with the same
    bytes is left as it is.

    Raises KnownError: own_folder, date_needed, new_key_needed, received_already, disk_full, read_only, stick_removed,
    already_there.
    """
    refuse_own_folder(folder, desk.folder, _OWN)
    require_newest(desk, folder)
    written, seen = [], SealingFacts(desk)
    for session in sessions:
        sealed = seal_class(desk, session, seen)
        desk.keep_mark()
        path = folder / sealed.file_name
        write_new(path, sealed.bytes)
        written.append(Written(session, path, sealed.sha256))
    if written:
        note_on(desk, folder)
    return written


def note_handed_over(desk: Desk, written: Sequence[Written]) -> None:
    """Records that these files are where they should be."""
    day = desk.today().isoformat()
    with desk.store.transaction():
        for file in written:
            desk.store.handed.note(HandedOver(file.sha256, file.session, day))
