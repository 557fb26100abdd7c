"""Everything that there is in one life: laptops, sticks, the office, papers, and what everybody was told."""

from __future__ import annotations

import gc
import hashlib
import shutil
from pathlib import Path

from bsuh_desktop.services.desk.backup_thread import EVERY_MS
from bsuh_desktop.trust.vault import Vault
from tests.helpers.lives.laptop import Laptop
from tests.helpers.lives.model import Copy, Known, Sent, bangla, english
from tests.helpers.lives.office import Office
from tests.helpers.lives.ready import Granted, StillClock, new_folder, ready

_WASTE_EVERY = 40


class World:
    """`names` are all spellings of each person, by their number, and `ids` under which random id they sat; `printed`
    the names on each serial; `sent` the attendance files that were written, by SHA-256."""

    lives = 0

    def __init__(self) -> None:
        self.folder, self.clock, self.step = new_folder(), StillClock(), 0
        self.names: list[list[str]] = []
        self.number_of: dict[str, int] = {}
        self.ids: dict[str, int] = {}
        self.printed: dict[str, set[str]] = {}
        self.sent: dict[bytes, Sent] = {}
        self.copies: list[Copy] = []
        self.laptops: list[Laptop] = []
        self.gone_keys: list[bytes] = []
        self._sticks = self._spellings = 0

    def begin(self, granted: Granted) -> None:
        """The office is there, and two laptops, of which one or both have their grant."""
        for name in ("office", "A", "B"):
            shutil.copytree(ready().folder / granted / name, self.folder / name)
        self.office = Office(self, ready().vaults["office"])
        self.office.granted |= ready().granted[granted]
        for name in ("A", "B"):
            self._add_ready(name)

    def new_laptop(self) -> Laptop:
        """A's second laptop, that has joined and waits."""
        shutil.copytree(ready().folder / "one" / "A2", self.folder / "A2")
        return self._add_ready("A2")

    def _add_ready(self, name: str) -> Laptop:
        return self.add(name, name, self.folder / name, ready().vaults[name], Known())

    def add(self, name: str, family: str, folder: Path, vault: Vault, known: Known) -> Laptop:
        """One more laptop is in use."""
        laptop = Laptop(self, name, family, folder, vault, known)
        self.laptops.append(laptop)
        laptop.look_after()
        return laptop

    @property
    def honest(self) -> list[Laptop]:
        """Those that their facilitators have."""
        return [one for one in self.laptops if not one.thief]

    def new_stick(self) -> Path:
        """An empty one."""
        self._sticks += 1
        path = self.folder / f"stick-{self._sticks}"
        path.mkdir()
        return path

    def new_person(self) -> int:
        """Somebody whose name nobody else has; every other one is also written in English."""
        number = len(self.names)
        self.names.append([])
        self.respell(number)
        if number % 2:
            self.names[number].append(english(self._spellings))
        return number

    def respell(self, number: int) -> str:
        """Another spelling for the same person."""
        self._spellings += 1
        name = bangla(self._spellings)
        self.names[number].insert(0, name)
        self.number_of[name] = number
        return name

    def english_of(self, number: int) -> str | None:
        """The English name of a person, or None."""
        return next((name for name in self.names[number] if name.isascii()), None)

    def note_sent(self, data: bytes, sent: Sent) -> None:
        """A file was written that nobody has seen yet."""
        self.sent[hashlib.sha256(data).digest()] = sent

    def next_step(self) -> None:
        """So long goes by that a backup is due."""
        self.step += 1
        self.clock.go_on(EVERY_MS)

    def end(self) -> None:
        """Everything is closed, and nothing is left."""
        for laptop in self.laptops:
            laptop.close()
        if self.laptops:
            self.office.close()
        shutil.rmtree(self.folder)
        World.lives += 1
        if World.lives % _WASTE_EVERY == 0:
            # Tests run without it (see conftest), and thousands of desks are waste by now.
            gc.collect()
