"""The page that reads out a recovery code: widgets and focus. The rest is in `presenters.safekeeping.read_out`."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.safekeeping.read_out import (
    REASONS,
    CopyTable,
    ReadOutModel,
    ReadOutPresenter,
    Reason,
    ShownCode,
    spelled,
)
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.read_out import Ui_ReadOut
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.hidden_names import HiddenNames
from bsuh_desktop.qt.widgets.page_news import PageNews
from bsuh_desktop.qt.widgets.paged_rows import PagedRows
from bsuh_desktop.qt.widgets.table_space import TableSpace
from bsuh_desktop.qt.widgets.text_lines import TextLines

_WIDE = 700


class ReadOut(Screen):
    """Binds the laptops or the code."""

    name: ClassVar[str] = "read_out"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_ReadOut()
        self.form.setupUi(self)
        self._presenter = ReadOutPresenter(bridge, self)
        self._hidden = HiddenNames(bridge, self.form.hidden_names)
        self._table_space = TableSpace(self.form.rows, self.form.table_space, _WIDE, self)
        self._pages = PagedRows(bridge, self.form.rows, self.form.pager)
        self._reasons = QButtonGroup(self)
        own: dict[str, Setter] = {
            "news": PageNews(bridge, self.form.news).show,
            "hidden_names": lambda _: self._hidden.say(),
            "rows": self._set_rows,
            "reason": self._set_reason,
            "code": self._set_code,
        }
        self._binding = Binding(self.form, ReadOutModel, bridge.text, own)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.search.textEdited.connect(presenter.search)
        form.rows.chosen.connect(presenter.choose)
        form.back.clicked.connect(lambda: self.open("grants"))
        form.primary.clicked.connect(presenter.go_on)
        form.nobody.chosen.connect(lambda: self.open("receive", path="grants"))
        form.news.closed.connect(presenter.close_news)
        for reason in REASONS:
            button = self._reason_button(reason)
            self._reasons.addButton(button)
            button.clicked.connect(lambda _=False, reason=reason: presenter.choose_reason(reason))
        self._table_space.turned.connect(lambda: presenter.set_wide(self._table_space.wide))

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
        self._presenter.enter()

    def leave(self) -> None:
        """Forgets the code at once."""
        self._presenter.leave()

    def clear_personal_data(self) -> None:
        """Removes names and code: the page is hidden, or the desk locked."""
        self._presenter.clear()

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """None: the code can be read out again, which is logged again."""
        return None

    def retranslate(self) -> None:
        """All texts that are not in the form; in public view no code."""
        self._presenter.refresh()
        self._binding.retranslate()

    def bind(self, model: ReadOutModel) -> None:
        """Shows the model."""
        self._binding.show(model)

    def focus(self, part: str) -> None:
        """Gives a part the keyboard."""
        getattr(self.form, part).setFocus()

    def show_top(self) -> None:
        """Shows the page from its top."""
        self.form.scroll.verticalScrollBar().setValue(0)

    def show_first_page(self) -> None:
        """Turns to the first page of the table."""
        self._pages.to_first()

    def restyle(self) -> None:
        """Keeps the spellings of all groups aligned at any text size."""
        super().restyle()
        self._align()

    def _set_rows(self, rows: CopyTable) -> None:
        self.form.rows.set_columns(rows.columns())
        self._pages.show(rows.lines, rows.row)

    def _set_reason(self, chosen: Reason | None) -> None:
        self._reasons.setExclusive(False)
        for reason in REASONS:
            self._reason_button(reason).setChecked(reason == chosen)
        self._reasons.setExclusive(True)

    def _set_code(self, code: ShownCode) -> None:
        for group, (label, words) in zip(code.groups, self._parts(), strict=True):
            label.setText(group)
            label.setAccessibleName(" ".join(group))
            words.setText(", ".join(self.bridge.say(one) for one in spelled(group)))
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
