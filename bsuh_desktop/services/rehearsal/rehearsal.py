"""A rehearsal under way: its script, its clock, the open desk, the names that the script gave, how far it has come.

A script has one JSON object per line, its first key is the step; blank lines and lines with # are skipped. Its hash
and its last finished line are stored in the step's own transaction, so that a kill at any instant repeats nothing and
loses nothing. Wall time is as the script sets it, monotonic time keeps running."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path
from typing import Any

import msgspec

from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.ports import Clock
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.safekeeping.opening import open_desk


class RehearsalClock:
    """Runs with the laptop's clock until a script sets it; wall time then continues from there."""

    def __init__(self, real: Clock) -> None:
        self._real = real
        self._wall_offset = 0
        self._mono_offset = 0

    def now(self) -> Moment:
        """Both clocks, in milliseconds."""
        real = self._real.now()
        return Moment(real.wall_ms + self._wall_offset, real.mono_ms + self._mono_offset)

    def advance(self, seconds: float) -> None:
        """Moves both clocks forward."""
        self._wall_offset += round(seconds * 1000)
        self._mono_offset += round(seconds * 1000)

    def go_on_from(self, moment: Moment) -> None:
        """Both clocks continue from `moment`, as if no time had passed since."""
        real = self._real.now()
        self._wall_offset = moment.wall_ms - real.wall_ms
        self._mono_offset = moment.mono_ms - real.mono_ms

    def set(self, wall: datetime.datetime, elapsed_s: float = 0) -> None:
        """Sets the wall clock to `wall`; `elapsed_s` seconds have passed on the monotonic clock."""
        self._wall_offset = round(wall.timestamp() * 1000) - self._real.now().wall_ms
        self._mono_offset += round(elapsed_s * 1000)


LARGEST = 16 * 1024 * 1024


class ScriptStep(msgspec.Struct, frozen=True):
    """One line of a script.

    `line` is its number from 1, `name` the step's name, `value` the value of that key, `fields` the whole object.
    """

    line: int
    name: str
    value: Any
    fields: dict[str, Any]


class Script(msgspec.Struct, frozen=True):
    """A whole script: its steps in order, the SHA-256 of its bytes, and the folder that its paths are relative to."""

    steps: tuple[ScriptStep, ...]
    sha256: str
    folder: Path


def read_script(path: Path) -> Script:
    """The script at `path`. Raises KnownError: script_missing, bad_step (with the line)."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
        if len(data) > LARGEST:
            raise ValueError(len(data))
    except (OSError, ValueError):
        raise KnownError(
            "script_missing",
            Message("The script cannot be read: {path}", path=str(path)),
            Message("Give a UTF-8 text file with one step on each line."),
        ) from None
    lines = enumerate(text.split("\n"), start=1)
    steps = [_step(number, line) for number, line in lines if line.strip() and not line.lstrip().startswith("#")]
    return Script(tuple(steps), hashlib.sha256(data).hexdigest(), path.parent)


def _step(number: int, line: str) -> ScriptStep:
    try:
        fields = msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError):
        raise bad_step(number, Message("This line is not a JSON object.")) from None
    if not fields:
        raise bad_step(number, Message("This line names no step."))
    name = next(iter(fields))
    return ScriptStep(number, name, fields[name], fields)


def read(step: ScriptStep, value: Any, kind: Any) -> Any:
    """`value` converted to `kind`. Raises KnownError with the line if it does not fit."""
    try:
        return msgspec.convert(value, kind, str_keys=True)
    except msgspec.ValidationError as error:
        # Of the library's message only the path is used: its values could be names.
        place = str(error).rpartition(" - at `")[2].rstrip("`") if " - at `" in str(error) else "$"
        where = place.replace("$", step.name, 1)
        raise bad_step(step.line, Message("This is not written correctly: {where}", where=where)) from error


def bad_step(line: int, why: Message) -> KnownError:
    """The error for what is wrong with line `line`; everything before it is stored."""
    return KnownError(
        "bad_step",
        Message("Line {line}: {why}", line=line, why=why),
        Message("Everything before this line is kept. Fix the script, then run it with a new folder."),
    )


class ScriptMemory(msgspec.Struct):
    """What a rehearsal has to know after a kill; nothing that a learner answered. Names are the script's own."""

    line: int = 0
    """The last finished line."""
    run: str = ""
    wall_ms: int = 0
    mono_ms: int = 0
    groups: dict[str, str] = {}
    sessions: dict[str, str] = {}
    current: str | None = None
    stated_date: str | None = None
    words: dict[str, dict[str, str]] = {}
    """What the script called each question, by session and question."""
    private: dict[str, list[tuple[int, int]]] = {}
    """By session, the lines whose answers were in memory only, with the number of events the class had."""
    files: list[str] = []
    writing: str = ""
    """The SHA-256 of a file that was about to be written."""


class Rehearsal:
    """The state that the steps work on."""

    def __init__(self, desk: Desk, clock: RehearsalClock, script: Script, out: Path, passphrase: str) -> None:
        self.desk = desk
        self.clock = clock
        self.script = script
        self.out = out
        self._passphrase = passphrase
        # The same script with the same folder resumes; with another folder it is another rehearsal.
        self._fact = f"rehearsal/{script.sha256}/{out}"
        stored = desk.store.facts.get(self._fact)
        self.resumed = stored is not None
        self.memory = ScriptMemory() if stored is None else msgspec.json.decode(stored, type=ScriptMemory)
        self._conducts: dict[str, Conduct] = {}

    def conduct(self, name: str | None = None) -> Conduct:
        """The class that the script calls `name`, by default the current one."""
        wanted = self.memory.current if name is None else name
        if wanted is None or wanted not in self.memory.sessions:
            raise KnownError(
                "no_such_class",
                Message("No class of this script is open under that name."),
                Message("Start one with a set_up step."),
            )
        session = self.memory.sessions[wanted]
        if session not in self._conducts:
            self._conducts[session] = Conduct(self.desk, session)
        return self._conducts[session]

    def adopt(self, conduct: Conduct) -> None:
        """Makes a class that was just opened the current one."""
        self._conducts[conduct.session] = conduct

    def finished_line(self, line: int) -> None:
        """Notes, in the transaction that is open, that `line` is done, and when."""
        now = self.clock.now()
        self.memory.line, self.memory.run = line, self.desk.store.journal.run
        self.memory.wall_ms, self.memory.mono_ms = now.wall_ms, now.mono_ms
        self._keep()

    def begin_writing(self, sha256: str) -> None:
        """Records which file is about to be written, so that it is recognised as ours after a kill."""
        self.memory.writing = sha256
        with self.desk.store.transaction():
            self._keep()

    def _keep(self) -> None:
        self.desk.store.facts.put(self._fact, msgspec.json.encode(self.memory))

    def remember_file(self, path: Path) -> None:
        """Records a file that the script has written."""
        if str(path) not in self.memory.files:
            self.memory.files.append(str(path))

    def lock(self) -> None:
        """Locks and unlocks the desk; the class continues, and answers in memory are kept."""
        self.reopen(self.desk.store.journal.run)

    def reopen(self, run: str) -> None:
        """Closes the desk and opens it again as the run of the app that `run` names."""
        self.desk.close()
        self.desk = open_desk(self.desk.folder, self._passphrase, self.clock, self.desk.resources, run)
        for conduct in self._conducts.values():
            conduct.move_to(self.desk)
