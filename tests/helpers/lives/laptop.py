"""One laptop of a life: a real desk in a real folder, what its data must be, and how it is killed and damaged."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from bsuh_desktop.domain.chain import verify_chain
from bsuh_desktop.domain.messages import DAMAGED, KnownError
from bsuh_desktop.domain.session.state import SessionState
from bsuh_desktop.services.desk.desk import Desk, why_new_key
from bsuh_desktop.services.hand_over.seal import seal_some
from bsuh_desktop.services.safekeeping.desk_key import start_new_key
from bsuh_desktop.services.safekeeping.opening import open_unlocked
from bsuh_desktop.services.safekeeping.repair import StoreRepair
from bsuh_desktop.store.roster_people import RosterPerson
from bsuh_desktop.store.store import FILE_NAME, LOCK_NAME, LOG_NAME
from bsuh_desktop.trust.vault import Vault
from tests.helpers.account import account_in
from tests.helpers.cipher import PAGE
from tests.helpers.damage import flip
from tests.helpers.lives.model import Known, Tallies

if TYPE_CHECKING:
    from tests.helpers.lives.office import Answer
    from tests.helpers.lives.world import World

_PASSING = shutil.ignore_patterns(LOCK_NAME, "*-shm")


class Laptop:
    """`family` are all that have one store key; `thief`: whoever has it now is not its facilitator. `backed` is what
    the newest backup on it holds at least."""

    def __init__(self, world: World, name: str, family: str, folder: Path, vault: Vault, known: Known) -> None:
        self.world, self.name, self.family, self.folder = world, name, family, folder
        self.known, self.backed = known, Known()
        self.inbox: list[Answer] = []
        self.thief = self.is_open = False
        self.stick = world.new_stick()
        self.desk = self._opened(vault)

    def _opened(self, vault: Vault) -> Desk:
        with self.account():
            desk = open_unlocked(self.folder, vault, self.world.clock, machine=self.machine)
        self.is_open = True
        return desk

    def account(self) -> AbstractContextManager[None]:
        """Its person's, on that computer."""
        return account_in(self.world.folder / f"{self.name}-account")

    def close(self) -> None:
        """Locks it, where it is open."""
        if self.is_open:
            self.is_open = False
            self.desk.close()

    def machine(self) -> str:
        """Which computer it is."""
        return self.name

    @property
    def key(self) -> bytes:
        """The public key that it has now."""
        return self.desk.vault.signing_key.public

    def reopen(self, vault: Vault | None = None) -> None:
        """The closed desk is opened again."""
        self.desk = self._opened(vault or self.desk.vault)

    def may_sign(self) -> None:
        """Data that came from elsewhere goes on with a key of its own."""
        if why_new_key(self.desk):
            start_new_key(self.desk)

    def look_after(self) -> None:
        """What the window does in quiet moments."""
        if self.desk.backups.begin_if_due(self.world.clock.now()):
            self.desk.backups.wait()
            self.backed = self.known.copied()
        if not why_new_key(self.desk):
            seal_some(self.desk)

    def people(self) -> list[RosterPerson]:
        """Everybody on its lists, those who left and visitors among them."""
        store = self.desk.store
        return [one for group in store.rosters.groups() for one in store.people.of_group(group.id)]

    def named(self) -> dict[int, str]:
        """Who is named on it, and how."""
        found = [one.line.name_bn for one in self.people() if one.line.name_bn]
        return {self.world.number_of[name]: name for name in found}

    def kill(self) -> None:
        """The process ends in the middle of whatever it did; all that was committed stands on the disk."""
        self.desk.backups.wait()
        found = self.folder.with_name(f"{self.folder.name}.killed")
        shutil.copytree(self.folder, found, ignore=_PASSING)
        self.close()
        shutil.rmtree(self.folder)
        found.rename(self.folder)

    def lose_log(self) -> None:
        """It is killed, and the disk loses what was not brought into the file yet."""
        self.kill()
        (self.folder / LOG_NAME).unlink(missing_ok=True)
        # What no backup has, nobody can miss.
        self.known.torn |= self.backed != self.known
        self._mend()

    def flip_page(self, page: int) -> None:
        """A bit of one page of the closed file turns round."""
        self.close()
        file = self.folder / FILE_NAME
        flip(file, page % (file.stat().st_size // PAGE) * PAGE + 1000)
        self._mend()

    def _mend(self) -> None:
        vault = self.desk.vault
        try:
            self.reopen(vault)
        except KnownError as error:
            expect(error, DAMAGED)
            with self.account():
                self.desk, news = StoreRepair(self.folder, vault).use_backup(self.world.clock, machine=self.machine)
            self.is_open = True
            # What the backup has is whole, whatever else was on the page.
            self.known.torn |= self.backed != self.known and not news.report.everything
        self._let_go_of_lost()

    def _let_go_of_lost(self) -> None:
        """What no backup had may be lost; what one had must be there as it was."""
        journal = self.desk.store.journal
        sessions = set(journal.sessions())
        for held, backed in ((self.known.held, self.backed.held), (self.known.running, self.backed.running)):
            for session, one in list(held.items()):
                whole = session in sessions and _is_as_left(
                    journal.state(session), one.tallies, held is self.known.held
                )
                if not whole and (session not in backed or held is self.known.running):
                    del held[session]
                    self.known.torn = True

    def settle_names(self) -> None:
        """Takes note of names whose time was over, and of those that a disk lost; there are no others."""
        today, days = self.desk.today(), self.desk.programme.retention_days
        for number in self.known.spelled.keys() - self.named().keys():
            if self.known.may_end(number, today, days):
                self.known.forget(number)
            else:
                # Lost and not ended: it may still stand in the damaged file that is kept.
                assert self.known.torn, self.world.names[number]
                del self.known.spelled[number]

    def check(self) -> None:
        """What was acknowledged is there, every chain holds, and exactly those are named who may be."""
        journal = self.desk.store.journal
        finished = journal.finished()
        for session, held in self.known.held.items():
            assert session in finished, f"{session} is lost on {self.name}"
            check_counts(journal.state(session), held.tallies, held.present)
        for session in journal.sessions():
            assert verify_chain(journal.entries(session)).ok
        self._check_names()

    def _check_names(self) -> None:
        named, known = self.named(), self.known
        assert known.gone.isdisjoint(named), f"a name is back on {self.name}"
        if not known.torn:
            assert named.keys() == known.spelled.keys(), f"names are missing on {self.name}"
        if not (known.torn or known.mixed):
            assert named == known.spelled


def _is_as_left(state: SessionState, wanted: Tallies | None, finished: bool) -> bool:
    """True if a class is as it was left: at its end, or between two questions."""
    return tallies(state) == wanted and (state.finished is not None) == finished and state.open_question is None


def tallies(state: SessionState) -> Tallies:
    """How often each letter was chosen, those of the forgotten among them."""
    return {
        name: {letter: count for letter, count in one.counts().items() if count}
        for name, one in state.questions.items()
    }


def check_counts(state: SessionState, wanted: Tallies | None, present: int) -> None:
    """The counts of a class are what they were when it was held."""
    assert state.finished is not None
    if wanted is not None:
        assert tallies(state) == wanted, state.session
        assert sum(one.status in ("present", "late") for one in state.attendees.values()) == present


def expect(error: KnownError, codes: Collection[str]) -> None:
    """A refusal is one of those that may come here."""
    assert error.code in codes, error.code


def names_of(world: World, numbers: Iterable[int]) -> set[str]:
    """Every spelling that these people ever had."""
    return {name for number in numbers for name in world.names[number]}
