"""Walks the desk with a person's hands and says how long each kind of event kept the GUI thread.

A program of its own, run from the root of a clone, so that the same hands can walk an earlier commit's desk. Arguments:
an empty folder; pages, if it is to walk these alone. Prints {event: ms}, the longest of each kind, as JSON.
"""

from __future__ import annotations

import dataclasses
import gc
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from compile_resources import compile_all
from PySide6.QtCore import QEvent, QObject, QThread
from shiboken6 import isValid

from tests.helpers.display import own_display
from tests.helpers.watched_application import Deliver, WatchedApplication

PAGES = (
    "home-day-full",
    "import-school",
    "learners",
    "roll-call-77",
    "teach",
    "hand-over-states",
    "receive-read",
    "verify-several",
    "inbox-to-decide",
    "figures",
    "grant-requests-room",
)
MOST_OF_IT = 0.8


@dataclasses.dataclass
class _Running:
    """An event that is being delivered."""

    loop: int
    """How many event loops stand above it."""
    begun: float
    longest: tuple[float, str] = (0.0, "")
    """Of the events that it has sent."""
    elsewhere_ms: float = 0.0
    """What was delivered by a loop that it has opened."""


class LongEvents:
    """The longest of each kind of event, in ms of the thread's own time: a busy machine adds little to it."""

    def __init__(self) -> None:
        self.longest: dict[str, float] = {}
        self._running: list[_Running] = []

    def deliver(self, deliver: Deliver, receiver: QObject, event: QEvent) -> bool:
        """Delivers one event and times it. One that only passes another on, as a window does to its button, goes by
        the other's name."""
        kind = event.type().name
        outer = self._running[-1] if self._running else None
        running = _Running(QThread.currentThread().loopLevel(), time.thread_time())
        self._running.append(running)
        try:
            return deliver(receiver, event)
        finally:
            self._running.pop()
            ms = (time.thread_time() - running.begun) * 1000 - running.elsewhere_ms
            inner_ms, inner = running.longest
            name = inner if inner_ms > MOST_OF_IT * ms else f"{kind} at {_named(receiver)}"
            if outer is not None and outer.loop == running.loop:
                outer.longest = max(outer.longest, (ms, name))
                outer.elsewhere_ms += running.elsewhere_ms
            else:
                self.longest[name] = max(ms, self.longest.get(name, 0.0))
                if outer is not None:
                    outer.elsewhere_ms += ms + running.elsewhere_ms


def _named(receiver: QObject) -> str:
    if not isValid(receiver):
        return type(receiver).__name__
    return f"{receiver.metaObject().className()} {receiver.objectName()}".strip()


def main(folder: Path, pages: Sequence[str]) -> None:
    """The first day of a facilitator, then page by page; or only the pages that are named."""
    from tests.features.windows.test_first_class import LEARNERS, first_day
    from tests.helpers.scenes import SCENES
    from tests.helpers.visit import visiting

    application = WatchedApplication(["bsuh"])
    gc.disable()
    events, stick = LongEvents(), folder / "stick"
    stick.mkdir()
    if not pages:
        with visiting(folder / "laptop") as visit, application.delivered_through(events.deliver):
            first_day(visit, stick, range(1, LEARNERS + 1))
    for name in pages or PAGES:
        scene = SCENES[name]
        watched = application.delivered_through(events.deliver)
        with visiting(folder / name, scene.prepare, scene.projector) as visit, watched:
            scene.reach(visit)
        gc.collect()
    print(json.dumps(events.longest))


if __name__ == "__main__":
    compile_all()
    own_display()
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb")
    main(Path(sys.argv[1]), sys.argv[2:])
