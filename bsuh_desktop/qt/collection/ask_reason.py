"""Asks why a file is taken out: no file is taken out without a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.widgets.dialog import Dialog

KEEP, TAKE_OUT = "keep", "take_out_now"
LONGEST = 200


def ask_reason(parent: QWidget, then: Callable[[str], object]) -> Dialog:
    """Opens the dialog over `parent`; `then` is called with the reason if the file is to be taken out."""
    question = Message("Remove this file?")
    detail = Message("It no longer counts, but stays in the archive. You can put it back at any time.")
    verbs = [(KEEP, Message("Keep"), "secondary"), (TAKE_OUT, Message("Remove"), "careful")]
    dialog = Dialog(question, detail, verbs, parent, safe=KEEP)
    asked = QWidget()
    column = QVBoxLayout(asked)
    column.setContentsMargins(8, 8, 8, 8)
    label, reason = QLabel(), QLineEdit()
    reason.setObjectName("reason_out")
    reason.setMaxLength(LONGEST)
    label.setBuddy(reason)
    dialog.say(Message("Why? Write no names."), label.setText)
    dialog.say(Message("Why? Write no names."), reason.setAccessibleName)
    column.addWidget(label)
    column.addWidget(reason)
    dialog.add(asked)
    take_out = dialog.findChild(QPushButton, TAKE_OUT)
    assert take_out is not None
    take_out.setEnabled(False)
    reason.textChanged.connect(lambda text: take_out.setEnabled(bool(text.strip())))
    dialog.answered.connect(lambda verb: then(reason.text().strip()) if verb == TAKE_OUT else None)
    dialog.open()
    reason.setFocus()
    return dialog
