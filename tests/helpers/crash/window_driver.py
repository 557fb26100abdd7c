"""The real window, driven by events on visible controls without pause until somebody kills it.

Called as `window_driver.py HOME PHASE`, on a display. Classes are begun behind the window's back, through its own
bridge; what the phase is about is pressed and typed. A command is acknowledged when the window is quiet again.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from bsuh_desktop.domain.events import Channel
from bsuh_desktop.qt.application.run import open_desk_window
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from tests.helpers.crash.desk_driver import PACK, groups
from tests.helpers.crash.installation import Laptop
from tests.helpers.crash.wire import Line, tell
from tests.helpers.hands import front, key, pick, settle, until, write
from tests.helpers.visit import LAPTOP, Visit
from tests.helpers.watched_application import WatchedApplication

Act = Callable[[], object]
Acts = Iterator[tuple[str, int, Act]]
"""What is done by hand, how many events it adds at most, and how."""


class Person:
    """Somebody at the laptop. Every class is a new one."""

    def __init__(self, visit: Visit, laptop: Laptop) -> None:
        self.visit, self.laptop = visit, laptop

    def begin(self, *commands: Callable[[Conduct], object], by: Channel = "hands") -> str:
        """A new class, brought to its step; its session."""
        bridge = self.visit.bridge
        tell(begin="open", session="", most=1 + len(commands))
        bridge.query(groups, lambda found: bridge.open_class(ClassWish(found, PACK, by)))
        self.visit.quiet()
        for command in commands:
            bridge.conduct(command)
        self.visit.quiet()
        tell(done="open", **self.end())
        return bridge.picture.session if bridge.picture else ""

    def end(self) -> Line:
        """Where the journal of the class stands."""
        session = self.visit.bridge.picture.session if self.visit.bridge.picture else ""
        found: list[Line] = []

        def ask(desk: Desk) -> Line:
            journal = desk.store.journal
            return {"session": session, "seq": journal.state(session).events, "head": journal.head(session).hex()}

        self.visit.bridge.query(ask, found.append)
        until(lambda: found, "the journal has answered")
        return found[0]

    def do(self, acts: Acts) -> None:
        """One act after the other, each told before and after."""
        for what, most, act in acts:
            session = self.visit.bridge.picture.session if self.visit.bridge.picture else ""
            tell(begin=what, session=session, most=most)
            promised = act()
            self.visit.quiet()
            tell(done=what, **self.end(), **(promised if isinstance(promised, dict) else {}))

    def mark(self, card: int) -> None:
        """A roll number and Enter."""
        field = self.visit.see("roll")
        write(field, str(card))
        key(field, "Return")

    def write_to(self, papers: str, folder: Path) -> Line:
        """Presses the button for a folder and names it; returns what stands there then."""
        before = set(folder.iterdir())
        self.visit.press(f"{papers}_to_folder")
        pick(folder)
        self.visit.let_names_go(papers)
        self.visit.quiet()
        new = [path for path in folder.iterdir() if path not in before and not path.name.startswith(".")]
        return {"file": str(new[0]), "sha256": hashlib.sha256(new[0].read_bytes()).hexdigest()} if new else {}


def _count(conduct: Conduct) -> None:
    conduct.type_headcount(12)


def roll_call(person: Person) -> Acts:
    """Absent, present, absent."""
    person.begin(_count)
    person.visit.go("roll_call")
    for card in [*range(1, 13)] * 3:
        yield f"mark {card}", 1, partial(person.mark, card)


def undo(person: Person) -> Acts:
    """A mark, and the button that takes it back."""
    person.begin(_count)
    person.visit.go("roll_call")
    for card in range(1, 13):
        yield f"mark {card}", 1, partial(person.mark, card)
        yield "undo", 1, lambda: person.visit.press("undo")


def by_hands(person: Person) -> Acts:
    """Hands counted and counted again."""
    person.begin(_count, Conduct.call_roll, lambda conduct: conduct.show_slide(6), lambda c: c.ask("q1", "hands"))
    person.visit.go("teach")
    for number in range(1, 10):
        for letter in "abcd":
            yield "hands", 2, partial(person.visit.write, f"count_{letter}", str(number))


def finish(person: Person) -> Acts:
    """The one key."""
    person.begin(_count, Conduct.call_roll, lambda conduct: conduct.ask("q1", "hands"))
    person.visit.go("wrap_up")
    yield "finish", 2, lambda: person.visit.press("finish")


def certificates(person: Person) -> Acts:
    """Into a folder, and once more."""
    person.begin(_count, Conduct.call_roll, Conduct.finish, Conduct.allow_certificates)
    person.visit.go("wrap_up")
    for _ in range(2):
        yield "certificates", 0, lambda: person.write_to("certificates", person.laptop.papers)


def attendance_file(person: Person) -> Acts:
    """Into the folder of a stick."""
    person.begin(_count, Conduct.call_roll, Conduct.finish)
    person.visit.go("wrap_up")
    yield "attendance", 0, lambda: person.write_to("attendance", person.laptop.stick)


PHASES: dict[str, Callable[[Person], Acts]] = {
    "roll call": roll_call,
    "by hands": by_hands,
    "undo": undo,
    "finish": finish,
    "certificates": certificates,
    "attendance file": attendance_file,
}


def main() -> None:
    """Until it is killed."""
    laptop, phase = Laptop(Path(), Path(sys.argv[1])), PHASES[sys.argv[2]]
    application = WatchedApplication([])
    window = open_desk_window(application, laptop.profile, laptop.clock(), "en")
    window.setGeometry(0, 0, *LAPTOP)
    window.show()
    front(window)
    settle()
    visit = Visit(window, window.page.bridge)
    visit.bridge.error_reported.connect(_died)
    visit.bridge.crashed.connect(_died)
    visit.unlock()
    visit.in_private()
    person = Person(visit, laptop)
    while QApplication.instance() is not None:
        person.do(phase(person))


def _died(error: BaseException) -> None:
    os.write(2, f"{type(error).__name__}: {error}\n".encode())
    os._exit(3)


if __name__ == "__main__":
    main()
