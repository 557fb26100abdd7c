"""What strangers' files cost the desk: dropped on Verify in the real window, one after the other and all at once. The
window goes on meanwhile, and makes certificates afterwards.

Repeat: `python -m pytest -m benchmark -s tests/benchmarks/test_hostile_windows.py`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QObject, Qt, QTimer

from bsuh_desktop.qt.application.main_thread_gc import MainThreadCollector
from bsuh_desktop.qt.verify.verdict import VerdictShape
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.trust.sealing import recipient_of
from tests.benchmarks.sizes import Size
from tests.helpers import verified
from tests.helpers.class_pages import class_of, read, shows
from tests.helpers.command import environment
from tests.helpers.desks import a_class
from tests.helpers.hands import key, pick, press, until
from tests.helpers.hostile_costs import MOST_MEGABYTES, Cost, hold
from tests.helpers.hostile_files import LAST, NUMBER, kind_of
from tests.helpers.hostile_papers import UNSEEN
from tests.helpers.peak_memory import linux, peak, reset_peak
from tests.helpers.verified import drop, stick_of
from tests.helpers.visit import Visit, visiting

pytestmark = [linux, pytest.mark.started_children]

BEAT_MS = 20
LONGEST_STILL = 1.0
"""Seconds in which the window may do nothing."""
REFUSED = ("unused", "stop")
"""Lights of what is not good, and is not said to be."""
MAY_BE_GOOD = [f"PDF: {kind}" for kind in UNSEEN]

_WRITES = """
import sys
from pathlib import Path
from tests.helpers.hostile_files import write_hostile

folder, pdf, recipient, *numbers = sys.argv[1:]
write_hostile(Path(folder), Path(pdf).read_bytes(), [recipient], map(int, numbers))
"""


class Beat(QObject):
    """Beats on the window's thread, as long as it has time for it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._last, self._longest = time.monotonic(), 0.0
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start()

    def longest(self) -> float:
        """The most seconds between two beats since this was asked before."""
        self._on_beat()
        longest, self._longest = self._longest, 0.0
        return longest

    def _on_beat(self) -> None:
        now = time.monotonic()
        self._longest, self._last = max(self._longest, now - self._last), now


def with_class(desk: Desk) -> None:
    """Papers lie beside the desk, and a class waits whose roll was called."""
    verified.with_papers(desk)
    a_class(desk)


@pytest.fixture
def visit(windows: None, tmp_path: Path) -> Iterator[Visit]:
    """The Verify page, before anything was brought."""
    with visiting(tmp_path, with_class) as visit:
        waste = MainThreadCollector(visit.window)
        waste.begin()
        visit.unlock()
        visit.in_private()
        visit.press("rail_verify")
        yield visit


@pytest.fixture
def hostile(size: Size, visit: Visit, tmp_path: Path) -> Iterator[list[Path]]:
    """The files, by their numbers: sealed to this very desk, and made of a certificate that is good here. A process of
    its own makes them, or what that takes would count as the desk's."""
    folder, recipients = tmp_path / "hostile", list[str]()
    visit.bridge.query(lambda desk: recipient_of(desk.vault.age_identity), recipients.append)
    visit.quiet()
    words = (folder, stick_of(visit.bridge.profile) / verified.GOOD, *recipients)
    numbers = size.of(range(NUMBER), LAST)
    subprocess.run([sys.executable, "-c", _WRITES, *map(str, (*words, *numbers))], env=environment(), check=True)
    files = sorted(folder.iterdir())
    assert len(files) == len(numbers)
    yield files
    shutil.rmtree(folder)


def test_each_is_answered_in_time_and_memory_while_the_window_goes_on(
    size: Size, visit: Visit, hostile: list[Path], tmp_path: Path
) -> None:
    before, beat, own = set(psutil.Process().children(recursive=True)), Beat(visit.window), reset_peak()
    costs, stills = [], []

    def brought(number: int) -> None:
        kind, path = kind_of(number_of(hostile[number])), hostile[number]
        reset_peak()
        beat.longest()
        began = time.monotonic()
        drop(visit.see("verify"), path)
        until(lambda: shows(visit, "check_another"), f"{path.name} is answered")
        costs.append(Cost(kind, time.monotonic() - began, peak() - own))
        light, words = light_of(visit), read(visit, "shown")
        assert light in REFUSED or kind in MAY_BE_GOOD, f"{path.name}: {light}, {words}"
        assert "Traceback" not in words
        # Its picture may be on its way: nobody waits for that, and neither does the next file.
        press(visit.see("check_another"))
        stills.append((beat.longest(), kind))

    for number in range(len(hostile)):
        brought(number)
    slowest = max(range(len(hostile)), key=lambda number: costs[number].seconds)
    for _ in range(size.of(2, 0)):
        brought(slowest)
    if size.full:
        hold(costs)
    stills.sort(reverse=True)
    print("longest still", [(kind, round(seconds, 2)) for seconds, kind in stills[:5]])
    size.at_most(stills[0][0], LONGEST_STILL)
    works_as_before(visit, tmp_path / "papers")
    assert set(psutil.Process().children(recursive=True)) <= before, "a child is left"


def test_all_at_once_are_answered_in_little_memory_while_the_window_goes_on(
    size: Size, visit: Visit, hostile: list[Path], tmp_path: Path
) -> None:
    before, beat, own = set(psutil.Process().children(recursive=True)), Beat(visit.window), reset_peak()
    began = time.monotonic()
    drop(visit.see("verify"), *hostile)
    until(lambda: shows(visit, "check_another"), "all are answered")
    seconds, megabytes, still = time.monotonic() - began, peak() - own, beat.longest()
    print(f"\n{len(hostile)} at once: {seconds:.0f} s, {megabytes} MB, longest still {still:.2f} s")
    rows = visit.window.page.form.several.rows()
    assert len(rows) == len(hostile)
    taken = {row.key for row in rows if row.cells[0].light not in REFUSED}
    assert taken <= {str(row) for row, path in enumerate(hostile) if kind_of(number_of(path)) in MAY_BE_GOOD}
    assert "Traceback" not in read(visit, "shown")
    size.at_most(megabytes, MOST_MEGABYTES)
    size.at_most(still, LONGEST_STILL)
    press(visit.see("check_another"))
    works_as_before(visit, tmp_path / "papers")
    assert set(psutil.Process().children(recursive=True)) <= before, "a child is left"


def number_of(path: Path) -> int:
    """The number of one of the files, by its name."""
    return int(path.name.partition("-")[0])


def light_of(visit: Visit) -> str:
    """The verdict's shape and colour."""
    shape = visit.see("verdict_shape")
    assert isinstance(shape, VerdictShape)
    return shape.state


def works_as_before(visit: Visit, folder: Path) -> None:
    """An honest certificate is good, and its picture is painted; the class that waits is finished, and its certificates
    are written."""
    drop(visit.see("verify"), stick_of(visit.bridge.profile) / verified.GOOD)
    until(lambda: shows(visit, "document_picture"), "the picture is painted")
    assert light_of(visit) == "ok"
    folder.mkdir()
    visit.press("rail_home", "go_on")
    key(visit.window, "F10")
    until(lambda: visit.window.page.name == "wrap_up", "the page is shown")
    key(visit.window, "F10")
    until(lambda: class_of(visit).ended_ms is not None, "the class is finished")
    visit.quiet()
    visit.press("certificates_to_folder")
    pick(folder)
    visit.let_names_go()
    until(lambda: shows(visit, "certificates_message"), "the certificates are written")
    visit.quiet()
    assert [path.suffix for path in folder.iterdir()] == [".pdf"]
