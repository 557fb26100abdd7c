"""What was acknowledged, held against what is on the disk after a kill or a power cut."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]

from bsuh_desktop.domain.chain import START, Entry, link, verify_chain
from bsuh_desktop.domain.events import Answered, QuestionClosed
from bsuh_desktop.domain.verdicts import Verdict
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.verify.known import known_to
from bsuh_desktop.services.verify.verify import verify
from bsuh_desktop.store.journal import COLUMNS, rows_of
from tests.helpers.certificates import embedded_in
from tests.helpers.crash.installation import PRIVATE
from tests.helpers.crash.wire import Line, in_flight


class Lost(AssertionError):
    """Something acknowledged is not there, or stands there twice."""


def _hold(condition: object, what: str) -> None:
    if not condition:
        raise Lost(what)


class Ledger:
    """All promises so far: how far each class's journal has come, each serial's owner, each file's hash."""

    def __init__(self) -> None:
        self.heads: dict[str, dict[int, str]] = {}
        self.serials: dict[str, tuple[str, str]] = {}
        self.files: dict[str, str] = {}
        self.tallies: dict[tuple[str, int], dict[str, int]] = {}
        self.acknowledged = 0
        self._whole: dict[Path, str] = {}

    def write(self, said: Iterable[Line]) -> None:
        """Takes down what was acknowledged."""
        for line in said:
            if "done" not in line:
                continue
            self.acknowledged += 1
            self.heads.setdefault(line["session"], {})[line["seq"]] = line["head"]
            if "tally" in line:
                self.tallies[line["session"], line["seq"]] = line["tally"]
            if "file" in line:
                self.files[line["file"]] = line["sha256"]
            self._give(line["session"], line.get("serials", {}))

    def _give(self, session: str, serials: dict[str, str]) -> None:
        for serial, learner in serials.items():
            owner = self.serials.setdefault(serial, (session, learner))
            _hold(owner == (session, learner), f"serial {serial} was given twice")

    def check(self, desk: Desk, said: list[Line] | None = None) -> None:
        """Everything acknowledged is there once, and nothing but the one command `said` to be in flight came after."""
        flying = in_flight(said or [])
        known = set(desk.store.journal.sessions())
        _hold(self.heads.keys() <= known, "a class is gone")
        new = known - self.heads.keys()
        _hold(len(new) <= bool(flying and flying["begin"] == "open"), "a class that nobody opened")
        for session in known:
            most = flying["most"] if flying and flying["session"] in ("", session) else 0
            self._check_class(desk, session, most)
        self._check_serials(desk)

    def _check_class(self, desk: Desk, session: str, most: int) -> None:
        entries = desk.store.journal.entries(session)
        _hold(verify_chain(entries).ok, "the chain is broken")
        heads = dict(enumerate(_heads(entries), start=1))
        promised = self.heads.get(session, {})
        for seq, head in promised.items():
            _hold(heads.get(seq) == head, f"event {seq} of {len(entries)} was acknowledged and is not there")
        last = max(promised, default=0)
        _hold(
            len(entries) <= last + most, f"{len(entries)} events where {last} were acknowledged and {most} may be new"
        )
        self._check_private(entries)
        _hold(_views_match(desk, session), "the views do not say what the journal says")

    def _check_private(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            event = entry.event()
            _hold(not (isinstance(event, Answered) and event.question.startswith(PRIVATE)), "a private answer is kept")
            promised = self.tallies.get((entry.header.session, entry.header.seq))
            if promised is not None:
                _hold(isinstance(event, QuestionClosed) and event.tally == promised, "a tally is not what was given")

    def _check_serials(self, desk: Desk) -> None:
        seen: dict[str, tuple[str, str]] = {}
        for session in desk.store.journal.sessions():
            for learner, one in desk.store.outgoing.certificates(session).items():
                _hold(one.serial not in seen, f"serial {one.serial} stands on two names")
                seen[one.serial] = (session, learner)
        _hold(self.serials.items() <= seen.items(), "a serial that was given is forgotten, and would be given again")

    def check_files(self, desk: Desk, folders: Iterable[Path]) -> None:
        """What stands under a final name is whole, and what was promised stands there as it was promised."""
        for file, sha256 in self.files.items():
            _hold(Path(file).exists(), f"a file that was acknowledged is gone: {Path(file).suffix}")
            _hold(_hash(Path(file)) == sha256, "a file is not what was acknowledged")
        papers = [path for folder in folders for path in folder.iterdir() if not path.name.startswith(".")]
        for path in papers:
            if self._whole.get(path) != _hash(path):
                self._check_paper(desk, path)
                self._whole[path] = _hash(path)

    def _check_paper(self, desk: Desk, path: Path) -> None:
        if path.suffix == ".pdf":
            _check_certificates(desk, path)
        else:
            (proof,) = verify([str(path)], known_to(desk))
            _hold(proof.verdict in (Verdict.AS_WRITTEN_HERE, Verdict.PRACTICE), "an attendance file is not whole")

    def take_stock(self, desk: Desk) -> None:
        """After a check: what is there now is what the next one starts from."""
        for session in desk.store.journal.sessions():
            entries = desk.store.journal.entries(session)
            self.heads[session] = dict(enumerate(_heads(entries), start=1))
            given = desk.store.outgoing.certificates(session)
            self._give(session, {one.serial: learner for learner, one in given.items()})


def _heads(entries: Sequence[Entry]) -> list[str]:
    """The bytes at the end of the chain after each event."""
    return [head.hex() for head in itertools.accumulate(entries, link, initial=START)][1:]


def _views_match(desk: Desk, session: str) -> bool:
    state = desk.store.journal.state(session)
    for view, (keys, values) in COLUMNS.items():
        columns = ", ".join(keys + values)
        rows = desk.store.db.conn.execute(f"SELECT {columns} FROM {view} WHERE session = ?", (session,)).fetchall()
        if {row[: len(keys)]: row[len(keys) :] for row in rows} != rows_of(view, state):
            return False
    return True


def _check_certificates(desk: Desk, path: Path) -> None:
    """All pages open, and bear the serials that the store has given away."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        raise Lost("certificates are not whole") from None
    serials = [credential.serial for credential in embedded_in(path).credentials]
    _hold([page.get_size()[0] > 0 for page in document] == [True] * len(serials), "a page is missing")
    document.close()
    given = {
        one.serial
        for session in desk.store.journal.sessions()
        for one in desk.store.outgoing.certificates(session).values()
    }
    _hold(set(serials) <= given, "a serial was printed before it was kept")


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
