"""How certificates are printed on this laptop: how many on a page, and whether in black alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from bsuh_desktop.domain.layout import Ink, Layout, PerPage
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.forms.print_layout import Ui_PrintLayout
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.localized_widget import Formed
from bsuh_desktop.qt.widgets.scroll_frame import Scrolled

CLOSE = "close"


class PrintLayout(Formed):
    """Two rows of toggles; `chosen` gives what holds from now on."""

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
        """What the toggles say."""
        per_page = next(number for number, button in self._pages.items() if button.isChecked())
        ink = next(ink for ink, button in self._inks.items() if button.isChecked())
        return Layout(per_page, ink)

    def take_keys(self) -> None:
        """The keys go to the first row, to what holds there."""
        self._pages[self.layout_chosen().per_page].setFocus()

    def retranslate(self) -> None:
        """Each toggle is heard with what it is a choice of."""
        form = self.form
        rows = ((form.per_page_title, self._pages.values()), (form.ink_title, self._inks.values()))
        for title, buttons in rows:
            for button in buttons:
                button.setAccessibleName(f"{title.text()}: {button.text()}")


def ask_for_layout(parent: QWidget, layout: Layout, chosen: Callable[[Layout], object]) -> Dialog:
    """Opens the choice over `parent`; `chosen` hears every touch, so that closing it in any way keeps what was seen."""
    dialog = Dialog(words_of_question(), "", [(CLOSE, Message("Done"), "primary")], parent)
    asked = PrintLayout(layout)
    dialog.add(Scrolled(asked, parent))
    asked.chosen.connect(chosen)
    dialog.open()
    asked.take_keys()
    return dialog


def words_of_question() -> Message:
    """What the choice is about."""
    return Message("How should they be printed?")


def words_of(layout: Layout) -> Message:
    """A layout in a few words."""
    if layout.ink == "black":
        return Message("{count} a page, black only", count=layout.per_page)
    return Message("{count} a page, in colour", count=layout.per_page)
