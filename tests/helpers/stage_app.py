"""A desk with its stage as a program of its own, so that its screens can be pulled: `stage_app PACK`.

Each key that it hears is told on a line: "slide 3". "ready" comes first, when the desk has the keyboard and the stage
its first picture.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from bsuh_desktop.content.reader import read_pack
from bsuh_desktop.qt.stage.shortcuts import command_of
from bsuh_desktop.qt.stage.stage import Stage
from tests.helpers.packs import WORDS

FIRST = 2


class Desk(QWidget):
    """A desk that knows two keys: next and back."""

    def __init__(self, pack: Path) -> None:
        super().__init__()
        self.resize(800, 600)
        self.stage = Stage(self)
        self.stage.window.key_pressed.connect(self.hear)
        self.stage.control.take(read_pack(pack, WORDS), "en", FIRST)
        self.stage.renderer.ready.connect(self._tell_ready)
        self._told = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys pressed here."""
        self.hear(event)

    def hear(self, event: QKeyEvent) -> None:
        """Keys pressed in either window."""
        command, control = command_of(event), self.stage.control
        if command in ("next", "back"):
            control.show(control.content.slide + (1 if command == "next" else -1))
            print(f"slide {control.content.slide}", flush=True)

    def changeEvent(self, event: object) -> None:
        """The keyboard may have come."""
        self._tell_ready()

    def _tell_ready(self) -> None:
        if not self._told and self.isActiveWindow() and self.stage.renderer.image(self.stage.control.shown):
            self._told = True
            print("ready", flush=True)


def main() -> None:
    """Runs until it is ended from outside."""
    application = QApplication(sys.argv[:1])
    desk = Desk(Path(sys.argv[1]))
    desk.show()
    desk.activateWindow()
    desk.stage.projector.set_on(True)
    application.exec()


if __name__ == "__main__":
    main()
