"""The page of a class's learners: widgets and focus. What it says and does is in `presenters.class_lists.learners`."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QPushButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.class_lists.learners import MAKE_NEW, NAME_FIELDS, LearnersModel, LearnersPresenter
from bsuh_desktop.presenters.erasure.withdrawal import WithdrawalQuestion
from bsuh_desktop.presenters.parts import Question
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.erasure.ask_withdrawal import ask_withdrawal
from bsuh_desktop.qt.forms.learners import Ui_Learners
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.dialog import ask_question
from bsuh_desktop.qt.widgets.hidden_names import HiddenNames
from bsuh_desktop.qt.widgets.painted_text import forget_words
from bsuh_desktop.qt.widgets.table_space import TableSpace

_WIDE = 620
"""From this width on (px at normal text size) the table has a column for each fact."""


class Learners(Screen):
    """`destination` has the group's id."""

    name: ClassVar[str] = "learners"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Learners()
        self.form.setupUi(self)
        self._presenter = LearnersPresenter(bridge, self)
        self._table_space = TableSpace(self.form.rows, self.form.learner_cards, _WIDE, self)
        self._hidden = HiddenNames(bridge, self.form.hidden_names)
        own: dict[str, Setter] = {
            "header": lambda _: self.header_changed.emit(),
            "columns": self.form.rows.set_columns,
            "rows": self.form.rows.set_rows,
        }
        self._binding = Binding(self.form, LearnersModel, bridge.text, own)
        self._connect()
        self.form.reissue.hide()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.back.clicked.connect(lambda: self.ask_to_leave(lambda: self.open("classes")))
        form.start_preparing.clicked.connect(lambda: self.ask_to_leave(presenter.start_preparing))
        form.consent_withdrawn.clicked.connect(lambda: self.ask_to_leave(presenter.open_withdrawal))
        form.reissue.answered.connect(lambda _: self.ask_to_leave(presenter.open_reprints))
        form.delete_class.clicked.connect(presenter.ask_to_delete)
        form.rows.verb_pressed.connect(lambda line, _: presenter.edit(line))
        form.rows.chosen.connect(presenter.edit)
        self._table_space.turned.connect(lambda: presenter.set_wide(self._table_space.wide))
        for name in NAME_FIELDS:
            field = getattr(form, name)
            field.textEdited.connect(lambda text, name=name: presenter.write(name, text))
            field.returnPressed.connect(presenter.save)
        form.sex.currentIndexChanged.connect(presenter.choose_sex)
        form.answer.currentIndexChanged.connect(presenter.choose_answer)
        form.save.clicked.connect(presenter.save)
        form.leave.clicked.connect(presenter.edit_new)
        form.remove.clicked.connect(presenter.ask_to_remove)

    def breadcrumb(self) -> str:
        """Navigation path and the school."""
        return self.bridge.text(self._presenter.header()[0])

    def title(self) -> str:
        """The class."""
        return self.bridge.text(self._presenter.header()[1])

    def enter(self, destination: Destination) -> None:
        """Shows another class, or reloads the same one."""
        self._presenter.show(destination.group)

    def leave(self) -> None:
        """Answers that are still to come are for nobody."""
        self._presenter.leave()

    def clear_personal_data(self) -> None:
        """Removes all names."""
        self._presenter.clear()
        forget_words()

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns while a learner is being edited."""
        return self._presenter.unsaved_warning()

    def retranslate(self) -> None:
        """All texts that are not in the form; in public view others."""
        self._hidden.say()
        self._presenter.refresh()
        self._binding.retranslate()

    def bind(self, model: LearnersModel) -> None:
        """Shows the model."""
        self._binding.show(model)

    def focus(self, part: str) -> None:
        """Gives a part the keyboard, or the button of the message, which also scrolls it into view in large letters."""
        if part != MAKE_NEW:
            getattr(self.form, part).setFocus()
            return
        # A bar that was filled again has a new button; old ones are about to be deleted.
        for button in self.form.reissue.findChildren(QPushButton, MAKE_NEW)[-1:]:
            button.show()
            button.setFocus()

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Asks over the page."""
        ask_question(self, question, then)

    def ask_withdrawal(self, question: WithdrawalQuestion, then: Callable[[], object]) -> None:
        """Asks what a withdrawal would delete."""
        ask_withdrawal(self, self.bridge, question, then)
