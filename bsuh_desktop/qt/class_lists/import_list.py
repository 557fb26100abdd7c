"""The page of an import: widgets, keys and focus. What it says and does is in `presenters.class_lists.import_list`.

The strip above the table says what many rows have in common, to be answered once for all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QWidget

from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.presenters.class_lists.decisions import GroupLine, RowDecision, WhoSaidNo
from bsuh_desktop.presenters.class_lists.file_step import PASTE, HeadingRow, PlaceBox, words_for_field
from bsuh_desktop.presenters.class_lists.import_list import ImportListModel, ImportListPresenter
from bsuh_desktop.presenters.rows import Row
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.class_lists.columns_card import ColumnsCard, HeadingRowDialog
from bsuh_desktop.qt.class_lists.row_decision import RowDecisionDialog, WhoSaidNoDialog
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_file
from bsuh_desktop.qt.forms.import_list import Ui_ImportList
from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.navigation.presented_screen import TableScreen
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.qt.widgets.binding import Setter
from bsuh_desktop.qt.widgets.drop_zone import copied_files, copied_page_and_text, copied_text
from bsuh_desktop.qt.widgets.fields import repolish
from bsuh_desktop.qt.widgets.lights import Light
from bsuh_desktop.qt.widgets.pick_box import fill_places
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


_SEARCH = 250
_KINDS = (
    "*.xlsx *.xls *.ods *.csv *.txt *.xlsm *.xlsb *.xltx *.tsv *.docx *.odt *.html *.htm *.mht *.mhtml *.xml *.fods"
)
_TWO_TOGGLES, _THREE_TOGGLES = 310, 470
"""Width of the filters beside the search, in px at normal text size: with less room the search moves below them."""


class ImportList(TableScreen[ImportListModel, ImportListPresenter]):
    """Without a draft in the place it starts empty; the consent page comes back with the draft as `path`."""

    name: ClassVar[str] = "import_list"
    wide_from = 730
    beside = "look_cards"
    paints_names = True

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_ImportList(), ImportListPresenter, parent)
        self._asked_by = ""
        self._place = (-1, 0)
        self._places: tuple[object, Language | None] = ((), None)
        self._columns = ColumnsCard(bridge, self.form, self)
        self._strip = SharedRemarkStrip(bridge, self.form, self)
        own: dict[str, Setter] = {
            "place_words": self._show_places,
            "merges": self._fit_filters,
            "rows": self._show_rows,
            "groups": self._strip.show,
            "columns_list": self._columns.show,
            "stopped": self._show_stopped,
        }
        self.bind_to(ImportListModel, own)
        self._connect_choosing()
        self._connect_looking()
        self.restyle()

    def _connect_choosing(self) -> None:
        form, step, presenter = self.form, self._presenter.choosing, self._presenter
        form.drop_picture.set_picture("open-book")
        form.stop_reading.hide()
        form.choose_file.clicked.connect(self._choose_file)
        form.paste_table.clicked.connect(self._paste)
        form.drop_zone.dropped.connect(step.read)
        form.place_words.setInsertPolicy(form.place_words.InsertPolicy.NoInsert)
        form.place_words.editTextChanged.connect(lambda text: step.write("place_words", text))
        form.grade.textEdited.connect(lambda text: step.write("grade", text))
        form.section.textEdited.connect(lambda text: step.write("section", text))
        for field in (form.grade, form.section):
            field.returnPressed.connect(form.go_on.click)
        # A box that can be typed into hands keys to its field past all filters.
        for field in (form.place_words, form.place_words.lineEdit(), form.grade, form.section):
            field.installEventFilter(self)
            field.setAcceptDrops(False)
        form.stop_reading.clicked.connect(presenter.stop)
        form.back.clicked.connect(presenter.go_back)
        form.by_hand.clicked.connect(presenter.write_by_hand)
        form.go_on.clicked.connect(presenter.go_on)

    def _connect_looking(self) -> None:
        form, step, presenter = self.form, self._presenter.looking, self._presenter
        form.foot_verb.hide()
        form.all_rows.toggled.connect(lambda on: step.filter("all") if on else None)
        form.only_problems.toggled.connect(lambda on: step.filter("problems") if on else None)
        form.only_changes.toggled.connect(lambda on: step.filter("changes") if on else None)
        form.search.textChanged.connect(step.search)
        form.rows.verb_pressed.connect(presenter.press)
        form.rows.chosen.connect(presenter.open_row)
        form.decide_row.clicked.connect(lambda: presenter.open_row(form.rows.current_key()))
        form.sheet.activated.connect(lambda place: presenter.pick("sheet", place))
        form.together.activated.connect(lambda place: presenter.pick("together", place))
        form.choose_headings.clicked.connect(presenter.ask_headings)
        form.part.activated.connect(lambda place: presenter.pick("part", place))
        form.code_page.activated.connect(lambda place: presenter.pick("code_page", place))
        self._columns.mapped.connect(presenter.map)
        self._strip.answered.connect(presenter.answer_line)

    def restyle(self) -> None:
        """Fits the search field to its placeholder at any text size."""
        super().restyle()
        self.form.search.setMinimumWidth(scaled_box(_SEARCH))

    def enter(self, destination: Destination) -> None:
        """Starts empty or with what was copied, or restores the draft."""
        self._presenter.begin(destination.path)
        if destination.path == PASTE:
            self._paste()

    def key(self, event: QKeyEvent) -> bool:
        """Ctrl+V works anywhere on the first half."""
        if not _pastes(event) or not self.form.choosing.isVisible():
            return False
        self._paste()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever is pasted into a field, by keys or mouse, is looked at first: the names of a table must not stand
        there."""
        # The box has the keyboard itself, and so has the list of schools while it hangs open.
        field = watched if isinstance(watched, QLineEdit) else self.form.place_words.lineEdit()
        if _pastes(event):
            self._paste_into(field)
        elif isinstance(event, QContextMenuEvent):
            self._open_menu(field, event.globalPos())
        else:
            # The middle button pastes what is marked somewhere.
            return isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.MiddleButton
        return True

    def show_again(self) -> None:
        """Shows the model once more: what a person picked in a box does not count."""
        self._binding.retranslate()

    def focus(self, part: str) -> None:
        """Gives a part the keyboard; of the lines above the table the first button that can be pressed, else the
        table."""
        if part == "groups":
            (self._strip.first_open() or self.form.rows).setFocus()
        else:
            super().focus(part)

    def turn(self, part: str) -> None:
        """The other half is shown now, from its top."""
        self.form.scroll.verticalScrollBar().setValue(0)
        self.focus(part)
        self.turned.emit()

    def begin_reading(self) -> None:
        """Gives Stop the keyboard before anything else is disabled, so that nothing moves."""
        form, focused = self.form, QApplication.focusWidget()
        self._asked_by = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
        form.stop_reading.show()
        form.stop_reading.setFocus()
        self._enable(False)

    def end_reading(self) -> None:
        """Gives the keyboard back to what asked for the reading, unless a person has moved it meanwhile."""
        had_keys = QApplication.focusWidget() is self.form.stop_reading
        self.form.stop_reading.hide()
        self._enable(True)
        if had_keys:
            back = self.findChild(QWidget, self._asked_by) if self._asked_by else None
            if back is None or not back.isVisible():
                back = self.form.choose_file if self.form.looking.isHidden() else self.form.rows
            back.setFocus()

    def _enable(self, enabled: bool) -> None:
        for part in (self.form.look_cards, self.form.class_choice):
            part.setEnabled(enabled)

    def to_next_row(self) -> None:
        """If the row under the cursor is settled, and so gone, the next one takes its place."""
        rows, (place, column) = self.form.rows, self._place
        if place >= 0 and not rows.current_key():
            rows.setCurrentIndex(rows.model().index(min(place, len(rows.rows()) - 1), column))

    def ask_headings(self, question: HeadingRow, then: Callable[[str, str], object]) -> None:
        """Asks which row holds the headings."""
        dialog = HeadingRowDialog(self.bridge, question, self)
        dialog.answered.connect(lambda key: then(key, dialog.row))
        dialog.open()

    def decide(self, question: RowDecision | WhoSaidNo, then: Callable[[str], object]) -> None:
        """Asks what is to become of a row."""
        dialog: RowDecisionDialog | WhoSaidNoDialog
        if isinstance(question, RowDecision):
            dialog = RowDecisionDialog(self.bridge, question, self)
        else:
            dialog = WhoSaidNoDialog(self.bridge, question, self)
        dialog.answered.connect(then)
        dialog.open()

    def _choose_file(self) -> None:
        kinds = {_KINDS: Message("Class lists")}
        ask_for_file(self, self.bridge, Message("Choose the class list"), kinds, self._presenter.choosing.read)

    def _paste(self) -> None:
        """Reads what was copied: a table, or a file in a file manager."""
        files, step = copied_files(), self._presenter.choosing
        if files:
            step.read(Path(files[0]))
        else:
            step.paste(*copied_page_and_text())

    def _paste_into(self, field: QLineEdit) -> None:
        """Puts words into the field; reads a table or a file."""
        words = words_for_field(copied_text())
        if words is None or copied_files():
            self._paste()
        else:
            field.insert(words)

    def _open_menu(self, field: QLineEdit, place: QPoint) -> None:
        """The field's own menu, but for what it pastes."""
        menu = field.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in [one for one in menu.actions() if one.objectName() == "edit-paste"]:
            own = QAction(action.icon(), action.text(), menu)
            own.setEnabled(action.isEnabled())
            own.triggered.connect(lambda: self._paste_into(field))
            menu.insertAction(action, own)
            menu.removeAction(action)
        menu.popup(place)

    def _on_turned(self) -> None:
        self.form.foot_verb.setVisible(not self._table_space.wide)
        super()._on_turned()

    def _show_places(self, places: PlaceBox) -> None:
        """The box is filled only with other places, or in another language: there may be thousands."""
        box, now = self.form.place_words, (places.names, self.bridge.language)
        box.blockSignals(True)
        if now != self._places:
            self._places = now
            fill_places(box, [self.bridge.text(name) for name in places.names], places.text)
            box.completer().popup().installEventFilter(self)
        elif places.text != box.currentText():
            box.setEditText(places.text)
        box.blockSignals(False)

    def _fit_filters(self, merges: bool) -> None:
        self.form.filter_toggles.setProperty("least", _THREE_TOGGLES if merges else _TWO_TOGGLES)

    def _show_rows(self, rows: tuple[Row, ...]) -> None:
        before = self.form.rows.currentIndex()
        self._place = before.row(), before.column()
        self.form.rows.set_rows(rows)

    def _show_stopped(self, stopped: bool) -> None:
        state = "stop" if stopped else ""
        if self.form.reason.property("state") != state:
            self.form.reason.setProperty("state", state)
            repolish(self.form.reason)


def _pastes(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.KeyPress
        and event.matches(QKeySequence.StandardKey.Paste)
    )
