"""Shows a consent notice over the page, to read; its words are in `presenters.class_lists.learners`."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.class_lists.learners import NoticeText
from bsuh_desktop.presenters.parts import Text
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.restyled import desk_text
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame
from bsuh_desktop.qt.widgets.text_lines import TextLines

_AROUND = 240
"""The title, the version, and a button."""


def read_notice(parent: QWidget, notice: NoticeText) -> Dialog:
    """Opens the dialog over `parent`, and says it again in another language of the desk."""
    dialog = Dialog(notice.title, notice.version, [("close", Message("Close"), "primary")], parent)
    dialog.setObjectName("read_notice_dialog")
    inside = QWidget()
    inside.setObjectName("notice_text")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for title, text in notice.paragraphs:
        column.addWidget(_paragraph(dialog, title, text))
    frame = ScrollFrame(inside, parent, _AROUND)
    # It has no control inside that Tab could scroll to.
    frame.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    dialog.add(frame)
    dialog.open()
    return dialog


def _paragraph(dialog: Dialog, title: Text, text: Text) -> TextLines:
    lines = TextLines()
    dialog.say(title, lambda words: lines.set_fact(words, desk_text(text)))
    return lines
