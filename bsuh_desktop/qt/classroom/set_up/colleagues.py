"""The dialog that asks who teaches with you. What it says and does is in `presenters.classroom.colleagues`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.classroom.colleagues import (
    ColleaguesModel,
    ColleaguesPresenter,
    ColleaguesView,
    PersonRow,
)
from bsuh_desktop.presenters.parts import Question
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.along import Ui_Along
from bsuh_desktop.qt.widgets.binding import Binding
from bsuh_desktop.qt.widgets.bound_parts import BoundForm
from bsuh_desktop.qt.widgets.class_keys import ENTER
from bsuh_desktop.qt.widgets.dialog import Dialog, DialogVerb, ask_question
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.restyled import desk_text
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame

CHOOSE = "choose"
Present = Callable[[ColleaguesView], ColleaguesPresenter]


class _PersonLine(QWidget):
    """A check box for one person, and a button that deletes the name if there is one."""

    def __init__(self, presenter: ColleaguesPresenter, key: str) -> None:
        super().__init__()
        self.box, self.delete = QCheckBox(), QPushButton()
        self.box.setObjectName(f"person_{key}")
        self.delete.setObjectName(f"delete_{key}")
        self.delete.setProperty("kind", "quiet")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.box, 1)
        line.addWidget(self.delete)
        self.box.clicked.connect(lambda on: presenter.choose(key, on))
        self.delete.clicked.connect(lambda: presenter.ask_to_delete(key))
        self.binding = Binding(self, PersonRow, desk_text, {"key": lambda _: None})


class ColleaguesForm(BoundForm[ColleaguesModel]):
    """One line per person, and two fields for somebody new."""

    def __init__(self, bridge: Bridge, present: Present) -> None:
        super().__init__(form := Ui_Along())
        self._bridge = bridge
        self._lines: dict[str, _PersonLine] = {}
        self.presenter = presenter = present(self)
        self.bind_to(ColleaguesModel, {"people": self._set_people})
        form.add_person.clicked.connect(presenter.add)
        for field, typed in ((form.code, presenter.type_code), (form.name, presenter.type_name)):
            field.textEdited.connect(typed)
            field.returnPressed.connect(presenter.add)
        apply_icons(self)
        presenter.refresh()

    def retranslate(self) -> None:
        """The lines as well."""
        super().retranslate()
        for line in self._lines.values():
            line.binding.retranslate()

    def focus_person(self, key: str) -> None:
        """Gives the box of that person the keyboard."""
        self._lines[key].box.setFocus()

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Asks; the question goes as the names do."""
        self._bridge.public_changed.connect(ask_question(self, question, then).reject)

    def _set_people(self, people: tuple[PersonRow, ...]) -> None:
        for key in self._lines.keys() - {person.key for person in people}:
            line = self._lines.pop(key)
            line.hide()
            line.deleteLater()
        for person in people:
            if person.key not in self._lines:
                self._lines[person.key] = line = _PersonLine(self.presenter, person.key)
                self.form.people_column.addWidget(line)
                QWidget.setTabOrder(line.delete, self.form.code)
            self._lines[person.key].binding.show(person)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field adds the person; it must not also press the dialog's button before that is done."""
        in_field = self.form.code.hasFocus() or self.form.name.hasFocus()
        if event.key() in ENTER and in_field:
            event.accept()
        else:
            super().keyPressEvent(event)


def ask_along(parent: QWidget, bridge: Bridge, present: Present, then: Callable[[tuple[str, ...]], object]) -> Dialog:
    """Opens the dialog; `then` is called with the key ids of the chosen colleagues."""
    verbs: list[DialogVerb] = [("cancel", Message("Cancel"), "secondary"), (CHOOSE, Message("Choose"), "primary")]
    detail = Message("Names stay on this laptop; the attendance file has only codes.")
    dialog = Dialog(Message("Who teaches with you?"), detail, verbs, parent)
    form = ColleaguesForm(bridge, present)
    dialog.add(ScrollFrame(form, parent))
    dialog.finished.connect(lambda _: form.presenter.close())
    dialog.answered.connect(lambda verb: then(form.presenter.chosen()) if verb == CHOOSE else None)
    dialog.open()
    form.presenter.focus_first()
    return dialog
