"""One thing that is not ready: its drawing, and step by step what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.home.readiness import NAMES, Line
from bsuh_desktop.qt.home.remedies import large_drawing_of, steps_of
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.restyled import desk_digits
from bsuh_desktop.qt.widgets.sketch import Sketch
from bsuh_desktop.qt.widgets.words import Words

_DRAWING = 96
_TOP = Qt.AlignmentFlag.AlignTop


class RemedyDialog(Dialog):
    """`look_again` is called when the person says that it is done."""

    def __init__(self, line: Line, parent: QWidget, look_again: Callable[[], object]) -> None:
        verbs = [("close", Message("Close"), "secondary"), ("done_look_again", Message("Look again"), "primary")]
        super().__init__(NAMES[line.name], line.text, verbs, parent)
        self.setObjectName("remedy_dialog")
        self._numbers: list[QLabel] = []
        self.add(self._steps(line))
        self.retranslate()
        self.answered.connect(lambda key: look_again() if key == "done_look_again" else None)

    def retranslate(self) -> None:
        """The numbers of the steps, too."""
        super().retranslate()
        for place, number in enumerate(self._numbers, 1):
            number.setText(desk_digits(place))

    def _steps(self, line: Line) -> QWidget:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 16, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(2, 1)
        drawing, steps = Sketch(), steps_of(line.name)
        drawing.set_icon(large_drawing_of(line.name), _DRAWING)
        grid.addWidget(drawing, 0, 0, len(steps) + 1, 1, _TOP)
        grid.setRowStretch(len(steps), 1)
        for place, step in enumerate(steps):
            number, words = QLabel(), Words()
            number.setProperty("role", "card-title")
            self._numbers.append(number)
            self.say(step, words.setText)
            grid.addWidget(number, place, 1, _TOP)
            grid.addWidget(words, place, 2)
        return body
