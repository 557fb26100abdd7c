"""Asks where a small file should go: one button for each stick that is plugged in, and one for a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.target_buttons import TargetButtons
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame
from bsuh_desktop.system.sticks import Stick

CANCEL, CHOSEN = "cancel", "chosen"
LOOK_FOR_STICKS_MS = 3_000
_NO = Message("Cancel")
FindSticks = Callable[[], Sequence[Stick]]
Then = Callable[[Path, str], object]
"""Called with the folder, and the stick's label or "" for a folder of this computer."""


def ask_place(
    parent: QWidget,
    bridge: Bridge,
    question: Message,
    detail: Message,
    then: Then,
    find_sticks: FindSticks,
    no: Message = _NO,
) -> Dialog:
    """Opens the question over `parent`; `find_sticks` is called on the thread of files. `no` is the text of the
    button that cancels: where a key is being revoked, "Cancel" could be read as revoking it."""
    dialog = Dialog(question, detail, [(CANCEL, no, "secondary")], parent, safe=CANCEL)
    places = TargetButtons()
    places.set_name("file")
    places.setContentsMargins(8, 8, 8, 8)
    dialog.add(ScrollFrame(places, parent))

    def chosen(folder: Path, label: str) -> None:
        dialog.answer(CHOSEN)
        then(folder, label)

    places.chosen.connect(chosen)
    dialog.open()
    places.setFocus()
    watch_sticks(bridge, places, find_sticks)
    return dialog


def watch_sticks(bridge: Bridge, places: TargetButtons, find_sticks: FindSticks) -> None:
    """Offers the sticks that are plugged in, and updates them while the question is open."""

    asked = False

    def offer(found: Sequence[Stick]) -> None:
        # Looking for sticks takes a while; the question may be closed by then.
        nonlocal asked
        if isValid(places):
            places.set_sticks(found)
            if not asked:
                places.prefer_stick()
            asked = True

    def look() -> None:
        bridge.ask(find_sticks, offer, lambda _: None)

    timer = QTimer(places, interval=LOOK_FOR_STICKS_MS)
    timer.timeout.connect(look)
    timer.start()
    look()
