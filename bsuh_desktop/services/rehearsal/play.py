"""Plays a script line by line, and resumes after a kill at the line where it stopped."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import msgspec

from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.ports import Clock, Progress
from bsuh_desktop.services.desk.class_report import class_report
from bsuh_desktop.services.rehearsal.rehearsal import Rehearsal, RehearsalClock, Script, ScriptStep, bad_step
from bsuh_desktop.services.rehearsal.steps import FILE_STEPS, STEPS, give_privately
from bsuh_desktop.services.safekeeping.opening import new_practice_desk, open_desk
from bsuh_desktop.system.folders import make_folder
from bsuh_desktop.trust.vault import Vault

YES_STEPS = {"kill", "lock", "close", "undo", "purge"}


class RehearsalFolders(msgspec.Struct, frozen=True):
    """Where a script plays.

    Files are written to `out`; without `profile` a new one is made in `out`/profile; `resources` are the app's own
    unless an author tries packs of another folder.
    """

    out: Path
    profile: Path | None
    passphrase: str
    resources: Path | None = None


def rehearse(
    script: Script, folders: RehearsalFolders, clock: Clock, progress: Progress | None = None
) -> dict[str, Any]:
    """Plays `script` and returns the document that cli/CONTRACT.md describes.

    Raises KnownError with the line of a step that the desk does not allow; everything before it is stored.
    """
    run = _start(script, folders, RehearsalClock(clock))
    try:
        _catch_up(run)
        for number, step in enumerate(script.steps, start=1):
            if step.line > run.memory.line:
                _play(run, step)
            if progress is not None:
                progress(number, len(script.steps))
        return _document(run)
    finally:
        run.desk.close()


def _start(script: Script, folders: RehearsalFolders, clock: RehearsalClock) -> Rehearsal:
    make_folder(folders.out)
    folder = folders.profile or folders.out / "profile"
    fresh = folders.profile is None and not Vault.exists(folder)
    opening = new_practice_desk if fresh else open_desk
    desk = opening(folder, folders.passphrase, clock, folders.resources)
    if desk.practising:
        desk.join_demonstration()
    run = Rehearsal(desk, clock, script, folders.out, folders.passphrase)
    if folders.profile is None and not run.resumed and desk.store.journal.sessions():
        desk.close()
        raise KnownError(
            "profile_exists",
            Message("Another script has run in this folder."),
            Message("Choose an empty folder, or name the profile to continue with."),
        )
    return run


def _catch_up(run: Rehearsal) -> None:
    """Restores the run after a kill. After a kill from outside, the clocks continue from the last finished line, in the
    same run. A kill in the script itself is a power cut: wall time goes on, and the app has restarted. Answers to a
    private question were in memory only, so it is asked again and the script's answers are given again."""
    if not run.resumed:
        return
    run.clock.go_on_from(Moment(run.memory.wall_ms, run.memory.mono_ms))
    steps = {step.line: step for step in run.script.steps}
    last = steps.get(run.memory.line)
    if last is not None and last.name != "kill" and run.memory.run:
        run.reopen(run.memory.run)
    for name, session in run.memory.sessions.items():
        for line, events in run.memory.private.get(session, []):
            give_privately(run.conduct(name), steps[line], events)


def _play(run: Rehearsal, step: ScriptStep) -> None:
    try:
        if step.name in YES_STEPS and step.value is not True:
            raise bad_step(step.line, Message("Write true for this step, or delete the line."))
        if step.name == "kill":
            _kill(run, step)
        elif step.name == "lock":
            run.lock()
            _note(run, step)
        elif step.name in FILE_STEPS:
            settle = FILE_STEPS[step.name](run, step)
            with run.desk.store.transaction():
                settle()
                run.finished_line(step.line)
        elif step.name in STEPS:
            with run.desk.store.transaction():
                STEPS[step.name](run, step)
                run.finished_line(step.line)
        else:
            raise bad_step(step.line, Message("This line names a step that does not exist."))
    except KnownError as error:
        raise error if error.code == "bad_step" else _with_line(step.line, error) from error


def _note(run: Rehearsal, step: ScriptStep) -> None:
    with run.desk.store.transaction():
        run.finished_line(step.line)


def _kill(run: Rehearsal, step: ScriptStep) -> None:
    _note(run, step)
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def _with_line(line: int, error: KnownError) -> KnownError:
    return KnownError(error.code, Message("Line {line}: {why}", line=line, why=error.message), error.remedy)


def _document(run: Rehearsal) -> dict[str, Any]:
    """The document of the run. Kills leave no trace in it."""
    sessions = []
    for name, session in run.memory.sessions.items():
        report = class_report(run.desk, session)
        words = run.memory.words.get(session, {})
        for told in ("answers", "by_eye"):
            report[told] = {words.get(question, question): one for question, one in report[told].items()}
        sessions.append({"name": name, **report})
    steps = sum(step.name != "kill" for step in run.script.steps)
    return {"steps": steps, "files": run.memory.files, "sessions": sessions}
