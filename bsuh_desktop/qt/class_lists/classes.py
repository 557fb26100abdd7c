"""Classes: all class groups of this laptop; open their learners, start a class, import another list."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.class_lists.class_card import ClassCard
from bsuh_desktop.qt.forms.classes import Ui_Classes
from bsuh_desktop.qt.navigation.destination import Destination
from bsuh_desktop.qt.navigation.screen import Screen
from bsuh_desktop.services.class_lists.class_groups import ClassGroup, class_groups


class Classes(Screen):
    """One card for each class, in the order in which they were made."""

    name: ClassVar[str] = "classes"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.form = Ui_Classes()
        self.form.setupUi(self)
        self._groups: list[ClassGroup] = []
        self._cards: list[ClassCard] = []
        self.form.import_list.clicked.connect(lambda: self.open("import_list"))
        self.form.without_list.clicked.connect(lambda: self.open("set_up", path="without_list"))
        self.form.held_classes.clicked.connect(lambda: self.open("held"))
        self.form.names.clicked.connect(lambda: self.open("names", path=self.name))
        self.form.no_class.chosen.connect(lambda: self.open("import_list"))
        self.form.no_class.hide()
        self.restyle()

    def breadcrumb(self) -> str:
        """Number of classes."""
        return self.bridge.say(Message("On this laptop: {count}", count=len(self._groups)))

    def title(self) -> str:
        """Page title."""
        return self.bridge.say(Message("Classes"))

    def enter(self, destination: Destination) -> None:
        """Reloads the classes."""
        self.bridge.query(class_groups, self._on_groups)

    def _on_groups(self, groups: list[ClassGroup]) -> None:
        if groups != self._groups:
            self._groups = groups
            self._make_cards()
        self.retranslate()
        self.header_changed.emit()
        (self._cards[0].form.start_preparing if self._cards else self.form.import_list).setFocus()

    def _make_cards(self) -> None:
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = [ClassCard(self.bridge, group) for group in self._groups]
        for card in self._cards:
            card.opened.connect(lambda group: self.open("learners", group=group))
            card.sheet_wanted.connect(self._print_sheet)
            card.started.connect(lambda group: self.open("set_up", group=group))
            self.form.class_cards.addWidget(card)
        for before, after in zip(self._cards, self._cards[1:], strict=False):
            QWidget.setTabOrder(before.form.start_preparing, after.form.print_sheet)

    def retranslate(self) -> None:
        """The text for an empty laptop; the cards translate themselves."""
        say = self.bridge.say
        self.form.no_class.setVisible(not self._groups)
        self.form.no_class.tell(
            "open-book",
            say(Message("No class yet")),
            say(Message("Get a list from a file, or start with a count alone.")),
        )

    def _print_sheet(self, group: str) -> None:
        # Imported here: the dialog and the code that makes PDFs are only needed for printing.
        from bsuh_desktop.qt.class_sheets.print_sheet import print_sheet
        from bsuh_desktop.services.class_sheets.class_sheet import SheetWish

        print_sheet(self, self.bridge, SheetWish((group,)))
