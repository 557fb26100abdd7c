"""Waste is thrown away on the window's thread alone, whichever thread makes more of it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.helpers.sources import ROOT
from tests.helpers.until import PATIENCE_MS

PROGRAM = """
import gc, os, threading
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from bsuh_desktop.qt.application.main_thread_gc import MainThreadCollector

class Page(QWidget):
    pass

def leave_a_page():
    page = Page()
    page.itself = page
    page.destroyed.connect(thrown_away, Qt.ConnectionType.DirectConnection)

def thrown_away():
    print(threading.current_thread().name)
    gone.set()

def work():
    for _ in range(200_000):
        kept.append([])

kept, gone = [], threading.Event()
application = QApplication([])
{begin}
leave_a_page()
worker = threading.Thread(target=work, name="worker")
worker.start()
worker.join()
QTimer.singleShot({patience}, application.quit)
look = QTimer(interval=20)
look.timeout.connect(lambda: gone.is_set() and application.quit())
look.start()
application.exec()
print("end")
"""


@pytest.mark.parametrize(
    ("begin", "thread"),
    [
        ("waste = MainThreadCollector(application); waste.begin()", "MainThread"),
        ("MainThreadCollector(application)", "worker"),
    ],
    ids=["with", "without"],
)
def test_a_page_is_thrown_away_on_the_windows_thread(begin: str, thread: str) -> None:
    """Without it the page ends where the work is done: if Python or PySide mend that one day, the module can go."""
    program = PROGRAM.format(begin=begin, patience=PATIENCE_MS)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [thread, "end"]
