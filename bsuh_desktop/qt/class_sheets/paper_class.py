"""The page on which a class sheet is typed in. What it says and does is in `presenters.class_sheets.paper_class`."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from bsuh_desktop.presenters.class_sheets.paper_class import PaperClassModel, PaperClassPresenter, Tally
from bsuh_desktop.presenters.class_sheets.sheet_entry import Choices
from bsuh_desktop.presenters.classroom.roll import LearnerChip
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.paper_class import Ui_PaperClass
from bsuh_desktop.qt.navigation.presented_screen import PresentedScreen
from bsuh_desktop.qt.navigation.screen import Destination
from bsuh_desktop.qt.widgets.binding import SaidRows, Setter
from bsuh_desktop.qt.widgets.chip import Chip
from bsuh_desktop.qt.widgets.keycap import ENTER
from bsuh_desktop.qt.widgets.people_list import chip_of

_DIGITS = {"day": 2, "month": 2, "year": 4, "girls": 3, "boys": 3, "headcount": 4, "added": 2}
_SHEET_NUMBER = 9


class PaperClass(PresentedScreen[PaperClassModel, PaperClassPresenter]):
    """A place with a session completes that class; with a group, or neither, it is a class held on paper only."""

    name: ClassVar[str] = "paper_class"

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, Ui_PaperClass(), PaperClassPresenter, parent)
        form = self.form
        self._chips: SaidRows[LearnerChip, Chip] = SaidRows(lambda chip: chip_of(bridge, chip), bridge)
        own: dict[str, Setter] = {
            "group_choice": lambda choices: self._set_choices(form.group_choice, choices),
            "module_choice": lambda choices: self._set_choices(form.module_choice, choices),
            "chips": lambda chips: form.chips.set_chips(self._chips.of(chips)),
        }
        self.bind_to(PaperClassModel, own)
        self._connect()
        self.restyle()

    def _connect(self) -> None:
        form, presenter = self.form, self._presenter
        form.group_choice.activated.connect(presenter.choose_group)
        form.module_choice.activated.connect(presenter.choose_module)
        form.sheet_number.setMaxLength(_SHEET_NUMBER)
        form.sheet_number.textEdited.connect(presenter.type_sheet_number)
        for name, digits in _DIGITS.items():
            field = getattr(form, name)
            field.set_digits(digits)
            field.numbered.connect(lambda number, name=name: presenter.write_number(name, number))
        for name in ("start", "end"):
            # The field writes a time again in one way and in the desk's digits; that text counts then.
            getattr(form, name).textChanged.connect(lambda text, name=name: presenter.write_time(name, text))
        form.practice_only.clicked.connect(presenter.set_practice)
        for mark, button in (
            ("absent", form.mark_absent),
            ("late", form.mark_late),
            ("left_early", form.mark_left),
        ):
            button.clicked.connect(lambda _=False, mark=mark: presenter.choose_mark(mark))
        form.roll.textEdited.connect(presenter.type_roll)
        form.roll.returnPressed.connect(presenter.take_entry)
        form.chips.touched.connect(presenter.touch)
        form.tallies.tallied.connect(lambda: presenter.count_hands(form.tallies.tallies(), form.tallies.levels()))
        form.back.clicked.connect(lambda: self.ask_to_leave(lambda: self.open("home")))
        form.keep.clicked.connect(presenter.keep)

    def enter(self, destination: Destination) -> None:
        """Starts another sheet with empty fields."""
        self._presenter.begin(destination.group, destination.session)

    def load(self, questions: tuple[Tally, ...]) -> None:
        """Another class: empty fields for its questions, which come between the roll and the primary button in the tab
        order."""
        form = self.form
        form.tallies.set_questions(questions)
        last: QWidget = form.chips
        for field in (*form.tallies.fields(), form.keep, form.back):
            QWidget.setTabOrder(last, field)
            last = field

    def show_top(self) -> None:
        """Shows the head of the sheet."""
        self.form.scroll.verticalScrollBar().setValue(0)

    def show_card(self, card: int) -> None:
        """Moves the cursor to that learner's chip."""
        self.form.chips.set_cursor(card)

    def _set_choices(self, box: QComboBox, choices: Choices) -> None:
        with QSignalBlocker(box):
            box.clear()
            for text in choices.texts:
                box.addItem(self.bridge.text(text))
            box.setCurrentIndex(choices.chosen)

    def key(self, event: QKeyEvent) -> bool:
        """Enter moves on, as Tab does."""
        if event.key() not in ENTER:
            return False
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit) and focused is not self.form.roll:
            self.focusNextChild()
        return True
