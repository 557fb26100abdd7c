"""Asks where receipts lie, or for the code of one that was read out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.ask_place import FindSticks
from bsuh_desktop.qt.dialogs.ask_sources import SourceWords, Then, ask_sources
from bsuh_desktop.qt.hand_over.dictated_code import Dictated
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.scroll_frame import Scrolled

RECEIPTS = SourceWords(
    question=Message("Where do the receipts lie?"),
    choose=Message("Choose the receipts"),
    kinds={"*.json": Message("Receipts")},
    name="receipts",
    leave=Message("Close"),
)


def ask_receipts(
    parent: QWidget, bridge: Bridge, then: Then, changed: Callable[[], object], find_sticks: FindSticks
) -> Dialog:
    """Opens the question over `parent`; `then` gets the folder or the files that were chosen, `changed` is called with
    each code that was taken in."""
    dictated = Dictated(bridge, changed)
    dialog = ask_sources(parent, bridge, RECEIPTS, then, find_sticks, dictated)
    scrolled = dialog.findChild(Scrolled)

    def fit() -> None:
        if scrolled is not None and isValid(scrolled):
            scrolled.fit()

    dictated.grown = fit
    return dialog
