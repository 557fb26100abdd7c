"""The learners of one class: add, change and remove them by hand; their answers about names."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.erasure.withdrawal import withdrawal_question
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.class_lists import learner_rows
from bsuh_desktop.qt.class_lists.learner_editor import LearnerEditor
from bsuh_desktop.qt.class_lists.reissue import Reissue
from bsuh_desktop.qt.erasure.ask_withdrawal import ask_withdrawal
from bsuh_desktop.qt.forms.learners import Ui_Learners
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.qt.widgets.dialog import ask
from bsuh_desktop.qt.widgets.hidden_names import HiddenNames
from bsuh_desktop.qt.widgets.table_space import TableSpace
from bsuh_desktop.services.certificates.due import reprints_of_class
from bsuh_desktop.services.class_lists import class_groups
from bsuh_desktop.services.class_lists.class_groups import ClassGroup, Learner
from bsuh_desktop.services.desk.desk import Desk

_WIDE = 620
"""From this width on (px at normal text size) the table has a column for each fact."""


class Learners(Screen):
    """`destination` has the group's id."""

    name: ClassVar[str] = "learners"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Learners()
        self.form.setupUi(self)
        self._id = ""
        self._group: ClassGroup | None = None
        self._learners: list[Learner] = []
        self._table_space = TableSpace(self.form.rows, self.form.learner_cards, _WIDE, self)
        self._hidden = HiddenNames(bridge, self.form.hidden_names)
        self._reissue = Reissue(bridge, self.form.reissue)
        self._editor = LearnerEditor(bridge, self.form, self)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form = self.form
        form.back.clicked.connect(lambda: self.ask_to_leave(lambda: self.open("classes")))
        form.start_preparing.clicked.connect(lambda: self.ask_to_leave(lambda: self.open("set_up", group=self._id)))
        form.consent_withdrawn.clicked.connect(lambda: self.ask_to_leave(self._open_withdrawal))
        form.delete_class.clicked.connect(self._ask_to_delete)
        form.rows.verb_pressed.connect(lambda line, _: self._edit(line))
        form.rows.chosen.connect(self._edit)
        self._table_space.turned.connect(self._show_rows)
        self._reissue.wanted.connect(lambda session: self.ask_to_leave(lambda: self._open_class(session)))
        self._editor.save_wanted.connect(self._save)
        self._editor.remove_wanted.connect(self._ask_to_remove)

    def breadcrumb(self) -> str:
        """Navigation path and the school."""
        classes = self.bridge.say(Message("Classes"))
        return f"{classes} › {self.bridge.text_of(self._group.place)}" if self._group else classes

    def title(self) -> str:
        """The class."""
        return self.bridge.text_of(self._group.title) if self._group else ""

    def enter(self, destination: Destination) -> None:
        """Shows another class, or reloads the same one."""
        self._id = destination.group
        self._reissue.show({})
        self._look(None)

    def unsaved_warning(self) -> tuple[Message, Message] | None:
        """Warns while a learner is being edited."""
        if not self._editor.changed or not self.form.save.isEnabled():
            return None
        return Message("Leave before this learner is saved?"), Message("What you typed on this page will be lost.")

    def _look(self, _: object) -> None:
        self.bridge.query(lambda desk: _class_of(desk, self._id), self._on_class)

    def _open_class(self, session: str) -> None:
        self.bridge.take_class(session, lambda: self.open("wrap_up", session=session))

    def _open_withdrawal(self) -> None:
        self.open("withdrawal", group=self._id, path=self.name)

    def _on_class(self, found: tuple[ClassGroup, list[Learner], dict[str, int]]) -> None:
        self._group, self._learners, anew = found
        more_anew = self._reissue.show(anew)
        self.form.save.setEnabled(True)
        self._editor.begin(self._group.basis)
        self.retranslate()
        self.header_changed.emit()
        self.form.roll.setFocus()
        if more_anew:
            self._reissue.take_focus()

    def retranslate(self) -> None:
        """The rows, the editor and the text for an empty class."""
        if self._group is None:
            return
        self._hidden.say()
        self._reissue.say()
        self._editor.retranslate()
        self._show_rows()
        say, form = self.bridge.say, self.form
        form.delete_class.setVisible(not self._group.taught)
        form.consent_withdrawn.setVisible(bool(self._group.taught))
        form.nobody.setVisible(not self._learners)
        form.rows_card.setVisible(bool(self._learners))
        sentence = Message("Write them one by one, with roll and name as at school.")
        form.nobody.tell("open-book", say(Message("No learners yet")), say(sentence))

    def _show_rows(self) -> None:
        self.form.rows.set_columns(learner_rows.columns(self.bridge, self._table_space.wide))
        self.form.rows.set_rows(learner_rows.rows(self.bridge, self._learners, self._table_space.wide))

    def _edit(self, line: str) -> None:
        if self._group is not None:
            learner = next(one for one in self._learners if one.line == int(line))
            self._editor.begin(self._group.basis, learner)
            self.form.roll.setFocus()

    def _save(self) -> None:
        if self.form.save.isEnabled() and self._editor.withdraws:
            self._ask_to_withdraw()
        elif self.form.save.isEnabled():
            self._keep()

    def _ask_to_withdraw(self) -> None:
        """Asks first: a refusal of somebody who took part in a class deletes more than a name on a list."""
        was = self._editor.learner
        if was is not None:
            question = withdrawal_question((was.roll, was.name_bn, was.name_en), None)
            ask_withdrawal(self, self.bridge, question, self._keep)

    def _keep(self) -> None:
        # Pressing Enter twice adds one learner.
        self.form.save.setEnabled(False)
        group, line, row = self._id, self._editor.line, self._editor.row()
        if line is None:
            self.bridge.change(lambda desk: class_groups.add_learner(desk, group, row), self._look, self._not_saved)
        else:
            self.bridge.change(
                lambda desk: class_groups.change_learner(desk, group, line, row), self._look, self._not_saved
            )

    def _not_saved(self, error: KnownError) -> None:
        self.form.save.setEnabled(True)
        self.bridge.error_reported.emit(error)

    def _ask_to_remove(self) -> None:
        line = self._editor.line
        if line is not None:
            ask(
                self,
                Message("Remove this learner from the class?"),
                Message("The learner is removed from the list. Classes that were held keep the name for their papers."),
                [("keep", Message("Keep"), "secondary"), ("remove", Message("Remove"), "careful")],
                lambda key: self._remove(line) if key == "remove" else None,
                safe="keep",
            )

    def _remove(self, line: int) -> None:
        group = self._id
        self.bridge.change(lambda desk: class_groups.remove_learner(desk, group, line), self._look)

    def _ask_to_delete(self) -> None:
        ask(
            self,
            Message("Delete this class?"),
            Message("All its learners are deleted from this laptop. The class has no lessons yet."),
            [("keep", Message("Keep"), "secondary"), ("delete", Message("Delete"), "careful")],
            lambda key: self._delete() if key == "delete" else None,
            safe="keep",
        )

    def _delete(self) -> None:
        group = self._id
        self.bridge.change(lambda desk: class_groups.remove_group(desk, group), lambda _: self.open("classes"))


def _class_of(desk: Desk, group: str) -> tuple[ClassGroup, list[Learner], dict[str, int]]:
    return class_groups.class_group(desk, group), class_groups.learners_of(desk, group), reprints_of_class(desk, group)
