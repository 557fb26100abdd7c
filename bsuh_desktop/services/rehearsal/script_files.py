"""The steps of a script that write files: certificates, and the hand-over.

Each returns what is to be noted once its files stand; the player notes it in the step's own transaction. Until then
the step can be done again: serials and sealed bytes are kept before any file is written.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bsuh_desktop.services import certify
from bsuh_desktop.services import hand_over as handing
from bsuh_desktop.services.folders import make_folder
from bsuh_desktop.services.rehearsal.run import Rehearsal
from bsuh_desktop.services.rehearsal.script import Step

Settle = Callable[[], None]


def certificates(run: Rehearsal, step: Step) -> Settle:
    """One batch file of all finished classes that have none yet; classes that wait for a grant are passed over."""
    path = _below(run, step)
    mine = set(run.memory.sessions.values())
    sessions = [session for session in certify.not_yet_printed(run.desk) if session in mine]
    if not sessions:
        return lambda: None
    if run.interrupted_at(step.line):
        path.unlink(missing_ok=True)
    batch = certify.certify(run.desk, sessions)
    run.begin_writing(step.line)
    certify.save(batch, path)

    def settle() -> None:
        certify.note_printed(run.desk, sessions)
        run.remember_file(path)

    return settle


def hand_over(run: Rehearsal, step: Step) -> Settle:
    """The attendance files of all finished classes that were not handed over yet."""
    folder = _below(run, step)
    make_folder(folder)
    mine = set(run.memory.sessions.values())
    sessions = [session for session in handing.not_yet_handed_over(run.desk) if session in mine]
    written = handing.hand_over(run.desk, sessions, folder)

    def settle() -> None:
        handing.note_handed_over(run.desk, written)
        for file in written:
            run.remember_file(file.path)

    return settle


def _below(run: Rehearsal, step: Step) -> Path:
    path = (run.out / str(step.value)).absolute()
    make_folder(path.parent)
    return path
