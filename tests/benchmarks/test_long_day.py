"""Eight hours at one desk: four classes, the breaks between them, and an app that is as quick and as small at the end.

The clock runs faster than life: a minute goes by in a moment, and every timer that counts in seconds rings as often as
it would have. Minutes long, so on demand: `python -m pytest -m soak -s tests/benchmarks/test_long_day.py`.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.classroom.class_picture import ClassPicture
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish, prepare_class
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from tests.benchmarks.sizes import Size
from tests.helpers import prepared
from tests.helpers.desks import rows
from tests.helpers.hands import key, pick, settle, type_in, until
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

CLASSES, LEARNERS = 4, 58
LESSON, BREAK = 45, 75
"""Minutes: four lessons and the breaks after them are eight hours."""

GROWTH_MIB = 6.0
SLOWER = 1.35
SECOND_MS = 1_000


class Mark(NamedTuple):
    """What a class left behind: resident memory in MiB, and the processor's seconds that its events took."""

    mib: float
    seconds: float


class LongDay:
    """A facilitator who is at the desk all day."""

    def __init__(self, visit: Visit, folder: Path, lesson: int) -> None:
        self.lesson = lesson
        self.visit = visit
        self.folder = folder

    @property
    def picture(self) -> ClassPicture:
        picture = self.visit.bridge.picture
        assert picture is not None
        return picture

    def go_by(self, minutes: int) -> None:
        """Time goes by: the clock runs on, and whatever rings every few seconds has rung so often."""
        clock = self.visit.bridge.clock
        assert isinstance(clock, RehearsalClock)
        for _ in range(minutes):
            clock.advance(60)
            for timer in self.visit.window.findChildren(QTimer):
                for _ in range(60_000 // timer.interval() if timer.isActive() and timer.interval() >= SECOND_MS else 0):
                    timer.timeout.emit()
            settle()
        self.visit.quiet()

    def hold(self) -> None:
        """The next class of the day, from Home to its files and back."""
        visit = self.visit
        if visit.window.page.name == "door":
            visit.unlock()
        visit.press("start_1", "start_roll_call")
        self.page("roll_call")
        type_in(visit.see("headcount"), str(LEARNERS - 2))
        key(visit.window, "Return")
        visit.quiet()
        for roll in ("5", "33"):
            type_in(visit.see("roll"), roll)
            key(visit.window, "Return")
            visit.quiet()
        visit.press("start_teaching")
        self.page("teach")
        self.teach()
        key(visit.window, "F10")
        self.page("wrap_up")
        visit.press("finish")
        until(lambda: self.picture.ended_ms is not None, "the class is finished")
        self.write()
        visit.press("done")
        self.page("home")

    def page(self, name: str) -> None:
        until(lambda: self.visit.window.page.name == name, f"the page {name} is shown")
        self.visit.quiet()

    def teach(self) -> None:
        steps = 0
        while "wrap-up" not in str(self.visit.see("next_step").property("text")):
            if self.picture.open_asking is not None:
                for letter, count in zip("abcd", (9, 31, 8, 6), strict=True):
                    self.visit.write(f"count_{letter}", str(count))
            self.visit.press("next_step")
            steps += 1
            if steps % 2 == 0 and steps // 2 <= self.lesson:
                self.go_by(1)
        self.go_by(max(0, self.lesson - steps // 2))

    def write(self) -> None:
        for papers, files in (("certificates", "*.pdf"), ("attendance", "*.bsuh")):
            before = self.written(files)
            self.visit.press(f"{papers}_to_folder")
            pick(self.folder)
            self.visit.let_names_go(papers)
            self.wait_for(files, before + 1)

    def written(self, files: str) -> int:
        return len(list(self.folder.glob(files)))

    def wait_for(self, files: str, count: int) -> None:
        until(lambda: self.written(files) == count, f"{count} {files} are written")
        self.visit.quiet()


def four_large_classes(desk: Desk) -> None:
    """Four classes of 58, prepared for today."""
    prepared.as_made(desk)
    for section in ("ka", "kha", "ga", "gha"):
        group = enrol.new_group("eiin:107845", 2026, "8", section)
        enrol.agree(desk, group, "letters", rows(LEARNERS))
        prepare_class(desk, ClassWish((group.id,), prepared.PACK))


def resident_mib() -> float:
    """This process's resident memory."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


@pytest.mark.usefixtures("windows")
def test_eight_hours_leave_nothing_behind(size: Size, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    marks = []
    with visiting(tmp_path, four_large_classes, projector=True) as visit:
        visit.unlock()
        person = LongDay(visit, folder, LESSON)
        for _ in range(size.of(CLASSES, 1)):
            seconds, _ = size.timed(person.hold, time.process_time)
            person.go_by(size.of(BREAK, 1))
            QApplication.processEvents()
            gc.collect()
            marks.append(Mark(resident_mib(), seconds))
            print(f"\nafter class {len(marks)}: {marks[-1].mib:.1f} MiB, {seconds:.1f} s of the processor")
    # The first class makes every page; from the second on nothing may grow.
    second = marks[size.of(1, 0)]
    size.at_most(marks[-1].mib - second.mib, GROWTH_MIB)
    size.at_most(marks[-1].seconds, SLOWER * second.seconds)
