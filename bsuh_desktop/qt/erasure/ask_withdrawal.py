"""Shows the question before a name and its answers are deleted; its words are in `presenters.erasure.withdrawal`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.erasure.withdrawal import WithdrawalQuestion
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.withdraw_ask import Ui_WithdrawAsk
from bsuh_desktop.qt.widgets.bound_parts import BoundForm
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame

_AROUND = 200
"""A question of two lines, and two buttons."""

KEEP, DELETE = "keep_all", "withdraw"


def ask_withdrawal(parent: QWidget, bridge: Bridge, question: WithdrawalQuestion, then: Callable[[], object]) -> Dialog:
    """Opens the dialog over `parent`; `then` is called on confirmation. Asked in private view only, and closed when
    the view becomes public."""
    verbs = [(KEEP, Message("Keep"), "secondary"), (DELETE, Message("Delete name and answers"), "careful")]
    dialog = Dialog(question.question, "", verbs, parent, safe=KEEP)
    dialog.setObjectName("withdraw_ask")
    words: BoundForm[WithdrawalQuestion] = BoundForm(Ui_WithdrawAsk())
    words.bind_to(WithdrawalQuestion, {"question": lambda _: None})
    words.bind(question)
    dialog.add(ScrollFrame(words, parent, _AROUND))
    dialog.answered.connect(lambda verb: then() if verb == DELETE else None)
    bridge.public_changed.connect(dialog.reject)
    dialog.open()
    return dialog
