"""Who teaches with you? People of the staff whom this laptop knows, and somebody new by the code of their own desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.along import Ui_Along
from bsuh_desktop.qt.widgets.class_keys import ENTER
from bsuh_desktop.qt.widgets.dialog import Dialog, DialogVerb
from bsuh_desktop.qt.widgets.icons import dress
from bsuh_desktop.qt.widgets.localized_widget import LocalizedWidget
from bsuh_desktop.qt.widgets.scroll_frame import ScrollFrame
from bsuh_desktop.services.classroom.set_up import ModuleShelf
from bsuh_desktop.services.desk.staff import Colleague, add_colleague, printed_code

CHOOSE = "choose"


class ColleaguesForm(LocalizedWidget):
    """A box for each person. Where the class can see this screen their codes stand instead of their names."""

    form: Ui_Along

    def __init__(
        self, bridge: Bridge, shelf: ModuleShelf, chosen: Sequence[str], kept: Callable[[Colleague], object]
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._heard = kept
        self._closed = False
        self._grown: Callable[[], object] = lambda: None
        self._boxes: dict[str, QCheckBox] = {}
        self._people: dict[str, Colleague] = {}
        self.form = Ui_Along()
        self.form.setupUi(self)
        known = {one.key: one for one in shelf.staff}
        gone = [Colleague(key, printed_code(key)) for key in chosen if key not in known]
        for one in [*known.values(), *gone]:
            self._add(one, one.key in chosen)
        self._own = shelf.code
        self._error: KnownError | None = None
        self.form.person_problem.hide()
        self.form.add_person.clicked.connect(self._keep)
        for field in (self.form.code, self.form.name):
            field.returnPressed.connect(self._keep)
        dress(self)
        bridge.public_changed.connect(self._name_people)
        self.retranslate()

    def retranslate(self) -> None:
        """The own code, and what is wrong with what was typed."""
        say, error = self._bridge.say, self._error
        own = Message("Your own code, for a colleague's laptop: {code}", code=self._own)
        self.form.own_code.setText(say(own))
        if error is not None:
            self.form.person_problem.setText(f"{say(error.message)} {say(error.remedy)}")

    def chosen(self) -> tuple[str, ...]:
        """The key ids of those who are ticked."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def first(self) -> QWidget:
        """Where the keys begin."""
        return next(iter(self._boxes.values()), self.form.code)

    def then(self, grown: Callable[[], object]) -> None:
        """Who hears that there is more, or less, to see."""
        self._grown = grown

    def close_up(self) -> None:
        """The dialog is gone; what is still on its way is told to nobody."""
        self._closed = True

    def _add(self, one: Colleague, ticked: bool) -> None:
        box = self._boxes.get(one.key) or QCheckBox()
        box.setObjectName(f"person_{one.key}")
        box.setChecked(ticked)
        self._people[one.key] = one
        if one.key not in self._boxes:
            self._boxes[one.key] = box
            self.form.people_column.addWidget(box)
            QWidget.setTabOrder(box, self.form.code)
        self.form.nobody.setVisible(not self._boxes)
        self._name_people()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field adds the person; it must not press the dialog's verb, too, before they are there."""
        in_field = self.form.code.hasFocus() or self.form.name.hasFocus()
        if event.key() in ENTER and in_field:
            event.accept()
        else:
            super().keyPressEvent(event)

    def _name_people(self) -> None:
        for key, one in self._people.items():
            self._boxes[key].setText(printed_code(key) if self._bridge.public else one.name)

    def _keep(self) -> None:
        code, name = self.form.code.text(), self.form.name.text()
        self._bridge.change(lambda desk: add_colleague(desk, code, name), self._kept, self._refused)

    def _kept(self, one: Colleague) -> None:
        self._heard(one)
        if self._closed:
            return
        self._add(one, ticked=True)
        self.form.person_problem.hide()
        self._grown()
        for field in (self.form.code, self.form.name):
            field.clear()
        self._boxes[one.key].setFocus()

    def _refused(self, error: KnownError) -> None:
        if self._closed:
            self._bridge.told.emit(error)
            return
        self._error = error
        self.retranslate()
        self.form.person_problem.show()
        self._grown()
        (self.form.name if error.code == "no_staff_name" else self.form.code).setFocus()


def ask_along(
    parent: QWidget,
    bridge: Bridge,
    shelf: ModuleShelf,
    chosen: Sequence[str],
    kept: Callable[[Colleague], object],
    then: Callable[[tuple[str, ...]], object],
) -> Dialog:
    """Opens the question; `kept` hears of somebody new, `then` gets the key ids of whoever teaches along."""
    verbs: list[DialogVerb] = [("cancel", Message("Cancel"), "secondary"), (CHOOSE, Message("Choose"), "primary")]
    detail = Message("Their names stay on this laptop; the attendance file holds codes only.")
    dialog = Dialog(Message("Who teaches with you?"), detail, verbs, parent)
    asked = ColleaguesForm(bridge, shelf, chosen, kept)
    scrolled = ScrollFrame(asked, parent)
    dialog.add(scrolled)
    asked.then(scrolled.fit)
    dialog.finished.connect(lambda _: asked.close_up())
    dialog.answered.connect(lambda verb: then(asked.chosen()) if verb == CHOOSE else None)
    dialog.open()
    asked.first().setFocus()
    return dialog
