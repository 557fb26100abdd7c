"""A class on its card: name, place, learners, and its buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.class_lists import class_facts
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.class_card import Ui_ClassCard
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.services.class_lists.class_groups import ClassGroup


class ClassCard(QFrame):
    """All signals carry the group's id: `opened` for its learners, `started` for a class, `sheet_wanted` to print."""

    opened = Signal(str)
    started = Signal(str)
    sheet_wanted = Signal(str)

    def __init__(self, bridge: Bridge, group: ClassGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._group = group
        self.form = Ui_ClassCard()
        self.form.setupUi(self)
        self.form.open_learners.clicked.connect(lambda: self.opened.emit(group.group.id))
        self.form.print_sheet.clicked.connect(lambda: self.sheet_wanted.emit(group.group.id))
        self.form.start_preparing.clicked.connect(lambda: self.started.emit(group.group.id))
        self._say()
        apply_icons(self)

    def changeEvent(self, event: QEvent) -> None:
        """Updates texts on a change of language, icons on a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.form.retranslateUi(self)
            self._say()
        elif event.type() == QEvent.Type.StyleChange:
            apply_icons(self)

    def _say(self) -> None:
        bridge, group, form = self._bridge, self._group, self.form
        title = bridge.text_of(group.title)
        form.class_title.setText(title)
        form.class_place.setText(bridge.text_of(group.place))
        facts = (class_facts.learners(group), class_facts.taught(group))
        form.class_facts.setText(" · ".join(bridge.say(fact) for fact in facts))
        form.open_learners.setAccessibleName(bridge.say(Message("Learners: {class_title}", class_title=title)))
        form.start_preparing.setAccessibleName(bridge.say(Message("Start preparing: {class_title}", class_title=title)))
        form.print_sheet.setAccessibleName(bridge.say(Message("Print class sheet: {class_title}", class_title=title)))
