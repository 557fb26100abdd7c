"""The page of a withdrawal, and the question before a name and its answers are deleted.

What they say and do is in `presenters.erasure.withdrawal`."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.erasure import withdrawal
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.withdraw_ask import Ui_WithdrawAsk
from bsuh_desktop.qt.forms.withdrawal import Ui_Withdrawal
from bsuh_desktop.qt.navigation.presented_screen import TableScreen
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.qt.widgets.binding import BoundForm
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.scroller import ScrollFrame

_AROUND = 200
"""A question of two lines, and two buttons."""

KEEP, DELETE = "keep_all", "withdraw"


def ask_withdrawal(
    parent: QWidget, bridge: Bridge, question: withdrawal.WithdrawalQuestion, then: Callable[[], object]
) -> Dialog:
    """Opens the dialog over `parent`; `then` is called on confirmation. Asked in private view only, and closed when
    the view becomes public."""
    verbs = [(KEEP, Message("Keep"), "secondary"), (DELETE, Message("Delete name and answers"), "careful")]
    dialog = Dialog(question.question, "", verbs, parent, safe=KEEP)
    dialog.setObjectName("withdraw_ask")
    words: BoundForm[withdrawal.WithdrawalQuestion] = BoundForm(Ui_WithdrawAsk())
    words.bind_to(withdrawal.WithdrawalQuestion, {"question": lambda _: None})
    words.bind(question)
    dialog.add(ScrollFrame(words, parent, _AROUND))
    dialog.answered.connect(lambda verb: then() if verb == DELETE else None)
    bridge.public_changed.connect(dialog.reject)
    dialog.open()
    return dialog


class Withdrawal(TableScreen[withdrawal.WithdrawalModel, withdrawal.WithdrawalPresenter]):
    """`destination` has a class group, or the session of one class; `destination.path` is the page to go back to."""

    name: ClassVar[str] = "withdrawal"
    wide_from = 760
    paints_names = True

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_Withdrawal(), withdrawal.WithdrawalPresenter, parent)
        self.bind_to(withdrawal.WithdrawalModel)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.back.clicked.connect(presenter.back)
        form.news.answered.connect(lambda key: self.open("hand_over") if key == withdrawal.HAND_OVER else None)
        form.search.textChanged.connect(presenter.search)
        form.rows.verb_pressed.connect(lambda line, _: presenter.choose(line))
        form.rows.chosen.connect(presenter.choose)

    def enter(self, destination: Destination) -> None:
        """Shows another class, or reloads the same one."""
        self._presenter.show(destination.group, destination.session, str(destination.path or ""))

    def ask_withdrawal(self, question: withdrawal.WithdrawalQuestion, then: Callable[[], object]) -> None:
        """Asks what a withdrawal would delete."""
        ask_withdrawal(self, self.bridge, question, then)
