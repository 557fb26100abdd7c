"""Whether this laptop is ready: checked in the background, shown on Home, with a remedy for each problem."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.home import Ui_Home
from bsuh_desktop.qt.home import readiness_lines
from bsuh_desktop.qt.home.readiness_lines import NAMES, ReadinessLine
from bsuh_desktop.qt.home.remedies import drawing_of, large_drawing_of, steps_of
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.lights import Light
from bsuh_desktop.qt.widgets.restyled import desk_digits
from bsuh_desktop.qt.widgets.sketch import Sketch
from bsuh_desktop.qt.widgets.text_lines import TextLines
from bsuh_desktop.services.home.doctor import Check, examine
from bsuh_desktop.services.safekeeping.backup_status import BackupStatus, backup_standing

_DRAWING = 96
_DIALOG_TOP = Qt.AlignmentFlag.AlignTop


class RemedyDialog(Dialog):
    """`look_again` is called when the person says that the problem is fixed."""

    def __init__(self, line: ReadinessLine, parent: QWidget, look_again: Callable[[], object]) -> None:
        verbs = [("close", Message("Close"), "secondary"), ("done_look_again", Message("Look again"), "primary")]
        super().__init__(NAMES[line.name], line.text, verbs, parent)
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
        drawing, steps = Sketch(), steps_of(line.name)
        drawing.set_icon(large_drawing_of(line.name), _DRAWING)
        grid.addWidget(drawing, 0, 0, len(steps) + 1, 1, _DIALOG_TOP)
        grid.setRowStretch(len(steps), 1)
        for place, step in enumerate(steps):
            number, words = QLabel(), TextLines()
            number.setProperty("role", "card-title")
            self._numbers.append(number)
            self.say(step, words.setText)
            grid.addWidget(number, place, 1, _DIALOG_TOP)
            grid.addWidget(words, place, 2)
        return body


_TOP = Qt.AlignmentFlag.AlignTop
_COLUMNS = 4


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
    drawing.set_icon(drawing_of(line.name))
    hairline.setProperty("role", "hairline")
    grid.addWidget(hairline, row, 0, 1, _COLUMNS)
    grid.addWidget(light, row + 1, 0, _TOP)
    grid.addWidget(drawing, row + 1, 1, _TOP)
    # Without a button, the text takes its column too.
    grid.addWidget(_words(line, bridge), row + 1, 2, 1, 1 if line.remedy is not None else 2)


def _words(line: ReadinessLine, bridge: Bridge) -> QWidget:
    """The item's name, and below it its state and what to do."""
    whole, name, text = QWidget(), TextLines(), TextLines()
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


def _remedy_button(line: ReadinessLine, bridge: Bridge, wanted: Callable[[ReadinessLine], object]) -> QPushButton:
    button = QPushButton()
    button.setObjectName(f"remedy_{line.name}")
    button.setProperty("kind", "icon")
    button.setProperty("glyph", "next")
    name = bridge.say(Message("{thing}: what to do", thing=NAMES[line.name]))
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.clicked.connect(lambda: wanted(line))
    return button


class ReadinessCard(QObject):
    """`look` checks again, `show` renders the last result."""

    def __init__(self, bridge: Bridge, form: Ui_Home, page: QWidget) -> None:
        super().__init__(page)
        self._bridge = bridge
        self._form = form
        self._page = page
        self._checks: list[Check] = []
        self._backup: BackupStatus | None = None
        self._shown: tuple[list[readiness_lines.ReadinessLine], Language] | None = None
        form.look_again.clicked.connect(self.look)

    def look(self) -> None:
        """Runs the doctor, and asks the desk for its backups."""
        profile, clock = self._bridge.profile, self._bridge.clock
        self._bridge.query(backup_standing, self._on_backup, lambda _: None)
        self._bridge.ask(lambda: examine(profile, clock), self._on_checks)

    def _on_backup(self, backup: BackupStatus) -> None:
        self._backup = backup
        self.show()

    def _on_checks(self, checks: list[Check]) -> None:
        self._checks = checks
        self.show()

    def show(self) -> None:
        """Renders every line in the desk's language. Unchanged lines keep their widgets and the focus."""
        facts, form, bridge = self._bridge.facts, self._form, self._bridge
        if facts is None or not self._checks:
            return
        lines = readiness_lines.lines_of(self._checks, facts, bridge.projector, self._backup)
        if self._shown == (lines, bridge.language):
            return
        self._shown = (lines, bridge.language)
        form.readiness_count.setText(bridge.say(readiness_lines.summary(lines)))
        show_rows(form.readiness_rows, lines, bridge, self._open_remedy)

    def _open_remedy(self, line: readiness_lines.ReadinessLine) -> None:
        RemedyDialog(line, self._page, self.look).open()
