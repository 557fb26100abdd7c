"""The page that reads out a recovery code: widgets and focus. The rest is in `presenters.safekeeping.read_out`."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QWidget

from bsuh_desktop.presenters.safekeeping import read_out
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.read_out import Ui_ReadOut
from bsuh_desktop.qt.navigation.presented_screen import TableScreen
from bsuh_desktop.qt.widgets.text_lines import TextLines


class ReadOut(TableScreen[read_out.ReadOutModel, read_out.ReadOutPresenter]):
    """Binds the laptops or the code."""

    name: ClassVar[str] = "read_out"
    wide_from = 700

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_ReadOut(), read_out.ReadOutPresenter, parent)
        self._reasons = QButtonGroup(self)
        self.bind_to(read_out.ReadOutModel, {"reason": self._set_reason, "code": self._set_code})
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.search.textEdited.connect(presenter.search)
        form.rows.chosen.connect(presenter.choose)
        form.back.clicked.connect(lambda: self.open("grants"))
        form.primary.clicked.connect(presenter.go_on)
        form.nobody.chosen.connect(lambda: self.open("receive", path="grants"))
        for reason in read_out.REASONS:
            button = self._reason_button(reason)
            self._reasons.addButton(button)
            button.toggled.connect(lambda on, reason=reason: presenter.choose_reason(reason) if on else None)

    def _reason_button(self, reason: str) -> QPushButton:
        button: QPushButton = getattr(self.form, f"reason_{reason}")
        return button

    def show_top(self) -> None:
        """Shows the page from its top."""
        self.form.scroll.verticalScrollBar().setValue(0)

    def restyle(self) -> None:
        """Keeps the spellings of all groups aligned at any text size."""
        super().restyle()
        self._align()

    def _set_reason(self, chosen: read_out.Reason | None) -> None:
        self._reasons.setExclusive(False)
        for reason in read_out.REASONS:
            self._reason_button(reason).setChecked(reason == chosen)
        self._reasons.setExclusive(True)

    def _set_code(self, code: read_out.ShownCode) -> None:
        for group, (label, words) in zip(code.groups, self._parts(), strict=True):
            label.setText(group)
            label.setAccessibleName(" ".join(group))
            words.setText(", ".join(self.bridge.say(one) for one in read_out.spelled(group)))
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
