"""Lines of a journal, written quickly: the same bytes as `domain.chain.journal_line` makes of each event.

A country has thirty million events. What is written here is read back by the product's own writer, line by line, before
a file is sealed.
"""

from __future__ import annotations

import copy
import random
from hashlib import sha256

from bsuh_desktop.domain.chain import SALT_BYTES
from bsuh_desktop.domain.events import Event, encode_data, kind_of

_SALTS = 8
"""So many different salts in one class: a file is then as large as one whose salts nobody knows, less a third."""

_ANSWERED = "answered/1"


class Journal:
    """One class's events one after the other; `wall_ms` is when it began."""

    def __init__(self, session: str, wall_ms: int, chance: random.Random) -> None:
        self.lines: list[bytes] = []
        self._session, self._wall, self._at = session, wall_ms, 0
        self._salts = [chance.randbytes(SALT_BYTES) for _ in range(_SALTS)]
        self._run = f"{chance.getrandbits(64):016x}"

    def add(self, event: Event, after_ms: int = 4000) -> None:
        """`event`, so long after the one before."""
        self._add(kind_of(event), encode_data(event).decode(), after_ms)

    def going_on(self) -> Journal:
        """The same so far, to which more can be added."""
        other = copy.copy(self)
        other.lines = list(self.lines)
        return other

    def answer(self, question: str, learner: str, letter: str) -> None:
        """The most frequent event."""
        self._add(_ANSWERED, f'{{"learner":"{learner}","letter":"{letter}","question":"{question}"}}', 3000)

    def _add(self, kind: str, data: str, after_ms: int) -> None:
        self._at += after_ms
        number, salt = len(self.lines) + 1, self._salts[len(self.lines) % _SALTS]
        digest = sha256(salt + data.encode()).hexdigest()
        header = f'["{self._session}",{number},"{self._run}",{self._wall + self._at},{self._at},"{kind}"]'
        line = f'{{"header":{header},"digest":"{digest}","salt":"{salt.hex()}","data":{data}}}'
        self.lines.append(line.encode())
