"""The recovery code in groups, as many a row as fit, and the field for its last group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from bsuh_desktop.presenters.safekeeping.new_code import NewCodeModel, NewCodePresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.recovery_sheet import Ui_RecoverySheet
from bsuh_desktop.qt.safekeeping.page import DoorPage
from bsuh_desktop.qt.widgets.binding import Setter
from bsuh_desktop.qt.widgets.focus_scroller import scroll_into_view

_COLUMNS = (5, 3, 2, 1)


class NewCodePage(DoorPage):
    """What it says is in `presenters.safekeeping.new_code`."""

    made_by, shows = NewCodePresenter, NewCodeModel
    presenter: NewCodePresenter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_RecoverySheet()
        self.form.setupUi(self)
        form = self.form
        self._labels: list[QLabel] = [form.group_1, form.group_2, form.group_3, form.group_4, form.group_5]

    def begin(self, bridge: Bridge) -> None:
        """Makes the presenter, and listens to the field."""
        super().begin(bridge)
        self.form.confirm.textEdited.connect(self.presenter.type_group)
        self.form.print_code.clicked.connect(self.presenter.print_code)

    def own(self) -> dict[str, Setter]:
        """The code, and the field for its last group."""
        return {"groups": self._set_groups, "confirm": lambda field: self.set_field(self.form.confirm, field)}

    def focus(self, part: str) -> None:
        """Gives the field or the code the keyboard; the code only takes it when it is asked to."""
        tab = Qt.FocusPolicy.TabFocus if part == "sheet" else Qt.FocusPolicy.NoFocus
        self.form.sheet.setFocusPolicy(tab)
        super().focus(part)

    def print_paper(self, paper: Any, then: Callable[[], object]) -> None:
        """Prints the sheet."""
        from bsuh_desktop.qt.dialogs.printer import print_paper

        print_paper(self, self.bridge, paper, lambda _: then())

    def _set_groups(self, groups: tuple[str, ...]) -> None:
        for place, label in enumerate(self._labels):
            group = groups[place] if groups else ""
            label.setText(group)
            label.setAccessibleName(" ".join(group))
        if groups:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many groups per row as fit."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        grid, labels = self.form.groups, self._labels
        around = grid.contentsMargins()
        inside = self.width() - around.left() - around.right() + grid.horizontalSpacing()
        widest = max(label.sizeHint().width() for label in labels) + grid.horizontalSpacing()
        columns = next(number for number in _COLUMNS if number == 1 or number * widest <= inside)
        for place, label in enumerate(labels):
            grid.addWidget(label, place // columns, place % columns)
        if self.form.sheet.hasFocus():
            # Shows the beginning of the code, so that nobody starts copying in the middle.
            scroll_into_view(self.form.group_1)
