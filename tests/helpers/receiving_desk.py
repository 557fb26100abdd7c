"""A coordinator's desk that takes in sticks into its own register, and answers them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bsuh_desktop.domain.ports import Progress, Stop
from bsuh_desktop.register.folder import Register, register_folder
from bsuh_desktop.services.collection import collect as receiving
from bsuh_desktop.services.collection import receipt_writer
from bsuh_desktop.services.collection.collected_files import Collected
from bsuh_desktop.services.collection.collector import receiver_of
from bsuh_desktop.services.collection.observations import record_collected
from bsuh_desktop.services.collection.receipt_writer import WrittenReceipt
from bsuh_desktop.services.collection.report import UnarchivedClass, unarchived_classes
from bsuh_desktop.services.desk.desk import Desk


@contextmanager
def register_of(desk: Desk) -> Iterator[Register]:
    """The desk's own register, open."""
    with Register.open(register_folder("", desk.folder), receiver_of(desk).keys) as register:
        yield register


def receive(
    desk: Desk, sources: Sequence[Path], progress: Progress | None = None, stop: Stop | None = None
) -> Collected:
    """What lies at the sources, taken in; the desk remembers what was seen."""
    with register_of(desk) as register:
        return receiving.receive(
            receiver_of(desk),
            register,
            sources,
            progress=progress,
            stop=stop,
            workers=0,
            keep=lambda seen: record_collected(desk, seen),
        )


def write_receipts(desk: Desk, found: Collected, out: Path) -> tuple[WrittenReceipt, ...]:
    """The receipts of what was received, side by side."""
    return receipt_writer.write_receipts(receiver_of(desk), found, out, by_sender=False)


def archived(desk: Desk) -> dict[str, str]:
    """What each session of the desk's register came to first; those with a file that counts are *counted*."""
    with register_of(desk) as register:
        current = register.status.current
        return {
            one.session: "counted" if one.session in current else one.verdict for one in register.status.files.values()
        }


def unarchived(desk: Desk) -> tuple[UnarchivedClass, ...]:
    """The classes that this desk has seen, and its register has not."""
    with register_of(desk) as register:
        return unarchived_classes(receiver_of(desk), register)
