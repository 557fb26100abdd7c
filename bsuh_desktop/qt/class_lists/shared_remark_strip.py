"""Lines above the table: what many rows have in common, to be answered once for all of them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from bsuh_desktop.presenters.class_lists.shared_remarks import GroupLine
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.import_list import Ui_ImportList
from bsuh_desktop.qt.widgets.field_error import repolish
from bsuh_desktop.qt.widgets.lights import Light
from bsuh_desktop.qt.widgets.side_by_side import SideBySide
from bsuh_desktop.qt.widgets.text_lines import TextLines

_SENTENCE, _VERB = 260, 170
"""Widths of a sentence and of each button, in px at normal text size."""


class SharedRemarkStrip(QObject):
    """`answered` carries the code of a line and the key of the button."""

    answered = Signal(str, str)

    def __init__(self, bridge: Bridge, form: Ui_ImportList, page: QWidget) -> None:
        super().__init__(page)
        self._bridge = bridge
        self._form = form
        self._lines: dict[str, _Line] = {}

    def show(self, lines: tuple[GroupLine, ...]) -> None:
        """Shows the lines; those shown before keep their place."""
        if [(line.code, tuple(key for key, _ in line.verbs)) for line in lines] != [
            (code, line.keys) for code, line in self._lines.items()
        ]:
            self._clear()
            for line in lines:
                self._lines[line.code] = made = _Line(line)
                made.answered.connect(self.answered)
                self._form.groups_column.addWidget(made)
        for line in lines:
            self._lines[line.code].tell(self._bridge, line)
        groups, role = self._form.groups, "card" if all(line.settled or line.again for line in lines) else "look"
        if groups.property("role") != role:
            groups.setProperty("role", role)
            repolish(groups)
        groups.setVisible(bool(lines))

    def first_open(self) -> QWidget | None:
        """The first enabled button of a line that waits for an answer."""
        buttons = (button for line in self._lines.values() if not line.again for button in line.buttons)
        return next((button for button in buttons if button.isEnabled()), None)

    def _clear(self) -> None:
        for line in self._lines.values():
            line.hide()
            line.deleteLater()
        self._lines = {}


class _Line(SideBySide):
    answered = Signal(str, str)

    def __init__(self, line: GroupLine) -> None:
        super().__init__()
        self.setObjectName(f"group_{line.code}")
        self._light, self._words = Light(), TextLines()
        self._buttons: dict[str, QPushButton] = {}
        self.again = line.again
        said = QWidget()
        said.setProperty("least", _SENTENCE)
        inner = _row(said, 12)
        inner.addWidget(self._light, 0, Qt.AlignmentFlag.AlignVCenter)
        inner.addWidget(self._words, 1)
        self._verbs = SideBySide()
        self._verbs.setProperty("least", _VERB * len(line.verbs))
        buttons = _row(self._verbs, 8)
        buttons.addStretch(1)
        for key, _ in line.verbs:
            self._buttons[key] = button = QPushButton()
            button.setObjectName(f"{line.code}_{key}")
            button.clicked.connect(lambda _=False, key=key: self.answered.emit(line.code, key))
            buttons.addWidget(button)
        row = _row(self, 12)
        row.addWidget(said, 1)
        row.addWidget(self._verbs)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all buttons in order."""
        return tuple(self._buttons)

    @property
    def buttons(self) -> list[QPushButton]:
        """All buttons in order."""
        return list(self._buttons.values())

    def tell(self, bridge: Bridge, line: GroupLine) -> None:
        self._light.set_state("ok" if line.settled else line.light)
        self._words.setText(bridge.say(line.sentence))
        for key, words in line.verbs:
            self._buttons[key].setText(bridge.say(words))
            self._buttons[key].setAccessibleDescription(bridge.say(line.sentence))
            self._buttons[key].setEnabled(not (line.settled or line.shut))


def _row(widget: QWidget, spacing: int) -> QHBoxLayout:
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    return row
