"""The lines of readiness as they stand on Home: drawing, light, word, sentence, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.home.readiness import NAMES, Line
from bsuh_desktop.qt.home.remedies import drawing_of
from bsuh_desktop.qt.widgets.icons import dress
from bsuh_desktop.qt.widgets.lights import Light
from bsuh_desktop.qt.widgets.sketch import Sketch
from bsuh_desktop.qt.widgets.words import Words

_TOP = Qt.AlignmentFlag.AlignTop
_COLUMNS = 4


def show_rows(grid: QGridLayout, lines: Sequence[Line], bridge: Bridge, wanted: Callable[[Line], object]) -> None:
    """Fills `grid` with the lines, over whatever stood there; `wanted` hears whose remedy is asked for."""
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
    dress(frame)


def _show_line(grid: QGridLayout, row: int, line: Line, bridge: Bridge) -> None:
    light, drawing, hairline = Light(), Sketch(), QFrame()
    light.set_state(line.light)
    drawing.set_icon(drawing_of(line.name))
    hairline.setProperty("role", "hairline")
    grid.addWidget(hairline, row, 0, 1, _COLUMNS)
    grid.addWidget(light, row + 1, 0, _TOP)
    grid.addWidget(drawing, row + 1, 1, _TOP)
    # Where there is nothing to do the words have the room of the button.
    grid.addWidget(_words(line, bridge), row + 1, 2, 1, 1 if line.remedy is not None else 2)


def _words(line: Line, bridge: Bridge) -> QWidget:
    """The thing, and under it how it is and what to do."""
    whole, name, text = QWidget(), Words(), Words()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    name.setProperty("role", "strong")
    name.setText(bridge.say(NAMES[line.name]))
    text.setObjectName(f"readiness_{line.name}")
    text.setProperty("role", "caption")
    text.setText(" ".join(bridge.say(part) for part in (line.text, line.remedy) if part))
    column.addWidget(name)
    column.addWidget(text)
    return whole


def _remedy_button(line: Line, bridge: Bridge, wanted: Callable[[Line], object]) -> QPushButton:
    button = QPushButton()
    button.setObjectName(f"remedy_{line.name}")
    button.setProperty("kind", "icon")
    button.setProperty("glyph", "next")
    name = bridge.say(Message("{thing}: what to do", thing=NAMES[line.name]))
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.clicked.connect(lambda: wanted(line))
    return button
