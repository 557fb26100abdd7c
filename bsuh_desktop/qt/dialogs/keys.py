"""The keys of the keyboard and what each does: the one table of them, and the dialog that lists it (the key "?").

The keys themselves are handled by `qt/stage/shortcuts.py` (in a class), `qt/window/desk_window.py` (everywhere) and the
pages; a test presses every key of the table, and misses none of theirs.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLabel, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.stage.shortcuts import Command
from bsuh_desktop.qt.widgets.dialog import Dialog, DialogVerb
from bsuh_desktop.qt.widgets.keycap import KeyCap
from bsuh_desktop.qt.widgets.scroller import ScrollFrame
from bsuh_desktop.qt.widgets.text_lines import TextLines

DIALOG = "keys_dialog"
TEACH = "teach"


@dataclasses.dataclass(frozen=True)
class KeyLine:
    """What one of `presses` (as Qt writes them) does on `pages`, everywhere if there are none. `command` is what it is
    to a class, on the stage and on a clicker as well."""

    presses: tuple[str, ...]
    does: Message
    pages: tuple[str, ...] = ()
    command: Command | None = None


KEYS: tuple[KeyLine, ...] = (
    KeyLine(("Ctrl+Return",), Message("Start teaching"), ("roll_call",)),
    KeyLine(("L",), Message("Mark the learner that has the ring as late"), ("roll_call",)),
    KeyLine(("Right", "PgDown", "Space"), Message("The next slide or step"), (TEACH,), "next"),
    KeyLine(("Left", "PgUp"), Message("One slide back"), (TEACH,), "back"),
    KeyLine(
        ("1",),
        Message("How many hands for this answer. Page Down counts one hand, Page Up ends the answer"),
        (TEACH,),
    ),
    KeyLine(("Backspace",), Message("Take the last digit back"), (TEACH,)),
    KeyLine(("M",), Message("Hands by eye: then the number of the answer with most, and with some"), (TEACH,)),
    KeyLine(("F5",), Message("Show the slides to the class, or hide them"), (TEACH,), "stage"),
    KeyLine(("B", "."), Message("Slides black, and back"), (TEACH,), "black"),
    KeyLine(("F",), Message("Slides frozen, and back"), (TEACH,), "freeze"),
    KeyLine(("T",), Message("Start or pause the clock of an activity"), (TEACH,), "timer"),
    KeyLine(("G",), Message("All slides"), (TEACH,)),
    KeyLine(("Up", "Down"), Message("Move the notes"), (TEACH,)),
    KeyLine(("V",), Message("Teach by voice, or with slides again"), (TEACH,), "voice"),
    KeyLine(("Shift+S",), Message("Swap the two screens"), (TEACH,), "swap"),
    KeyLine(("Esc",), Message("Back from the slides to the desk, on one screen"), (TEACH,)),
    KeyLine(("Ctrl+Z",), Message("Take the last slip back"), ("roll_call", TEACH), "undo"),
    KeyLine(("Ctrl+Y",), Message("Put it back"), ("roll_call",)),
    KeyLine(("F10",), Message("Go to wrap-up"), ("roll_call", TEACH), "finish"),
    KeyLine(("F10",), Message("Finish the class"), ("wrap_up",), "finish"),
    KeyLine(("Ctrl+V",), Message("Paste a table that was copied"), ("classes", "import_list")),
    KeyLine(("F8",), Message("A child needs help"), (), "help"),
    KeyLine(("F1",), Message("The guide, at this page")),
    KeyLine(("?",), Message("These keys")),
    KeyLine(("Tab",), Message("On to the next field or button")),
    KeyLine(("Return",), Message("Press what has the ring")),
    KeyLine(("F6",), Message("To the hint of the tour, and back")),
    KeyLine(("F9",), Message("The desk in the other language")),
    KeyLine(("Shift+F9",), Message("The class in the other language")),
    KeyLine(("Ctrl++", "Ctrl+-"), Message("Larger text, smaller text")),
    KeyLine(("Ctrl+,",), Message("How you like this screen")),
    KeyLine(("Ctrl+L",), Message("Lock the desk; during a class cover it")),
)
_CAPS = {
    "1": "0 – 9",
    "Right": "→",
    "Left": "←",
    "Up": "↑",
    "Down": "↓",
    "PgDown": "Page Down",
    "PgUp": "Page Up",
    "Return": "Enter",
    "Ctrl+Return": "Ctrl Enter",
    "Ctrl++": "Ctrl +",
    "Ctrl+-": "Ctrl −",
}


def keys_on(page: str) -> tuple[tuple[Message, tuple[KeyLine, ...]], ...]:
    """What to list on `page`, by headings: its own keys, else those of teaching, then the others."""
    own, everywhere = tuple(line for line in KEYS if page in line.pages), tuple(line for line in KEYS if not line.pages)
    teaching = tuple(line for line in KEYS if TEACH in line.pages)
    first = (Message("On this page"), own) if own else (Message("While you teach"), teaching)
    return first, (Message("Everywhere"), everywhere)


class KeysDialog(Dialog):
    """The keys of a page, and with `tours` the button that begins the tour of a class."""

    def __init__(self, parent: QWidget, page: str, tours: bool) -> None:
        verbs: list[DialogVerb] = [("tour", Message("See how a class goes"), "quiet")] if tours else []
        super().__init__(Message("Keys of the keyboard"), "", [*verbs, ("close", Message("Close"), "primary")], parent)
        self.setObjectName(DIALOG)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 8, 8, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for heading, lines in keys_on(page):
            title = QLabel()
            title.setProperty("role", "strong")
            self.say(heading, title.setText)
            grid.addWidget(title, grid.rowCount(), 0, 1, 2)
            self._fill(grid, lines)
        self.add(ScrollFrame(inside, parent, around=240))
        self.verb("close").setFocus()

    def _fill(self, grid: QGridLayout, lines: Sequence[KeyLine]) -> None:
        for line in lines:
            caps, words, row = QHBoxLayout(), TextLines(), grid.rowCount()
            grid.addLayout(caps, row, 0, Qt.AlignmentFlag.AlignVCenter)
            caps.setSpacing(6)
            for press in line.presses:
                cap = KeyCap()
                cap.set_key(_CAPS.get(press, press.replace("+", " ")))
                caps.addWidget(cap)
            caps.addStretch(1)
            self.say(line.does, words.setText)
            grid.addWidget(words, row, 1, Qt.AlignmentFlag.AlignVCenter)


def open_keys(bridge: Bridge, desk_window: QWidget, page: str) -> None:
    """Lists the keys of `page` over the desk's window. On an open desk the tour of a class begins there, too."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    dialog = KeysDialog(desk_window, page, bridge.facts is not None and not bridge.covered)
    dialog.answered.connect(lambda key: bridge.tour_wanted.emit() if key == "tour" else None)
    dialog.open()
