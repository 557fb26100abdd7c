"""Asks before a name and its answers are deleted: what goes at once, what stays, what the coordinator is sent."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.withdraw_ask import Ui_WithdrawAsk
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.localized_widget import LocalizedWidget
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame

_AROUND = 200
"""A question of two lines, and two buttons."""

KEEP, DELETE = "keep_all", "withdraw"


class WithdrawalWords(LocalizedWidget):
    """The consequences for a person who took part in `sessions` classes; None: unknown number."""

    form: Ui_WithdrawAsk

    def __init__(self, bridge: Bridge, sessions: int | None) -> None:
        super().__init__()
        self._bridge = bridge
        self._sessions = sessions
        self.form = Ui_WithdrawAsk()
        self.form.setupUi(self)
        self.form.travels_text.setVisible(sessions != 0)
        self.retranslate()

    def retranslate(self) -> None:
        """All sentences, each with its heading."""
        form, say, sat = self.form, self._bridge.say, self._sessions != 0
        stays = Message("that somebody was there, and the numbers. A printed certificate cannot be taken back.")
        alone = Message("the place on the list, without a name.")
        travels = Message("a note to your coordinator, so that the name is deleted there too.")
        form.gone_text.set_fact(say(Message("Deleted now:")), say(self._gone()))
        form.stays_text.set_fact(say(Message("Stays:")), say(stays if sat else alone))
        form.travels_text.set_fact(say(Message("Sent with the next hand-over:")), say(travels))
        form.no_way_back.setText(say(Message("This cannot be undone.")))

    def _gone(self) -> Message:
        if self._sessions is None:
            return Message("the name, and every answer in every class with this learner.")
        if self._sessions == 0:
            return Message("the name. This learner took part in no class.")
        return Message("the name, and every answer. Classes with this learner: {count}", count=self._sessions)


def ask_withdrawal(
    parent: QWidget, bridge: Bridge, person: tuple[str, str], sessions: int | None, then: Callable[[], object]
) -> Dialog:
    """Opens the dialog over `parent` about `person` (roll and name); `then` is called on confirmation. Asked in
    private view only, and closed when the view becomes public."""
    verbs = [(KEEP, Message("Keep"), "secondary"), (DELETE, Message("Delete name and answers"), "careful")]
    dialog = Dialog(_question(bridge, *person), "", verbs, parent, safe=KEEP)
    dialog.setObjectName("withdraw_ask")
    dialog.add(ScrollFrame(WithdrawalWords(bridge, sessions), parent, _AROUND))
    dialog.answered.connect(lambda verb: then() if verb == DELETE else None)
    bridge.public_changed.connect(dialog.reject)
    dialog.open()
    return dialog


def _question(bridge: Bridge, roll: str, name: str) -> Message:
    roll = bridge.digits(roll)
    if roll and name:
        return Message("Consent withdrawn? Roll {roll}: {name}", roll=roll, name=name)
    if name:
        return Message("Consent withdrawn? {name}", name=name)
    return Message("Consent withdrawn? Roll {roll}", roll=roll or "—")
