"""The dialog that asks how certificates are printed: how many on a page, and in which ink."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.print_layout import Ink, Layout, PerPage
from bsuh_desktop.presenters.classroom.certificates import LAYOUT_QUESTION
from bsuh_desktop.qt.forms.print_layout import Ui_PrintLayout
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.localized_widget import LocalizedWidget
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame

CLOSE = "close"


class PrintLayout(LocalizedWidget):
    """Two rows of toggles; `chosen` carries the new layout."""

    chosen = Signal(object)

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        self.form = form = Ui_PrintLayout()
        form.setupUi(self)
        self._pages: dict[PerPage, QPushButton] = {1: form.one_a_page, 2: form.two_a_page, 4: form.four_a_page}
        self._inks: dict[Ink, QPushButton] = {"colour": form.in_colour, "black": form.black_only}
        self._pages[layout.per_page].setChecked(True)
        self._inks[layout.ink].setChecked(True)
        for button in (*self._pages.values(), *self._inks.values()):
            button.clicked.connect(lambda: self.chosen.emit(self.layout_chosen()))
        self.retranslate()

    def layout_chosen(self) -> Layout:
        """The layout of the toggles."""
        per_page = next(number for number, button in self._pages.items() if button.isChecked())
        ink = next(ink for ink, button in self._inks.items() if button.isChecked())
        return Layout(per_page, ink)

    def take_focus(self) -> None:
        """Focuses the chosen toggle of the first row."""
        self._pages[self.layout_chosen().per_page].setFocus()

    def retranslate(self) -> None:
        """Accessible names: each toggle with its question."""
        form = self.form
        rows = ((form.per_page_title, self._pages.values()), (form.ink_title, self._inks.values()))
        for title, buttons in rows:
            for button in buttons:
                button.setAccessibleName(f"{title.text()}: {button.text()}")


def ask_for_layout(parent: QWidget, layout: Layout, chosen: Callable[[Layout], object]) -> Dialog:
    """Opens the dialog over `parent`; `chosen` is called at every change, so that closing it in any way keeps the
    choice."""
    dialog = Dialog(LAYOUT_QUESTION, "", [(CLOSE, Message("Done"), "primary")], parent)
    asked = PrintLayout(layout)
    dialog.add(ScrollFrame(asked, parent))
    asked.chosen.connect(chosen)
    dialog.open()
    asked.take_focus()
    return dialog
