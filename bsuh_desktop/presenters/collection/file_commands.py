"""What a person does about collected files: runs on the register's thread, returns the files as they are then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bsuh_desktop.presenters.collection.collected_files import CollectedFiles, sorted_out, with_mapped

if TYPE_CHECKING:
    from bsuh_desktop.register.folder import Register
    from bsuh_desktop.services.collection.collector import Collector
    from bsuh_desktop.services.collection.conflicts import ConflictSide
    from bsuh_desktop.services.collection.unarchived import UnarchivedClass

Work = Callable[["Collector", "Register"], CollectedFiles]


def look(files: CollectedFiles) -> Work:
    """Finds the classes that wait for a decision since earlier days, and updates the status of all other files."""

    def work(collector: Collector, register: Register) -> CollectedFiles:
        from bsuh_desktop.services.collection.conflicts import undecided

        shown = {one.sha256 for one in files.files}
        waiting = [one for one in undecided(collector, register) if one.sha256 not in shown]
        torn = bool(register.decisions.torn)
        looked = sorted_out(replace(files, torn=torn), (*waiting, *files.files), register.status)
        return with_mapped(looked, register.status, lambda place: collector.place_names(place, ""))

    return work


def choose(files: CollectedFiles, session: str, file: bytes) -> Work:
    """Makes `file` the one that counts for its class."""

    def work(collector: Collector, register: Register) -> CollectedFiles:
        from bsuh_desktop.services.collection.decide import choose

        choose(register, collector, session, file)
        return _decided(files, collector, register, session)

    return work


def take_out(files: CollectedFiles, session: str, file: bytes, reason: str) -> Work:
    """Takes the file out: it no longer counts."""

    def work(collector: Collector, register: Register) -> CollectedFiles:
        from bsuh_desktop.services.collection.decide import take_out

        take_out(register, collector, file, reason)
        return _decided(files, collector, register, session)

    return work


def put_back(files: CollectedFiles, session: str, file: bytes) -> Work:
    """Undoes `take_out`: the file counts as before."""

    def work(collector: Collector, register: Register) -> CollectedFiles:
        from bsuh_desktop.services.collection.decide import put_back

        put_back(register, collector, file)
        return _decided(files, collector, register, session)

    return work


def map_place(files: CollectedFiles, local: str, place: str) -> Work:
    """Maps the typed place `local` to `place` of the programme's list, in all classes held there."""

    def work(collector: Collector, register: Register) -> CollectedFiles:
        from bsuh_desktop.services.collection.decide import map_place

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
        from bsuh_desktop.services.collection.conflicts import sides

        return sides(collector, register, session)

    return work


def unarchived(files: CollectedFiles) -> Callable[[Collector, Register], tuple[UnarchivedClass, ...]]:
    """Returns work that lists classes seen on this desk that are missing from the register."""

    def work(collector: Collector, register: Register) -> tuple[UnarchivedClass, ...]:
        from bsuh_desktop.services.collection.unarchived import unarchived_classes

        return unarchived_classes(collector, register, files.files)

    return work


def write_receipts(files: CollectedFiles, folder: Path, by_sender: bool = True) -> Callable[[Collector, Register], int]:
    """Writes the receipts of all accepted files, in a folder for each sender or side by side; returns their number."""

    def work(collector: Collector, register: Register) -> int:
        from bsuh_desktop.services.collection.receipt_writer import write_receipts
        from bsuh_desktop.system.refused_folder import require_folder

        require_folder(folder)
        return len(write_receipts(collector, files.as_run(), folder, by_sender))

    return work
