"""Who teaches with you? Known staff, and new colleagues by the code of their own desk.

A name can be deleted here as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.along import Ui_Along
from bsuh_desktop.qt.widgets.class_keys import ENTER
from bsuh_desktop.qt.widgets.dialog import Dialog, DialogVerb, ask
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.localized_widget import LocalizedWidget
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame
from bsuh_desktop.services.classroom.set_up import SetUpChoices
from bsuh_desktop.services.desk.staff import Colleague, add_colleague, printed_code
from bsuh_desktop.services.erasure.erase import erase_colleague

CHOOSE = "choose"
KEEP, DELETE = "keep", "delete"


class _PersonRow(QWidget):
    """A check box for one person, and a button that deletes the name if there is one."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.box, self.delete = QCheckBox(), QPushButton()
        self.box.setObjectName(f"person_{key}")
        self.delete.setObjectName(f"delete_{key}")
        self.delete.setProperty("kind", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box, 1)
        row.addWidget(self.delete)


class ColleaguesForm(LocalizedWidget):
    """One row per person. In public view their codes replace their names. `on_stored` is called with a new colleague,
    `deleted` with the key id of one whose name was deleted."""

    form: Ui_Along

    def __init__(
        self,
        bridge: Bridge,
        choices: SetUpChoices,
        chosen: Sequence[str],
        on_stored: Callable[[Colleague], object],
        deleted: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._heard, self._heard_deleted = on_stored, deleted
        self._closed = False
        self._rows: dict[str, _PersonRow] = {}
        self._people: dict[str, Colleague] = {}
        self.form = Ui_Along()
        self.form.setupUi(self)
        known = {one.key: one for one in choices.staff}
        gone = [Colleague(key, "") for key in chosen if key not in known]
        for one in [*known.values(), *gone]:
            self._add(one, one.key in chosen)
        self._own = choices.code
        self._error: KnownError | None = None
        self.form.person_problem.hide()
        self.form.add_person.clicked.connect(self._keep)
        for field in (self.form.code, self.form.name):
            field.returnPressed.connect(self._keep)
        apply_icons(self)
        bridge.public_changed.connect(self._name_people)
        self.retranslate()

    def retranslate(self) -> None:
        """The own code, the rows, and the error about what was typed."""
        say, error = self._bridge.say, self._error
        own = Message("Your own code, for a colleague's laptop: {code}", code=self._own)
        self.form.own_code.setText(say(own))
        self._name_people()
        if error is not None:
            self.form.person_problem.setText(f"{say(error.message)} {say(error.remedy)}")

    def chosen(self) -> tuple[str, ...]:
        """Key ids of the checked people."""
        return tuple(key for key, row in self._rows.items() if row.box.isChecked())

    def first(self) -> QWidget:
        """The widget to focus first."""
        return next((row.box for row in self._rows.values()), self.form.code)

    def close_up(self) -> None:
        """The dialog is closed: results that are still pending are dropped."""
        self._closed = True

    def _add(self, one: Colleague, ticked: bool) -> None:
        row = self._rows.get(one.key) or _PersonRow(one.key)
        row.box.setChecked(ticked)
        self._people[one.key] = one
        if one.key not in self._rows:
            self._rows[one.key] = row
            self.form.people_column.addWidget(row)
            QWidget.setTabOrder(row.delete, self.form.code)
            row.delete.clicked.connect(lambda: self._ask_to_delete(one.key))
        self.form.nobody.hide()
        self._name_people()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field adds the person; it must not also press the dialog's button before that is done."""
        in_field = self.form.code.hasFocus() or self.form.name.hasFocus()
        if event.key() in ENTER and in_field:
            event.accept()
        else:
            super().keyPressEvent(event)

    def _name_people(self) -> None:
        say = self._bridge.say
        for key, row in self._rows.items():
            shown = self._shown(key)
            row.box.setText(shown)
            row.delete.setText(say(Message("Delete")))
            row.delete.setAccessibleName(say(Message("Delete: {name}", name=shown)))
            row.delete.setVisible(bool(self._people[key].name))

    def _shown(self, key: str) -> str:
        """The name; the code in public view or if no name is known."""
        return (not self._bridge.public and self._people[key].name) or printed_code(key)

    def _ask_to_delete(self, key: str) -> None:
        asked = ask(
            self,
            Message("Delete this name? {name}", name=self._shown(key)),
            Message("Classes that you taught together keep the code alone: {code}", code=printed_code(key)),
            [(KEEP, Message("Keep"), "secondary"), (DELETE, Message("Delete"), "careful")],
            lambda verb: self._delete(key) if verb == DELETE else None,
            safe=KEEP,
        )
        self._bridge.public_changed.connect(asked.reject)

    def _delete(self, key: str) -> None:
        self._rows[key].delete.setEnabled(False)
        self._bridge.change(
            lambda desk: erase_colleague(desk, key),
            lambda _: self._deleted(key),
            lambda error: self._not_deleted(key, error),
        )

    def _not_deleted(self, key: str, error: KnownError) -> None:
        self._bridge.error_reported.emit(error)
        if not self._closed and key in self._rows:
            self._rows[key].delete.setEnabled(True)

    def _deleted(self, key: str) -> None:
        """A person chosen for this class stays, under the code."""
        self._heard_deleted(key)
        if self._closed:
            return
        if self._rows[key].box.isChecked():
            self._people[key] = Colleague(key, "")
            self._name_people()
        else:
            self._people.pop(key)
            row = self._rows.pop(key)
            row.hide()
            row.deleteLater()
        self.form.nobody.setVisible(not self._rows)
        self.first().setFocus()

    def _keep(self) -> None:
        code, name = self.form.code.text(), self.form.name.text()
        self._bridge.change(lambda desk: add_colleague(desk, code, name), self._on_stored, self._refused)

    def _on_stored(self, one: Colleague) -> None:
        self._heard(one)
        if self._closed:
            return
        self._add(one, ticked=True)
        self.form.person_problem.hide()
        for field in (self.form.code, self.form.name):
            field.clear()
        self._rows[one.key].box.setFocus()

    def _refused(self, error: KnownError) -> None:
        if self._closed:
            self._bridge.error_reported.emit(error)
            return
        self._error = error
        self.retranslate()
        self.form.person_problem.show()
        (self.form.name if error.code == "no_staff_name" else self.form.code).setFocus()


def ask_along(
    parent: QWidget,
    bridge: Bridge,
    choices: SetUpChoices,
    chosen: Sequence[str],
    on_stored: Callable[[Colleague], object],
    deleted: Callable[[str], object],
    then: Callable[[tuple[str, ...]], object],
) -> Dialog:
    """Opens the dialog. `on_stored` and `deleted`: as in ColleaguesForm; `then` is called with the key ids of the
    chosen colleagues."""
    verbs: list[DialogVerb] = [("cancel", Message("Cancel"), "secondary"), (CHOOSE, Message("Choose"), "primary")]
    detail = Message("Names stay on this laptop; the attendance file has only codes.")
    dialog = Dialog(Message("Who teaches with you?"), detail, verbs, parent)
    asked = ColleaguesForm(bridge, choices, chosen, on_stored, deleted)
    dialog.add(ScrollFrame(asked, parent))
    dialog.finished.connect(lambda _: asked.close_up())
    dialog.answered.connect(lambda verb: then(asked.chosen()) if verb == CHOOSE else None)
    dialog.open()
    asked.first().setFocus()
    return dialog
