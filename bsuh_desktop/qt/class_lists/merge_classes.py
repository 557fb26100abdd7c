"""The page on which two classes are merged; what it says and does is in `presenters.class_lists.merge_classes`."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bsuh_desktop.presenters.class_lists.merge_classes import ListCard, MergeClassesModel, MergeClassesPresenter
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.merge_classes import Ui_MergeClasses
from bsuh_desktop.qt.navigation.presented_screen import PresentedScreen
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.qt.widgets.choice import ChoiceCard


class MergeClasses(PresentedScreen[MergeClassesModel, MergeClassesPresenter]):
    """`destination` has the class's id, and as its path the id of the double, if somebody knows it."""

    name: ClassVar[str] = "merge_classes"
    paints_names = True

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_MergeClasses(), MergeClassesPresenter, parent)
        form, presenter = self.form, self._presenter
        self.bind_to(
            MergeClassesModel,
            {
                "this_stays": lambda card: self._tell(form.this_stays, card),
                "other_stays": lambda card: self._tell(form.other_stays, card),
            },
        )
        form.other.activated.connect(presenter.choose_other)
        form.this_stays.clicked.connect(lambda: presenter.choose_stays(True))
        form.other_stays.clicked.connect(lambda: presenter.choose_stays(False))
        form.undo_pair.clicked.connect(presenter.undo_pair)
        form.two_learners.clicked.connect(lambda: presenter.say(False))
        form.one_learner.clicked.connect(lambda: presenter.say(True))
        form.merge.clicked.connect(presenter.merge)
        form.compare.clicked.connect(presenter.compare)
        form.back.clicked.connect(self._back)
        self.restyle()

    def enter(self, destination: Destination) -> None:
        """Begins anew."""
        self.form.scroll.verticalScrollBar().setValue(0)
        self._presenter.show(destination.group, destination.path if isinstance(destination.path, str) else "")

    def _back(self) -> None:
        if not self._presenter.back():
            self.ask_to_leave(lambda: self.open("classes"))

    def _tell(self, button: ChoiceCard, card: ListCard) -> None:
        button.tell("people", self.bridge.text(card.title), self.bridge.text(card.facts))
        button.setChecked(card.chosen)
