"""Options before a class sheet is printed: with names or with rolls only, and where to save the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.class_sheets.print_sheet import PrintSheetPresenter, SheetWish
from bsuh_desktop.presenters.paper_output import PrintJob
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.file_places import TargetButtons, ask_before_names
from bsuh_desktop.qt.dialogs.printer import print_paper
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say
from bsuh_desktop.qt.widgets.scroller import ScrollFrame
from bsuh_desktop.qt.widgets.side_by_side import SideBySide
from bsuh_desktop.system.sticks import Stick, sticks

CLOSE = "close"
FindSticks = Callable[[], Sequence[Stick]]


class PrintSheet(Restyled, QWidget):
    """The dialog's content. `chosen` carries folder, label of the stick or "", and whether names are wanted;
    `printed` only the last."""

    chosen = Signal(Path, str, bool)
    printed = Signal(bool)

    def __init__(self, bridge: Bridge, find_sticks: FindSticks) -> None:
        super().__init__()
        self.rolls_only, self.with_names = _toggle("rolls_only"), _toggle("with_names")
        self.rolls_only.setChecked(True)
        kinds, places = SideBySide(), TargetButtons()
        line = QHBoxLayout(kinds)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for button in (self.rolls_only, self.with_names):
            line.addWidget(button)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(16)
        column.addWidget(kinds)
        column.addWidget(places)
        places.set_name("sheet", bridge)
        places.offer_print()
        places.print_wanted.connect(lambda: self.printed.emit(self.with_names.isChecked()))
        places.chosen.connect(lambda folder, label: self.chosen.emit(folder, label, self.with_names.isChecked()))
        # Finding sticks takes a while; the dialog may be closed by then.
        bridge.ask(find_sticks, lambda found: places.set_sticks(found) if isValid(places) else None)
        self.retranslate()

    def retranslate(self) -> None:
        """Labels of the buttons."""
        self.rolls_only.setText(desk_say(Message("Roll numbers only")))
        self.with_names.setText(desk_say(Message("With names")))


def _toggle(name: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setProperty("kind", "toggle")
    button.setCheckable(True)
    button.setAutoExclusive(True)
    button.setAutoDefault(False)
    return button


class PrintSheetDialog(Dialog):
    """The dialog over `parent`, over which the printer's dialog is opened too."""

    def __init__(self, parent: QWidget, bridge: Bridge, wish: SheetWish, find_sticks: FindSticks) -> None:
        detail = Message("One page for roll call, raised hands and signatures. Enter it here after the class.")
        super().__init__(Message("Print a class sheet"), detail, [(CLOSE, Message("Close"), "secondary")], parent)
        self._over = parent
        self._bridge = bridge
        # Qt holds no reference to what a signal is connected to.
        self._presenter = presenter = PrintSheetPresenter(bridge, self, wish)
        self.asked = PrintSheet(bridge, find_sticks)
        self.asked.chosen.connect(presenter.save)
        self.asked.printed.connect(presenter.print)
        self.add(ScrollFrame(self.asked, parent))

    def end(self) -> None:
        """The choice is made."""
        self.answer(CLOSE)

    def ask_before_names(self, on_stick: bool, then: Callable[[], object]) -> None:
        """Warns that names leave the app."""
        ask_before_names(self, on_stick, then)

    def print_paper(self, job: PrintJob) -> None:
        """Prints over the window, since this dialog is closed by then."""
        print_paper(self._over, self._bridge, job.paper, lambda sent: job.then(sent.outcome, sent.pages), job.failed)


def print_sheet(parent: QWidget, bridge: Bridge, wish: SheetWish, find_sticks: FindSticks = sticks) -> Dialog:
    """Opens the dialog over `parent`. Names are printed only if a person chooses them and confirms a warning."""
    dialog = PrintSheetDialog(parent, bridge, wish, find_sticks)
    dialog.open()
    dialog.asked.rolls_only.setFocus()
    return dialog
