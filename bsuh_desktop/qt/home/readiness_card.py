"""The checks of the laptop as rows on Home, and the dialog with what to do about one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.home.readiness import ReadinessLine
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.lights import Light
from bsuh_desktop.qt.widgets.restyled import desk_digits
from bsuh_desktop.qt.widgets.sketch import Sketch
from bsuh_desktop.qt.widgets.text_lines import TextLines

_DRAWING = 96
_TOP = Qt.AlignmentFlag.AlignTop
_COLUMNS = 4


class RemedyDialog(Dialog):
    """`look_again` is called when the person says that the problem is fixed."""

    def __init__(self, line: ReadinessLine, parent: QWidget, look_again: Callable[[], object]) -> None:
        verbs = [("close", Message("Close"), "secondary"), ("done_look_again", Message("Look again"), "primary")]
        super().__init__(line.called, line.text, verbs, parent)
        self.setObjectName("remedy_dialog")
        self._numbers: list[QLabel] = []
        self.add(self._steps(line))
        self.retranslate()
        self.answered.connect(lambda key: look_again() if key == "done_look_again" else None)

    def retranslate(self) -> None:
        """Translates the step numbers as well."""
        super().retranslate()
        for place, number in enumerate(self._numbers, 1):
            number.setText(desk_digits(place))

    def _steps(self, line: ReadinessLine) -> QWidget:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 16, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(2, 1)
        drawing, steps = Sketch(), line.steps
        drawing.set_icon(line.large_drawing, _DRAWING)
        grid.addWidget(drawing, 0, 0, len(steps) + 1, 1, _TOP)
        grid.setRowStretch(len(steps), 1)
        for place, step in enumerate(steps):
            number, words = QLabel(), TextLines()
            number.setProperty("role", "card-title")
            self._numbers.append(number)
            self.say(step, words.setText)
            grid.addWidget(number, place, 1, _TOP)
            grid.addWidget(words, place, 2)
        return body


def show_rows(
    grid: QGridLayout, lines: Sequence[ReadinessLine], bridge: Bridge, wanted: Callable[[ReadinessLine], object]
) -> None:
    """Replaces the rows of `grid` by `lines`; `wanted` is called with the line whose remedy is asked for."""
    while (item := grid.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    grid.setColumnStretch(2, 1)
    for place, line in enumerate(lines):
        _show_line(grid, 2 * place, line, bridge)
        if line.remedy is not None:
            grid.addWidget(_remedy_button(line, bridge, wanted), 2 * place + 1, 3, _TOP)
    frame = grid.parentWidget()
    assert frame is not None
    apply_icons(frame)


def _show_line(grid: QGridLayout, row: int, line: ReadinessLine, bridge: Bridge) -> None:
    light, drawing, hairline = Light(), Sketch(), QFrame()
    light.set_state(line.light)
    drawing.set_icon(line.drawing)
    hairline.setProperty("role", "hairline")
    grid.addWidget(hairline, row, 0, 1, _COLUMNS)
    grid.addWidget(light, row + 1, 0, _TOP)
    grid.addWidget(drawing, row + 1, 1, _TOP)
    # Without a button, the text takes its column too.
    grid.addWidget(_words(line, bridge), row + 1, 2, 1, 1 if line.remedy is not None else 2)


def _words(line: ReadinessLine, bridge: Bridge) -> QWidget:
    """The item's name, its state and what to do: one line where there is room."""
    words = TextLines()
    words.setObjectName(f"readiness_{line.name}")
    words.setProperty("role", "caption")
    words.set_fact(bridge.say(line.called), bridge.text(line.whole))
    return words


def _remedy_button(line: ReadinessLine, bridge: Bridge, wanted: Callable[[ReadinessLine], object]) -> QPushButton:
    button = QPushButton()
    button.setObjectName(f"remedy_{line.name}")
    button.setProperty("kind", "icon")
    button.setProperty("glyph", "next")
    name = bridge.say(line.verb)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.clicked.connect(lambda: wanted(line))
    return button
