"""A locked desk holds nothing any more, and a crash leaves nothing: the real app, typed at, its memory read by root."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from bsuh_desktop.domain.codes import decode
from bsuh_desktop.qt.look import colours
from bsuh_desktop.services.classroom.new_class import open_wished_class
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from bsuh_desktop.services.safekeeping.first_run import NewDesk, first_run
from bsuh_desktop.system.clock import SystemClock
from bsuh_desktop.system.log import FILE, FOLDER
from bsuh_desktop.trust.sealing import bytes_of
from bsuh_desktop.trust.vault import Vault
from tests.helpers.command import ROOT, command_line, environment
from tests.helpers.desks import PASSPHRASE, a_group, rows
from tests.helpers.memory import shaped_in, shapes, writable_memory
from tests.helpers.prepared import FACILITATOR, PACK
from tests.helpers.reading_process import nothing_left
from tests.helpers.until import wait_for
from tests.helpers.x_server import XServer

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="told by Linux alone"),
    pytest.mark.skipif(os.name == "posix" and os.geteuid() != 0, reason="nobody but root may read the app's memory"),
]
LEARNERS = 40
NIGHT, ON_COVER = colours.NIGHT.name(), (440, 600)
LETTERS = "কখগঘচছজঝটডতথদধনপবভমরলশসহ"


def names() -> list[str]:
    """Names that stand nowhere else, none of them a part of another."""
    chance = random.Random(20)
    return [f"{''.join(chance.choices(LETTERS, k=6))} {''.join(chance.choices(LETTERS, k=5))}" for _ in range(LEARNERS)]


def secrets_of(vault: Vault) -> dict[str, set[bytes]]:
    """What opens everything, as bytes and as any text of them, by what it is called."""
    code, identity = vault.recovery_code, vault.age_identity
    found = {"age identity": {bytes_of(identity.lower())}, "recovery code": {decode(code).to_bytes(17, "big")}}
    for written in (identity, identity.lower()):
        found["age identity"] |= shapes(written)
    for between in ("", " ", "-"):
        for text in (code, code.lower()):
            found["recovery code"] |= shapes(between.join(text[place : place + 5] for place in range(0, len(text), 5)))
    keys = {"store key": vault.store_key, "vault key": vault._vault_key, "signing seed": vault.signing_key.seed}
    return found | {name: {key, *shapes(key.hex())} for name, key in keys.items()}


def sown(profile: Path) -> dict[str, set[bytes]]:
    """A desk in `profile`, locked, with a class of 40 that goes on: all that no memory may hold, by what it is."""
    desk, _ = first_run(profile, NewDesk(PASSPHRASE, FACILITATOR, "4826"), SystemClock())
    learners = [msgspec.structs.replace(row, name_bn=name) for row, name in zip(rows(LEARNERS), names(), strict=True)]
    conduct = open_wished_class(desk, ClassWish((a_group(desk, learners),), PACK))
    conduct.type_headcount(LEARNERS)
    conduct.call_roll()
    found = {name: shapes(name) for name in names()} | secrets_of(desk.vault)
    desk.close()
    return found


class RunningDesk:
    """The app on a screen of its own, in the hands of somebody who only types. Its log says what has happened."""

    def __init__(self, screen: XServer, profile: Path) -> None:
        self._screen, self._log = screen, profile / FOLDER / FILE
        words = command_line("--profile", profile, "--lang", "en")
        self.process = subprocess.Popen(words, env=environment(screen.environment | {"PYTHONPATH": str(ROOT)}))
        self.await_door(1)

    def count(self, event: str) -> int:
        """How often that was noted."""
        lines = self._log.read_text("utf-8").splitlines() if self._log.exists() else []
        return sum(line.split(" ")[1] == event for line in lines)

    def until(self, event: str, times: int) -> None:
        """Until that was noted so often."""
        wait_for(lambda: self.count(event) >= times, lambda: f"{event}: {self._log.read_text('utf-8')}")

    def await_door(self, times: int) -> None:
        """Until the app has started so often, and what is typed comes to its window. It opens its log once the door is
        painted."""
        self.until("start", times)
        wait_for(lambda: self._screen.in_front() == self.process.pid, "the door is in front")

    def unlock(self, times: int) -> None:
        """Until Home stands there."""
        self._screen.type(PASSPHRASE)
        self._screen.press("Return")
        self.until("unlocked", times)
        wait_for(lambda: self._screen.colour(*ON_COVER) != NIGHT, "the book cover beside the door is gone")

    def go_on(self) -> None:
        """Enter, again and again: as soon as Home offers the class that goes on, its button has the keys."""
        self._screen.watch()

        def press() -> None:
            self._screen.press("Return")
            self._screen.wait(1)

        wait_for(lambda: self.count("class_taken"), "the class goes on", press)

    def lock(self, event: str) -> None:
        """Ctrl+L, which covers a class, and locks all else."""
        self._screen.press_with_control("l")
        self.until(event, 1)

    def holds(self, sought: dict[str, set[bytes]]) -> set[str]:
        """Which of these stand in the app's memory, names together as one."""
        found = shaped_in(sought, writable_memory(self.process.pid))
        there = found & set(names())
        return found - there | ({f"{len(there)} names"} if there else set())

    def dies_of(self, what: signal.Signals) -> None:
        """It crashes, and no memory of it is written anywhere."""
        os.kill(self.process.pid, what)
        ended = os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOWAIT)
        assert ended is not None
        assert (ended.si_code, ended.si_status) == (os.CLD_KILLED, what), "not CLD_DUMPED"


@pytest.fixture
def screen() -> Iterator[XServer]:
    with XServer(1366, 768) as screen:
        yield screen


@pytest.fixture
def sought(tmp_path: Path) -> dict[str, set[bytes]]:
    return sown(tmp_path / "profile")


@pytest.fixture
def desk(screen: XServer, sought: dict[str, set[bytes]], tmp_path: Path) -> Iterator[RunningDesk]:
    here = tmp_path / "here"
    here.mkdir()
    with nothing_left(here):
        desk = RunningDesk(screen, tmp_path / "profile")
        try:
            yield desk
        finally:
            desk.process.kill()
            desk.process.wait()


def test_a_class_that_goes_on_is_covered_and_once_it_is_locked_nothing_is_left(
    desk: RunningDesk, sought: dict[str, set[bytes]]
) -> None:
    desk.unlock(1)
    desk.go_on()
    desk.lock("covered")
    everything = {f"{LEARNERS} names", "store key", "vault key", "signing seed", "age identity", "recovery code"}
    assert desk.holds(sought) == everything, "what is sought is found where it stands"
    desk.lock("locked")
    desk.await_door(2)
    assert desk.count("locked") == desk.count("stop") == 1
    assert desk.holds(sought) == set()
    desk.unlock(2)
    desk.dies_of(signal.SIGSEGV)


def test_a_desk_without_a_class_is_locked_at_once(desk: RunningDesk, sought: dict[str, set[bytes]]) -> None:
    desk.unlock(1)
    desk.lock("locked")
    desk.await_door(2)
    assert desk.holds(sought) == set()
    desk.unlock(2)
    desk.dies_of(signal.SIGABRT)
