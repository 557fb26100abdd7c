"""Options before a class sheet is printed: with names or with rolls only, and where to save the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.papers import folder_name
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.names_leave import ask_before_names
from bsuh_desktop.qt.dialogs.printer import PrintResult, print_paper
from bsuh_desktop.qt.dialogs.target_buttons import TargetButtons
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame
from bsuh_desktop.qt.widgets.side_by_side import SideBySide
from bsuh_desktop.services.class_sheets.class_sheet import SavedSheet, SheetWish, save_sheet
from bsuh_desktop.services.printing.sheets import PrintableSheet, class_sheet_to_print
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
        places.set_name("sheet")
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


def print_sheet(parent: QWidget, bridge: Bridge, wish: SheetWish, find_sticks: FindSticks = sticks) -> Dialog:
    """Opens the dialog over `parent`. Names are printed only if a person chooses them and confirms a warning."""
    detail = Message("One page for roll call, raised hands and signatures. Enter it here after the class.")
    dialog = Dialog(Message("Print a class sheet"), detail, [(CLOSE, Message("Close"), "secondary")], parent)
    asked = PrintSheet(bridge, find_sticks)
    dialog.add(ScrollFrame(asked, parent))

    def write(folder: Path, label: str, names: bool) -> None:
        whole = _named(wish, bridge, names)
        if names:
            ask_before_names(dialog, bool(label), lambda: _write(dialog, bridge, whole, (folder, label)))
        else:
            _write(dialog, bridge, whole, (folder, label))

    asked.chosen.connect(write)
    asked.printed.connect(lambda names: _print(dialog, bridge, _named(wish, bridge, names)))
    dialog.open()
    asked.rolls_only.setFocus()
    return dialog


def _named(wish: SheetWish, bridge: Bridge, names: bool) -> SheetWish:
    return msgspec.structs.replace(wish, names=names, language=bridge.language)


def _print(dialog: Dialog, bridge: Bridge, wish: SheetWish) -> None:
    """Sends it to the printer without writing a file."""
    parent = dialog.parentWidget()
    assert parent is not None

    def made(sheet: PrintableSheet) -> None:
        print_paper(parent, bridge, sheet.paper, lambda sent: printed(sheet, sent))

    def printed(sheet: PrintableSheet, sent: PrintResult) -> None:
        if sent.outcome == "all":
            where = Message(
                "Class sheet {number} was sent to the printer. Pages: {pages}.", number=sheet.number, pages=sheet.pages
            )
            bridge.inform("ok", where)

    dialog.answer(CLOSE)
    bridge.change(lambda desk: class_sheet_to_print(desk, wish), made)


def _write(dialog: Dialog, bridge: Bridge, wish: SheetWish, place: tuple[Path, str]) -> None:
    folder, label = place

    def saved(sheet: SavedSheet) -> None:
        what = {"number": sheet.number, "pages": sheet.pages}
        where = Message(
            "Class sheet {number} is in the folder {folder}. Pages: {pages}.", folder=folder_name(sheet.path), **what
        )
        if label:
            where = Message("Class sheet {number} is on the stick {label}. Pages: {pages}.", label=label, **what)
        bridge.inform("ok", where)

    dialog.answer(CLOSE)
    bridge.change(lambda desk: save_sheet(desk, wish, folder), saved)
