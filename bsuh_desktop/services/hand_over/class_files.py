"""The documents of one class at its end, certificates and attendance file, written where the facilitator chooses."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import msgspec

from bsuh_desktop.domain.certificates import Layout
from bsuh_desktop.domain.messages import KnownError
from bsuh_desktop.domain.ports import Progress
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.services.certificates.awards import earned
from bsuh_desktop.services.certificates.certify import certify, layout_of, note_printed, save
from bsuh_desktop.services.certificates.due import has_waited, is_reprinted, names_expired
from bsuh_desktop.services.certificates.serials import printed_up_to
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.hand_over_status import expect_again, not_yet_handed_over
from bsuh_desktop.services.hand_over.hand_over import hand_over, note_handed_over
from bsuh_desktop.services.hand_over.hand_over_view import Written
from bsuh_desktop.services.hand_over.seal import seal_with_papers
from bsuh_desktop.system.export_file import clear_left


class ClassFiles(msgspec.Struct, frozen=True):
    """The state of a finished class's documents."""

    certificates: int
    """How many learners earn one."""
    waits_for_grant: bool
    """True if this laptop has no grant for the class, and so no serial numbers yet."""
    needs_date: bool
    """True if the clock is in doubt and nobody has stated the day: nothing is written."""
    saved: bool
    """False again once the class or its certificates have changed."""
    handed_over: bool
    """False again once the class has changed."""
    to_reprint: int = 0
    """How many saved certificates must be printed again with another spelling."""
    granted: bool = False
    """True if the class had to wait for the grant, which has come."""
    layout: Layout = Layout()
    """How this laptop prints certificates."""
    names_over: bool = False
    """True if names on them were deleted when their time was over, so that this laptop cannot print them again."""


class SavedCertificates(msgspec.Struct, frozen=True):
    """Certificates in one file."""

    path: Path
    count: int
    unnamed: int
    """How many have an empty line for a name written by hand."""
    reprinted: int = 0
    """How many replace one with another spelling."""


def files_of(desk: Desk, session: str) -> ClassFiles:
    """The current state of the documents of `session`."""
    state = desk.store.journal.state(session)
    certificates = sum(earned(desk, state).values())
    waits = not desk.covering.covers(state.date, state.practice)
    due = certificates > 0 and not waits and not state.needs_date
    up_to = printed_up_to(desk).get(session)
    held = desk.store.journal.finished().get(session)
    anew = len(is_reprinted(desk, held, up_to)) if due and held is not None else 0
    return ClassFiles(
        certificates=certificates,
        waits_for_grant=waits,
        needs_date=state.needs_date,
        saved=due and up_to is not None and not anew,
        handed_over=not state.needs_date and session not in not_yet_handed_over(desk),
        to_reprint=anew,
        granted=held is not None and has_waited(desk, held),
        layout=layout_of(desk),
        names_over=bool(names_expired(desk, session)),
    )


def save_certificates(
    desk: Desk,
    session: str,
    folder: Path,
    progress: Progress | None = None,
    whole: bool = False,
    only: str = "",
) -> SavedCertificates:
    """Makes the certificates of a finished class, writes them into `folder` and records that they are there. If some
    must be printed again these are only those, unless the `whole` class is wanted, or `only` one learner's.

    Raises KnownError: not_finished, date_needed, waiting, no_certificates, unknown_module, own_folder, already_there,
    disk_full, read_only, stick_removed.
    """
    batch = certify(desk, [session], progress, whole, layout_of(desk), only)
    path = _free_path(folder, desk.store.journal.state(session), "certificate" if only else "certificates")
    save(desk, batch, path)
    note_printed(desk, [session], only)
    if not only:
        seal_with_papers(desk, [session])
    return SavedCertificates(path, len(batch.serials), batch.unnamed, batch.reprinted)


def _free_path(folder: Path, state: SessionState, kind: str) -> Path:
    """`certificates-2026-08-03-<end of the session>.pdf`: nothing personal, and a different name for each class. A
    second file gets -2; the first is never overwritten."""
    stem = f"{kind}-{state.date.isoformat()}-{state.session[-6:]}"
    path = folder / f"{stem}.pdf"
    for number in itertools.count(2):
        if not os.path.lexists(path):
            break
        # A stick pulled out at the last moment may have a finished file twice; nothing else is written to that name.
        clear_left(path)
        path = folder / f"{stem}-{number}.pdf"
    return path


def hand_over_class(desk: Desk, session: str, folder: Path) -> Written:
    """Writes the attendance file of a finished class into `folder`, reads it back and records that it is there. A class
    that the coordinator has received, and asks for again, is sealed again: its old bytes are gone.

    Raises KnownError: date_needed, already_there, disk_full, read_only, stick_removed.
    """
    try:
        (written,) = hand_over(desk, [session], folder)
    except KnownError as refused:
        if refused.code != "received_already":
            raise
        expect_again(desk, session)
        (written,) = hand_over(desk, [session], folder)
    note_handed_over(desk, [written])
    return written
