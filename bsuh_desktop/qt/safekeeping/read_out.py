"""Reads out a recovery code: the coordinator finds the laptop by its number, gives a reason, and reads the code."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, ClassVar, Literal

from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QWidget

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.read_out import Ui_ReadOut
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.safekeeping import recovery_copy_rows
from bsuh_desktop.qt.safekeeping.code_spelling import spelled
from bsuh_desktop.qt.widgets.hidden_names import HiddenNames
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.qt.widgets.paged_rows import PagedRows
from bsuh_desktop.qt.widgets.table_space import TableSpace
from bsuh_desktop.qt.widgets.text_lines import TextLines

if TYPE_CHECKING:
    from bsuh_desktop.services.desk.desk import Desk
    from bsuh_desktop.services.safekeeping.recovery_copies import CopyLine, Reason

_REASONS: tuple[Literal["forgotten", "successor", "other"], ...] = ("forgotten", "successor", "other")
_WIDE = 700


@dataclasses.dataclass(frozen=True)
class _Read:
    """The code shown, and its laptop."""

    line: CopyLine
    groups: tuple[str, ...]

    def __repr__(self) -> str:
        return "_Read()"


class ReadOut(Screen):
    """Shows nothing in public view. A code is forgotten when the page is left."""

    name: ClassVar[str] = "read_out"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_ReadOut()
        self.form.setupUi(self)
        self._lines: tuple[CopyLine, ...] | None = None
        self._chosen: CopyLine | None = None
        self._read: _Read | None = None
        self._news = PageNews(bridge, self.form.news)
        self._hidden = HiddenNames(bridge, self.form.hidden_names)
        self._table_space = TableSpace(self.form.rows, self.form.table_space, _WIDE, self)
        self._pages = PagedRows(bridge, self.form.rows, self.form.pager)
        self._reasons = QButtonGroup(self)
        for reason in _REASONS:
            self._reasons.addButton(self._reason_button(reason))
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form = self.form
        form.search.textEdited.connect(lambda _: self._search())
        form.rows.chosen.connect(self._choose)
        form.back.clicked.connect(self._back)
        form.primary.clicked.connect(self._on_primary)
        form.nobody.chosen.connect(lambda: self.open("receive", path="grants"))
        self._reasons.buttonClicked.connect(lambda _: self._say_bar())
        self._table_space.turned.connect(self._show_rows)

    def _reason_button(self, reason: str) -> QPushButton:
        button: QPushButton = getattr(self.form, f"reason_{reason}")
        return button

    def breadcrumb(self) -> str:
        """Navigation path."""
        return self.bridge.say(Message("Grants"))

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Read out a recovery code"))

    def enter(self, destination: Destination) -> None:
        """Reloads everything."""
        self._news.clear()
        self._forget()
        self._pages.to_first()
        self.bridge.query(_look, self._on_looked)

    def leave(self) -> None:
        """Forgets the code at once."""
        self._forget()

    def clear_personal_data(self) -> None:
        """Removes names and code: the page is hidden, or the desk locked."""
        self._lines = None
        self.form.rows.set_rows([])

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """None: the code can be read out again, which is logged again."""
        return None

    def _forget(self) -> None:
        self._chosen = self._read = None
        self.form.search.clear()
        self._reasons.setExclusive(False)
        for button in self._reasons.buttons():
            button.setChecked(False)
        self._reasons.setExclusive(True)
        self._show_code()

    def _on_looked(self, lines: tuple[CopyLine, ...]) -> None:
        self._lines = lines
        self.retranslate()
        (self.form.search if lines else self.form.back).setFocus()

    def retranslate(self) -> None:
        """All texts that are not in the form."""
        if self._lines is None:
            return
        if self.bridge.public:
            self._read = None
        private, reading = not self.bridge.public, self._read is not None
        self._hidden.say()
        self._show_list(private and not reading)
        self.form.reading.setVisible(reading)
        self._show_code()
        self._say_bar()
        self._news.retranslate()

    def _show_list(self, shown: bool) -> None:
        form, say, any_there = self.form, self.bridge.say, bool(self._lines)
        form.choosing.setVisible(shown)
        for part in (form.explanation, form.search_part, form.reasons):
            part.setVisible(any_there)
        opens = Message("The code opens every class on that laptop. The date on which you read it out is saved.")
        form.warning.tell("look", say(opens))
        self._show_rows()

    def _show_rows(self) -> None:
        if self._lines is None:
            return
        form, bridge, say, wide = self.form, self.bridge, self.bridge.say, self._table_space.wide
        found = recovery_copy_rows.found(self._lines, form.search.text())
        form.table_space.setVisible(bool(found))
        form.nobody.setVisible(not found)
        if self._lines:
            form.nobody.tell(
                "open-book", say(Message("No laptop found")), say(Message("Try a part of the name, code or number."))
            )
        else:
            comes = Message("It comes with a request for a grant, and with each hand-over.")
            verb = say(Message("Receive"))
            form.nobody.tell("open-book", say(Message("No recovery code has come here yet")), say(comes), verb)
        form.rows.set_columns(recovery_copy_rows.columns(bridge, wide))
        self._pages.show(found, lambda one: recovery_copy_rows.row(bridge, one, one == self._chosen, wide))

    def _search(self) -> None:
        self._pages.to_first()
        found = recovery_copy_rows.found(self._lines or (), self.form.search.text())
        self._chosen = found[0] if len(found) == 1 and self.form.search.text().strip() else None
        self._show_rows()
        self._say_bar()

    def _choose(self, code: str) -> None:
        self._chosen = next((one for one in self._lines or () if one.code == code), None)
        self._show_rows()
        self._say_bar()

    def _reason(self) -> Reason | None:
        return next((reason for reason in _REASONS if self._reason_button(reason).isChecked()), None)

    def _say_bar(self) -> None:
        form, say, reading = self.form, self.bridge.say, self._read is not None
        missing = None if reading else self._missing()
        form.primary.setText(say(Message("Done") if reading else Message("Show the code")))
        form.primary.setEnabled(missing is None)
        form.reason_missing.setText(say(missing) if missing else "")
        form.back.setVisible(not reading)

    def _missing(self) -> Message | None:
        if self.bridge.public:
            return Message("First say that nobody else sees this screen.")
        if self._chosen is None:
            return Message("Choose the laptop.") if self._lines else Message("There is no code to read out.")
        return None if self._reason() else Message("Choose the reason.")

    def _back(self) -> None:
        self.open("grants")

    def _on_primary(self) -> None:
        chosen, reason = self._chosen, self._reason()
        if self._read is not None:
            self._back()
        elif chosen is not None and reason is not None:
            key = chosen.key
            self.bridge.change(
                lambda desk: _read(desk, key, reason), lambda code: self._on_read(chosen, code), self._news.fail
            )

    def _on_read(self, line: CopyLine, code: str) -> None:
        self._read = _Read(line, tuple(code.split("-")))
        self.form.scroll.verticalScrollBar().setValue(0)
        self.retranslate()
        self.form.primary.setFocus()

    def _show_code(self) -> None:
        form, say, read = self.form, self.bridge.say, self._read
        for place, (label, words) in enumerate(self._parts()):
            group = read.groups[place] if read is not None else ""
            label.setText(group)
            label.setAccessibleName(" ".join(group))
            words.setText(", ".join(say(one) for one in spelled(group)))
        self._align()
        if read is None:
            form.reading_text.setText("")
            return
        line = read.line
        last = Message("It was never read out before.")
        if line.read_on is not None:
            last = Message("It was read out before, on {day}.", day=date_text(line.read_on))
        which = Message("The recovery code of the laptop {device}. {last}", device=line.device or line.code, last=last)
        form.reading_text.setText(say(which))

    def restyle(self) -> None:
        """Keeps the spellings of all groups aligned at any text size."""
        super().restyle()
        self._align()

    def _align(self) -> None:
        labels = [label for label, _ in self._parts()]
        widest = max(label.sizeHint().width() for label in labels)
        for label in labels:
            label.setMinimumWidth(widest)

    def _parts(self) -> list[tuple[QLabel, TextLines]]:
        form = self.form
        return [
            (form.group_1, form.spelled_1),
            (form.group_2, form.spelled_2),
            (form.group_3, form.spelled_3),
            (form.group_4, form.spelled_4),
            (form.group_5, form.spelled_5),
        ]


def _look(desk: Desk) -> tuple[CopyLine, ...]:
    from bsuh_desktop.services.safekeeping.recovery_copies import copies

    return copies(desk)


def _read(desk: Desk, key: bytes, reason: Reason) -> str:
    from bsuh_desktop.services.safekeeping.recovery_copies import read_out

    return read_out(desk, key, reason)
