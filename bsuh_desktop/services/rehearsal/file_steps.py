"""Script steps that write, import or erase: certificates, the hand-over, its receipts, consent withdrawn, names purged.

A step with files returns what is to be recorded once they exist; the player records it in the step's own transaction.
Until then the step can be repeated: serials and sealed bytes are stored before any file is written. Erasing uses
transactions of its own, because deleted data leaves the write-ahead log only outside of one; repeated after a kill it
finds nothing left to do."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from bsuh_desktop.domain.certificates import Layout
from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.session import rules
from bsuh_desktop.services.certificates import certify, due
from bsuh_desktop.services.class_lists.class_groups import learners_of
from bsuh_desktop.services.desk.hand_over_status import not_yet_handed_over
from bsuh_desktop.services.erasure import retention as purge_names
from bsuh_desktop.services.erasure import withdraw as withdraw_consent
from bsuh_desktop.services.hand_over import hand_over as handing
from bsuh_desktop.services.hand_over.receipts import take_receipts
from bsuh_desktop.services.hand_over.seal import seal_with_papers
from bsuh_desktop.services.rehearsal.rehearsal import Rehearsal, ScriptStep, bad_step, read
from bsuh_desktop.services.safekeeping.recovery import write_recovery_copy
from bsuh_desktop.system.folders import make_folder

Settle = Callable[[], None]


def certificates(run: Rehearsal, step: ScriptStep) -> Settle:
    """Writes one batch file for all finished classes that have none yet.

    Classes that wait for a grant are skipped; so are practice classes if there are real ones, because one file cannot
    contain both. `per_page` and `ink` say how they are printed.
    """
    layout = read(step, step.fields, Layout)
    path = _below(run, step)
    ready, undated = due.not_yet_printed(run.desk), due.undated(run.desk)
    sessions = due.of_one_kind(run.desk, list(dict.fromkeys((*ready, *undated))))
    _require_dates(run, sessions)
    if not sessions:
        return lambda: None
    if run.memory.writing and path.exists() and _sha256(path.read_bytes()) == run.memory.writing:
        # An earlier run was killed just after it wrote this file.
        path.unlink()
    batch = certify.certify(run.desk, sessions, layout=layout)
    run.begin_writing(_sha256(batch.pdf))
    certify.save(run.desk, batch, path)

    def settle() -> None:
        certify.note_printed(run.desk, sessions)
        seal_with_papers(run.desk, sessions)
        run.memory.writing = ""
        run.remember_file(path)

    return settle


def hand_over(run: Rehearsal, step: ScriptStep) -> Settle:
    """Writes the attendance files of all finished classes that were not handed over in their present state."""
    folder = _below(run, step)
    _require_dates(run, run.desk.store.journal.finished())
    make_folder(folder)
    written = handing.hand_over(run.desk, not_yet_handed_over(run.desk), folder)
    write_recovery_copy(run.desk, folder)

    def settle() -> None:
        handing.note_handed_over(run.desk, written)
        for file in written:
            run.remember_file(file.path)

    return settle


def receipts(run: Rehearsal, step: ScriptStep) -> Settle:
    """Imports all receipts in a folder below `--out`, where hand-overs are, or beside the script. An invalid one stops
    the script, after the valid ones were imported."""
    named = Path(read(step, step.value, str))
    places = [place for place in (run.out / named, run.script.folder / named) if place.exists()]
    if not places:
        raise bad_step(step.line, Message("There is no such folder: {folder}", folder=str(named)))
    for taken in take_receipts(run.desk, places):
        if not taken.holds:
            raise KnownError(
                taken.state,
                taken.sentence,
                taken.remedy or Message("Remove this receipt from the folder, then run the script again."),
            )
    return lambda: None


def _require_dates(run: Rehearsal, sessions: Iterable[str]) -> None:
    """Stops the script and names a class whose day nobody has stated; a window would leave it out, but a script has
    nobody to ask."""
    names = {session: name for name, session in run.memory.sessions.items()}
    finished = run.desk.store.journal.finished()
    for session in sessions:
        held = finished[session]
        try:
            rules.require_date(held)
        except KnownError as doubt:
            name = names.get(session) or date_text(held.date)
            raise KnownError(
                doubt.code, Message("Class {name}: {why}", name=name, why=doubt.message), doubt.remedy
            ) from None


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _below(run: Rehearsal, step: ScriptStep) -> Path:
    path: Path = (run.out / read(step, step.value, str)).absolute()
    make_folder(path.parent)
    return path


class _Who(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    group: str
    card: int


def withdraw(run: Rehearsal, step: ScriptStep) -> Callable[[], None]:
    """One learner withdraws; the card is the one that they hold in a class of their group alone."""
    who = read(step, step.value, _Who)
    if who.group not in run.memory.groups:
        raise bad_step(step.line, Message("No group of this script has this name."))
    learners = learners_of(run.desk, run.memory.groups[who.group])
    line = next((learner.line for learner in learners if learner.card == who.card), None)
    if line is None:
        raise bad_step(step.line, Message("Nobody in this group has this card."))
    withdraw_consent.withdraw(run.desk, [line])
    return lambda: None


def purge(run: Rehearsal, step: ScriptStep) -> Callable[[], None]:
    """Deletes the names whose time is over, on the day that the script stated if the clock is in doubt."""
    doubtful, said = bool(run.desk.doubts(run.desk.clock.now())), run.memory.stated_date
    stated = datetime.date.fromisoformat(said) if doubtful and said else None
    purge_names.purge(run.desk, stated)

    def settle() -> None:
        if stated is not None:
            run.memory.stated_date = None

    return settle
