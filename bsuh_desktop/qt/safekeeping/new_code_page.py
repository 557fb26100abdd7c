"""Shows the recovery code once, to be written down; typing its last group from the paper confirms that."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from bsuh_desktop.domain.codes import decode, in_groups
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.qt.forms.recovery_sheet import Ui_RecoverySheet
from bsuh_desktop.qt.safekeeping.page import DoorPage
from bsuh_desktop.qt.widgets.field_error import set_problem
from bsuh_desktop.qt.widgets.focus_scroller import scroll_into_view
from bsuh_desktop.settings import SMALLEST_TEXT

_COLUMNS = (5, 3, 2, 1)


class NewCodePage(DoorPage):
    """Cannot go back: the desk is made, and the code cannot be shown again."""

    title = Message("Write the recovery code on paper")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_RecoverySheet()
        self.form.setupUi(self)
        self._groups: list[str] = []
        self.form.confirm.textEdited.connect(self._on_edited)
        self.form.print_code.clicked.connect(self._print)

    def set_code(self, code: str) -> None:
        """Sets the code."""
        self._groups = in_groups(code)
        for label, group in zip(self._labels(), self._groups, strict=True):
            label.setText(group)
            label.setAccessibleName(" ".join(group))
        self._arrange()

    def enter(self) -> None:
        """Focuses the field; in large text the code, which scrolling to the field would hide: a person would see the
        last groups only, and write down half of a code that is never shown again."""
        large = self.bridge.settings.text_scale > SMALLEST_TEXT
        self.form.sheet.setFocusPolicy(Qt.FocusPolicy.TabFocus if large else Qt.FocusPolicy.NoFocus)
        (self.form.sheet if large else self.form.confirm).setFocus()

    def leave(self) -> None:
        """Clears the code: it is on paper, and this page is never shown again."""
        self.forget()

    def forget(self) -> None:
        """Clears the code from the window."""
        self._groups = []
        self.form.confirm.clear()
        for label in self._labels():
            label.clear()
            label.setAccessibleName("")

    def unsaved_warning(self) -> tuple[Message, Message]:
        """What is lost if this page is left."""
        return (
            Message("Have you written the code down?"),
            Message("You see it only now. If you forget the passphrase, it opens the desk."),
        )

    def _print(self) -> None:
        """Prints the sheet; its last group has to be typed all the same."""
        from bsuh_desktop.qt.dialogs.printer import print_paper
        from bsuh_desktop.services.printing.sheets import code_to_print

        code, bridge = "".join(self._groups), self.bridge
        if code:
            bridge.ask(lambda: code_to_print(code), lambda paper: print_paper(self, bridge, paper, self._on_printed))

    def _on_printed(self, _: object) -> None:
        if self.isVisible():
            self.enter()

    def missing(self) -> Message | None:
        """The last group, until it matches."""
        return None if self._right() else Message("Write the last group of the code.")

    def retranslate(self) -> None:
        """Problems of the group that was typed."""
        say, wrong = self.bridge.say, not self._right() and len(self._typed()) >= len(self._last())
        self.form.sheet.setAccessibleName(say(Message("Recovery code")))
        self.form.problem.setVisible(wrong and bool(self._groups))
        set_problem(self.form.confirm, wrong and bool(self._groups))
        self.form.problem.tell(
            "look",
            say(Message("This is not the last group.")),
            say(Message("Compare your paper with the code above, one character at a time.")),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many groups per row as fit."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        grid, labels = self.form.groups, self._labels()
        around = grid.contentsMargins()
        inside = self.width() - around.left() - around.right() + grid.horizontalSpacing()
        widest = max(label.sizeHint().width() for label in labels) + grid.horizontalSpacing()
        columns = next(number for number in _COLUMNS if number == 1 or number * widest <= inside)
        for place, label in enumerate(labels):
            grid.addWidget(label, place // columns, place % columns)
        if self.form.sheet.hasFocus():
            # Shows the beginning of the code, so that nobody starts copying in the middle.
            scroll_into_view(self.form.group_1)

    def _labels(self) -> list[QLabel]:
        form = self.form
        return [form.group_1, form.group_2, form.group_3, form.group_4, form.group_5]

    def _last(self) -> str:
        return self._groups[-1] if self._groups else ""

    def _typed(self) -> str:
        return "".join(ascii_digits(self.form.confirm.text()).replace("-", "").split())

    def _right(self) -> bool:
        try:
            same = decode(self._typed()) == decode(self._last())
        except ValueError:
            return False
        return bool(self._groups) and same and len(self._typed()) == len(self._last())

    def _on_edited(self) -> None:
        self.retranslate()
        self.changed.emit()
