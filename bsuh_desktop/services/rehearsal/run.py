"""A rehearsal under way: the open desk, the names that the script gave, and how far it has come.

The script's hash and its last finished line are stored in the step's own transaction, so that a kill at any instant
repeats nothing and loses nothing.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.rehearsal.clock import RehearsalClock
from bsuh_desktop.services.rehearsal.script import Script
from bsuh_desktop.services.safekeeping.opening import open_desk


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
