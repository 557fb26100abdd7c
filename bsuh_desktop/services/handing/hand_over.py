"""Hand-over: finished classes are written to a stick or a folder and read again before they count.

Everything is sealed before the first file is written, so that a hand-over that was cut off goes on with the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from bsuh_desktop.domain.ports import Progress
from bsuh_desktop.exchange.atomic import write_new
from bsuh_desktop.exchange.many_files import NewFile, write_many
from bsuh_desktop.services.desk import Desk
from bsuh_desktop.services.folders import make_folder
from bsuh_desktop.services.handing.due import Stand, stands
from bsuh_desktop.services.handing.sealing import Seen, seal_ahead, seal_class
from bsuh_desktop.services.handing.unsent import note_leaving
from bsuh_desktop.services.handing.values import HandOverResult, Written
from bsuh_desktop.services.log import log
from bsuh_desktop.services.starting.recovery_copy import write_recovery_copy
from bsuh_desktop.store.handed import HandedOver
from bsuh_desktop.store.outgoing import Sealed

Stop = Callable[[], bool]
"""True once a person has cancelled; asked between two files."""


_AT_ONCE = 16
"""Classes that are sealed in one transaction."""


class Packet(msgspec.Struct, frozen=True):
    """Everything that is to be written now, sealed: `again` are the sessions that were handed over before, `undated`
    counts classes that were passed over."""

    files: tuple[Sealed, ...]
    again: frozenset[str]
    undated: int


def hand_over_all(
    desk: Desk, folder: Path, progress: Progress | None = None, stop: Stop | None = None
) -> HandOverResult:
    """Writes every finished class that the coordinator has not answered as it is now into `folder`, which is made where
    it is not there, and beside them the sealed recovery code, where there is one. A file that stands there with the
    same bytes is left as it is. `progress` counts files. What was read back is noted as handed over even if the rest
    fails.

    Raises KnownError: new_key_needed, disk_full, read_only, stick_removed, already_there.
    """
    packet = pack(desk)
    make_folder(folder)
    written: list[Written] = []
    try:
        write(packet, folder, written.append, progress, stop)
    finally:
        note_handed_over(desk, written)
    recovery = write_recovery_copy(desk, folder) if written else None
    log("command", code="hand_over", count=len(written))
    return HandOverResult(tuple(written), len(packet.files) - len(written), packet.undated, recovery, True)


def pack(desk: Desk, progress: Progress | None = None) -> Packet:
    """Seals what is due, and gathers it: from now on it may leave the laptop. On the desk's own thread; nothing is
    written yet. `progress` counts classes. Raises KnownError `new_key_needed`."""
    due = [one for one in stands(desk) if not one.closed]
    dated = [one for one in due if not one.held.needs_date]
    again = frozenset(one.held.session for one in dated if one.waits)
    return Packet(tuple(_sealed(desk, dated, progress)), again, len(due) - len(dated))


def _sealed(desk: Desk, due: Sequence[Stand], progress: Progress | None) -> list[Sealed]:
    seen, sessions = Seen(desk), [one.held.session for one in due]
    for start in range(0, len(sessions), _AT_ONCE):
        with desk.store.transaction():
            for session in sessions[start : start + _AT_ONCE]:
                seal_ahead(desk, session, seen)
        if progress is not None:
            progress(min(start + _AT_ONCE, len(sessions)), len(sessions))
    # One that had not left was perhaps sealed anew behind another: what is kept now goes.
    kept = [desk.store.outgoing.newest_sealed(session) for session in sessions]
    sealed = [one for one in kept if one is not None]
    with desk.store.transaction():
        note_leaving(desk, *sealed)
    return sealed


def write(
    packet: Packet,
    folder: Path,
    stands_there: Callable[[Written], None],
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> None:
    """Writes a packet; `stands_there` hears of each file that was read back and has its name. On any thread.

    Raises KnownError as `hand_over_all`, after it told of all that stand."""
    by_name = {one.file_name: one for one in packet.files}

    def settled(file: NewFile) -> None:
        one = by_name[file.path.name]
        stands_there(Written(one.session, file.path, one.sha256, one.session in packet.again))

    write_many([NewFile(folder / one.file_name, one.bytes) for one in packet.files], settled, progress, stop)


def hand_over(desk: Desk, sessions: Sequence[str], folder: Path) -> list[Written]:
    """Writes the attendance files of finished `sessions` into `folder`, one by one. A file that stands there with the
    same bytes is left as it is. Raises KnownError: date_needed, new_key_needed, received_already, disk_full, read_only,
    stick_removed, already_there."""
    written = []
    for session in sessions:
        sealed = seal_class(desk, session)
        path = folder / sealed.file_name
        write_new(path, sealed.bytes)
        written.append(Written(session, path, sealed.sha256))
    return written


def note_handed_over(desk: Desk, written: Sequence[Written]) -> None:
    """These files stand where they should."""
    day = desk.today().isoformat()
    with desk.store.transaction():
        for file in written:
            desk.store.handed.note(HandedOver(file.sha256, file.session, day))
