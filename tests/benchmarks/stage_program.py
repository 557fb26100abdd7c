"""The stage as a program of its own, full screen with the first module: `stage_program [still]` (without fades)."""

from __future__ import annotations

import sys

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from bsuh_desktop.qt.stage.shortcuts import command_of
from bsuh_desktop.qt.stage.stage import Stage
from tests.benchmarks.module_pictures import first_module


def main() -> None:
    """Runs until it is ended from outside."""
    application = QApplication(sys.argv[:1])
    desk = QWidget()
    stage = Stage(desk, motion="still" not in sys.argv)
    stage.control.take(first_module(), "bn", 1)

    def hear(event: QKeyEvent) -> None:
        step = {"next": 1, "back": -1}.get(command_of(event) or "", 0)
        stage.control.show(stage.control.content.slide + step)

    stage.window.key_pressed.connect(hear)
    stage.projector.toggle()
    application.exec()


if __name__ == "__main__":
    main()
