"""The dialog for another name of a class; its words and rules are in `presenters.class_lists.rename_class`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.class_lists.rename_class import MERGE, SAVE, RenameClass, RenameClassModel
from bsuh_desktop.qt.forms.rename_class import Ui_RenameClass
from bsuh_desktop.qt.widgets.binding import Setter
from bsuh_desktop.qt.widgets.bound_parts import BoundForm
from bsuh_desktop.qt.widgets.dialog import Dialog, DialogVerb
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame

_AROUND = 200
"""A question of two lines, and two buttons."""


def ask_new_name(parent: QWidget, typing: RenameClass, then: Callable[[str], object]) -> Dialog:
    """Opens the dialog; `then` gets SAVE for what `typing` has, MERGE if that is another class, or another key."""
    verbs: list[DialogVerb] = [
        ("cancel", Message("Cancel"), "secondary"),
        (MERGE, Message("Merge with it"), "secondary"),
        (SAVE, Message("Save"), "primary"),
    ]
    dialog = Dialog(typing.question, "", verbs, parent)
    dialog.setObjectName("rename_class")
    form: BoundForm[RenameClassModel] = BoundForm(Ui_RenameClass())
    own: dict[str, Setter] = {
        "merge": lambda part: dialog.verb(MERGE).setVisible(part.shown),
        "save": lambda part: dialog.verb(SAVE).setEnabled(part.enabled),
    }
    form.bind_to(RenameClassModel, own)
    form.bind(typing.model())
    typing.changed = form.bind
    form.form.grade.textEdited.connect(lambda text: typing.write("grade", text))
    form.form.section.textEdited.connect(lambda text: typing.write("section", text))
    dialog.add(ScrollFrame(form, parent, _AROUND))
    dialog.answered.connect(then)
    dialog.open()
    form.focus("grade")
    return dialog
