"""A desk that is driven without pause until somebody kills it: the child process of the crash harness.

Called as `desk_driver.py HOME PHASE [--turns N] [--careless]`: real services on the desk's own thread, through the
real bridge. After N turns it locks the desk and ends. *Careless* is `PRAGMA synchronous = OFF` on the desk's own
connection, which a harness that proves anything must notice.
"""

from __future__ import annotations

import argparse
import os
import random
from pathlib import Path

from PySide6.QtWidgets import QApplication

from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from bsuh_desktop.settings import Settings
from tests.helpers.crash.installation import LEARNERS, Laptop
from tests.helpers.crash.turns import PHASES, Scene, Turns
from tests.helpers.crash.wire import Line, tell
from tests.helpers.desks import PASSPHRASE

PACK = "taps-traps-taka"


class Driver:
    """Hands one turn after the other to the desk; the next when the last was acknowledged."""

    def __init__(self, bridge: Bridge, laptop: Laptop, phase: str, turns: int | None) -> None:
        self._bridge, self._laptop, self._phase, self._left = bridge, laptop, phase, turns
        self._desk: Desk | None = None
        self._turns: Turns | None = None
        bridge.error_reported.connect(_died)
        bridge.crashed.connect(_died)

    def start(self, careless: bool) -> None:
        """Unlocks the desk and opens a class."""
        if careless:
            self._bridge.opened.connect(lambda: self._bridge.query(_be_careless, lambda _: None))
        self._bridge.unlock(PASSPHRASE, lambda: self._bridge.query(self._take, lambda _: self._open()))

    def _take(self, desk: Desk) -> None:
        """On the desk's thread, and only used there."""
        self._desk = desk

    def _open(self) -> None:
        self._turns = None
        tell(begin="open", session="", most=1)
        self._bridge.query(groups, lambda groups: self._bridge.open_class(ClassWish(groups, PACK), self._opened))

    def _opened(self) -> None:
        self._bridge.conduct(lambda conduct: self._end_of(conduct, "open"), self._answered)

    def _next(self) -> None:
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                self._bridge.close()
                QApplication.quit()
                return
        self._bridge.conduct(self._turn, self._answered)

    def _answered(self, line: Line | None) -> None:
        if line is None:
            self._open()
            return
        tell(**line)
        self._next()

    def _turn(self, conduct: Conduct) -> Line | None:
        """The next command of this class; None when there is no more to do in it."""
        turns = self._turns = self._turns or PHASES[self._phase](self._scene(conduct))
        turn = next(turns, None)
        if turn is None:
            return None
        tell(begin=turn.what, session=conduct.session, most=turn.most)
        promised = turn.promised(turn.do())
        return {**self._end_of(conduct, turn.what), **promised}

    def _scene(self, conduct: Conduct) -> Scene:
        assert self._desk is not None
        return Scene(self._desk, conduct, self._laptop.papers, self._laptop.stick, random.Random(os.getpid()))

    def _end_of(self, conduct: Conduct, what: str) -> Line:
        assert self._desk is not None
        head = self._desk.store.journal.head(conduct.session)
        return {"done": what, "session": conduct.session, "seq": conduct.state.events, "head": head.hex()}


def groups(desk: Desk) -> tuple[str, ...]:
    """The class group of this laptop, and none that was made by the way."""
    return tuple(
        group.id for group in desk.store.rosters.groups() if len(desk.store.rosters.lines(group.id)) >= LEARNERS
    )


def _be_careless(desk: Desk) -> None:
    desk.store.db.conn.execute("PRAGMA synchronous = OFF")


def _died(error: BaseException) -> None:
    """Nothing that a driver does may be refused."""
    os.write(2, f"{type(error).__name__}: {error}\n".encode())
    os._exit(3)


def main() -> None:
    """Until it is killed, or for as many turns as were asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("phase", choices=PHASES)
    parser.add_argument("--turns", type=int)
    parser.add_argument("--careless", action="store_true")
    words = parser.parse_args()
    application = QApplication([])
    laptop = Laptop(Path(), words.home)
    driver = Driver(Bridge(laptop.profile, laptop.clock(), Settings()), laptop, words.phase, words.turns)
    driver.start(words.careless)
    application.exec()


if __name__ == "__main__":
    main()
