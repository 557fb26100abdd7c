"""The page of a class's learners, and the consent notice to read. The rest is in `presenters.class_lists.learners`."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.class_lists import learners
from bsuh_desktop.presenters.erasure.withdrawal import WithdrawalQuestion
from bsuh_desktop.presenters.parts import Text
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.erasure.withdrawal import ask_withdrawal
from bsuh_desktop.qt.forms.learners import Ui_Learners
from bsuh_desktop.qt.navigation.presented_screen import TableScreen
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.restyled import desk_text
from bsuh_desktop.qt.widgets.scroller import ScrollFrame
from bsuh_desktop.qt.widgets.text_lines import TextLines

_AROUND = 240
"""The title, the version, and a button."""


def read_notice(parent: QWidget, notice: learners.NoticeText) -> Dialog:
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


class Learners(TableScreen[learners.LearnersModel, learners.LearnersPresenter]):
    """`destination` has the group's id."""

    name: ClassVar[str] = "learners"
    wide_from = 620
    beside = "learner_cards"
    paints_names = True

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_Learners(), learners.LearnersPresenter, parent)
        self.bind_to(learners.LearnersModel)
        self._connect()
        self.form.reissue.hide()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.back.clicked.connect(lambda: self.ask_to_leave(lambda: self.open("classes")))
        form.start_preparing.clicked.connect(lambda: self.ask_to_leave(presenter.start_preparing))
        form.consent_withdrawn.clicked.connect(lambda: self.ask_to_leave(presenter.open_withdrawal))
        form.reissue.answered.connect(lambda _: self.ask_to_leave(presenter.open_reprints))
        form.rows.verb_pressed.connect(lambda line, _: presenter.edit(line))
        form.rows.chosen.connect(presenter.edit)
        for name in learners.NAME_FIELDS:
            field = getattr(form, name)
            field.textEdited.connect(lambda text, name=name: presenter.write(name, text))
            field.returnPressed.connect(presenter.save)
        form.sex.currentIndexChanged.connect(presenter.choose_sex)
        form.answer.currentIndexChanged.connect(presenter.choose_answer)
        form.read_notice.clicked.connect(presenter.read_notice)
        form.save.clicked.connect(presenter.save)
        form.leave.clicked.connect(presenter.edit_new)
        form.remove.clicked.connect(presenter.ask_to_remove)

    def enter(self, destination: Destination) -> None:
        """Shows another class, or reloads the same one."""
        self._presenter.show(destination.group)

    def focus(self, part: str) -> None:
        """Gives a part the keyboard, or the button of the message, which also scrolls it into view in large letters."""
        if part != learners.MAKE_NEW:
            super().focus(part)
            return
        # A bar that was filled again has a new button; old ones are about to be deleted.
        for button in self.form.reissue.findChildren(QPushButton, learners.MAKE_NEW)[-1:]:
            button.show()
            button.setFocus()

    def ask_withdrawal(self, question: WithdrawalQuestion, then: Callable[[], object]) -> None:
        """Asks what a withdrawal would delete."""
        ask_withdrawal(self, self.bridge, question, then)

    def show_notice(self, text: learners.NoticeText) -> None:
        """Shows the notice over the page."""
        read_notice(self, text)
