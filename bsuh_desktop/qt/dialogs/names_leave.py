"""Asks each time before a file with names in clear leaves the app: anyone who finds that file can read them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.widgets.dialog import Dialog, ask

NOT_YET, SAVE = "back", "save_names"


def ask_before_names(parent: QWidget, on_stick: bool, then: Callable[[], object]) -> Dialog:
    """Asks over `parent` whether a file with names may be saved to a stick, or to a folder of this computer; `then`
    is called if so. Nothing is saved by Escape, nor by Enter before somebody has gone to the other button."""
    finds = Message("This file has names. Anybody who finds the stick can read them.")
    opens = Message("This file has names. Anybody who can open the folder can read them.")
    return ask(
        parent,
        Message("Save with names?"),
        finds if on_stick else opens,
        [(NOT_YET, Message("Not yet"), "secondary"), (SAVE, Message("Save with names"), "primary")],
        lambda key: then() if key == SAVE else None,
        safe=NOT_YET,
    )
