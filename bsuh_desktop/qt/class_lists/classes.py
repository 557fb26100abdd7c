"""The page of all classes, and the dialog for another name of one: cards and focus.

What they say and do is in `presenters.class_lists.classes` and `rename_class`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.class_lists import classes
from bsuh_desktop.presenters.class_lists.file_step import PASTE
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.class_card import Ui_ClassCard
from bsuh_desktop.qt.forms.classes import Ui_Classes
from bsuh_desktop.qt.forms.rename_class import Ui_RenameClass
from bsuh_desktop.qt.navigation.presented_screen import PresentedScreen
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.qt.widgets.binding import BoundCard, BoundForm, Setter
from bsuh_desktop.qt.widgets.dialog import Dialog, DialogVerb
from bsuh_desktop.qt.widgets.scroller import ScrollFrame

if TYPE_CHECKING:
    from bsuh_desktop.presenters.class_sheets.print_sheet import SheetWish
    from bsuh_desktop.presenters.lesson_kits.print_kit import KitWish
    from bsuh_desktop.presenters.paper_output import PrintJob

_AROUND = 200
"""A question of two lines, and two buttons."""


def ask_new_name(parent: QWidget, typing: classes.RenameClass, then: Callable[[str], object]) -> Dialog:
    """Opens the dialog; `then` gets SAVE for what `typing` has, MERGE if that is another class, or another key."""
    verbs: list[DialogVerb] = [
        ("cancel", Message("Cancel"), "secondary"),
        (classes.MERGE, Message("Merge with it"), "secondary"),
        (classes.SAVE, Message("Save"), "primary"),
    ]
    dialog = Dialog(typing.question, "", verbs, parent)
    dialog.setObjectName("rename_class")
    form: BoundForm[classes.RenameClassModel] = BoundForm(Ui_RenameClass())
    own: dict[str, Setter] = {
        "merge": lambda part: dialog.verb(classes.MERGE).setVisible(part.shown),
        "save": lambda part: dialog.verb(classes.SAVE).setEnabled(part.enabled),
    }
    form.bind_to(classes.RenameClassModel, own)
    form.bind(typing.model())
    typing.changed = form.bind
    form.form.grade.textEdited.connect(lambda text: typing.write("grade", text))
    form.form.section.textEdited.connect(lambda text: typing.write("section", text))
    dialog.add(ScrollFrame(form, parent, _AROUND))
    dialog.answered.connect(then)
    dialog.open()
    form.focus("grade")
    return dialog


class Classes(PresentedScreen[classes.ClassesModel, classes.ClassesPresenter]):
    """One card for each class, in the order in which they were made."""

    name: ClassVar[str] = "classes"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_Classes(), classes.ClassesPresenter, parent)
        self._shown: tuple[classes.ClassCardModel, ...] = ()
        self._group = ""
        self._cards: list[BoundCard[classes.ClassCardModel]] = []
        self.bind_to(classes.ClassesModel, {"class_cards": self._show_cards})
        self.form.import_list.clicked.connect(lambda: self.open("import_list"))
        self.form.without_list.clicked.connect(lambda: self.open("set_up", path="without_list"))
        self.form.held_classes.clicked.connect(lambda: self.open("held"))
        self.form.blank_list.clicked.connect(self._presenter.ask_for_blank_list)
        self.form.names.clicked.connect(lambda: self.open("names", path=self.name))
        self.form.no_class.chosen.connect(lambda: self.open("import_list"))
        self.form.news.answered.connect(self._presenter.answer_news)
        self.form.no_class.hide()
        self.restyle()

    def enter(self, destination: Destination) -> None:
        """Begins at a class, such as the one whose list was just kept."""
        self._group = destination.group
        super().enter(destination)

    def key(self, event: QKeyEvent) -> bool:
        """Ctrl+V begins a list with what was copied."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.open("import_list", path=PASTE)
            return True
        return False

    def focus(self, part: str) -> None:
        """Gives a button the keyboard: of the class with which the page begins, else of the first one, or of the
        page."""
        cards = zip(self._cards, self._shown, strict=True)
        wanted = [card for card, model in cards if model.group == self._group] or self._cards
        getattr(wanted[0].form if wanted else self.form, part).setFocus()

    def focus_card(self, group: str) -> None:
        """Gives the menu of that class's card the keyboard."""
        for model, card in zip(self._shown, self._cards, strict=True):
            if model.group == group:
                card.form.more.setFocus()

    def ask_new_name(self, typing: classes.RenameClass, then: Callable[[str], object]) -> None:
        """Asks for another name."""
        # Imported here: a class is seldom renamed.

        ask_new_name(self, typing, then)

    def print_sheet(self, wish: SheetWish) -> None:
        """Offers to print a class sheet."""
        # Imported here: the dialog and the code that makes PDFs are only needed for printing.
        from bsuh_desktop.qt.class_sheets.print_sheet import print_sheet

        print_sheet(self, self.bridge, wish)

    def print_kit(self, wish: KitWish) -> None:
        """Offers to print a module's papers."""
        # Imported here, as above.
        from bsuh_desktop.qt.lesson_kits.print_kit import print_kit

        print_kit(self, self.bridge, wish)

    def print_paper(self, job: PrintJob) -> None:
        """Prints over the page."""
        # Imported here, as above.
        from bsuh_desktop.qt.dialogs.printer import print_paper

        print_paper(self, self.bridge, job.paper, lambda sent: job.then(sent.outcome, sent.pages), job.failed)

    def _show_cards(self, models: tuple[classes.ClassCardModel, ...]) -> None:
        if models == self._shown:
            return
        self._shown = models
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = [self._card(model) for model in models]
        for place, card in enumerate(self._cards):
            self.form.class_cards.insertWidget(place, card)
        for before, after in zip(self._cards, self._cards[1:], strict=False):
            QWidget.setTabOrder(before.form.start_preparing, after.form.more)
        self.fit_space()

    def _card(self, model: classes.ClassCardModel) -> BoundCard[classes.ClassCardModel]:
        card = BoundCard(Ui_ClassCard(), model, unseen=("group", "more_verbs"))
        group, presenter = model.group, self._presenter
        card.form.open_learners.clicked.connect(lambda: presenter.open_learners(group))
        card.form.start_preparing.clicked.connect(lambda: presenter.start_preparing(group))
        card.form.more.clicked.connect(lambda: self._open_menu(card.form.more, model))
        return card

    def _open_menu(self, button: QWidget, model: classes.ClassCardModel) -> None:
        """Opens it below the button. Made anew each time, in the desk's language of now."""
        menu = QMenu(button)
        menu.setObjectName("more_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        for key, words in model.more_verbs:
            menu.addAction(self.bridge.text(words)).triggered.connect(partial(self._choose, model.group, key))
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _choose(self, group: str, key: str, _: bool = False) -> None:
        self._presenter.choose(group, key)
