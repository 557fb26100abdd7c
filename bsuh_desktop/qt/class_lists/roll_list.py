"""Rolls noted one by one in private: refusals, or missing letters. Each can be removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.roster import RosterRow, roll_key, roll_number
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.roll_list import Ui_RollList
from bsuh_desktop.qt.widgets.field_error import repolish, set_problem
from bsuh_desktop.qt.widgets.icons import apply_icons

_ACROSS = 3


class RollList(QWidget):
    """`changed` after each roll noted or removed; `rows` are their rows in the file.

    While the class can see the screen only their number is shown, until a person asks for them.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_RollList()
        self.form.setupUi(self)
        self.rows: frozenset[int] = frozenset()
        self._bridge: Bridge | None = None
        self._learners: tuple[RosterRow, ...] = ()
        self._count: Callable[[int], Message] | None = None
        self._asked = False
        self.form.note.clicked.connect(self._note)
        self.form.roll.returnPressed.connect(self._note)
        self.form.roll.textEdited.connect(self._on_edited)
        self.form.show_rolls.clicked.connect(self._show_them)

    def begin(self, bridge: Bridge, learners: Sequence[RosterRow], rows: frozenset[int]) -> None:
        """Starts with the learners of the list, and those noted already."""
        self._bridge = bridge
        self._learners = tuple(learners)
        self.rows = rows & {learner.row for learner in learners}
        self._asked = False
        self.form.roll.clear()
        self._tell(None)

    @property
    def unnoted(self) -> bool:
        """True while a typed roll was not noted: a refusal must not be lost."""
        return bool(self.form.roll.text().strip())

    def _on_edited(self) -> None:
        self._tell(None)
        self.changed.emit()

    def name(self, field: str, count: Callable[[int], Message]) -> None:
        """`field` is the label of the field; `count` the sentence with the number of those noted."""
        self.form.roll.setAccessibleName(field)
        self.form.roll.setPlaceholderText(field)
        self._count = count
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Icons follow the text size; the form's texts the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "form"):
            apply_icons(self)
        elif event.type() == QEvent.Type.LanguageChange and hasattr(self, "form"):
            self.form.retranslateUi(self)

    def _note(self) -> None:
        written = self.form.roll.text().strip()
        if not written or self._bridge is None:
            return
        found = self._find(written)
        if found is None:
            self._tell(Message("This roll is not on the list: {roll}", roll=self._bridge.digits(written)), problem=True)
            return
        self.form.roll.clear()
        self._tell(Message("Saved"))
        self._set(self.rows | {found})
        self.form.roll.setFocus()

    def _find(self, written: str) -> int | None:
        """The row of the learner with that roll, or with that card if there is no roll."""
        by_roll = (one.row for one in self._learners if one.roll and roll_key(one.roll) == roll_key(written))
        by_card = (one.row for one in self._learners if not one.roll and one.card == roll_number(written))
        return next(by_roll, next(by_card, None))

    def _set(self, rows: frozenset[int]) -> None:
        self.rows = rows
        self._show()
        self.changed.emit()

    def _show_them(self) -> None:
        self._asked = True
        self._show()

    def _tell(self, news: Message | None, problem: bool = False) -> None:
        self.form.news.setVisible(news is not None)
        set_problem(self.form.roll, problem)
        if news is not None and self._bridge is not None:
            self.form.news.setText(self._bridge.say(news))
            state = "stop" if problem else "ok"
            if self.form.news.property("state") != state:
                self.form.news.setProperty("state", state)
                repolish(self.form.news)

    def _show(self) -> None:
        bridge, form = self._bridge, self.form
        if bridge is None or self._count is None:
            return
        shown = self._asked or not bridge.public
        form.count.setText(bridge.say(self._count(len(self.rows))))
        form.show_rolls.setVisible(bool(self.rows) and not shown)
        form.rolls.setVisible(bool(self.rows) and shown)
        while (item := form.rolls_grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        noted = [learner for learner in self._learners if learner.row in self.rows] if shown else []
        for place, learner in enumerate(noted):
            form.rolls_grid.addWidget(self._button(bridge, learner), place // _ACROSS, place % _ACROSS)
        form.rolls_grid.setColumnStretch(_ACROSS, 1)
        apply_icons(form.rolls)

    def _button(self, bridge: Bridge, learner: RosterRow) -> QPushButton:
        roll = bridge.digits(learner.roll or str(learner.card))
        button = QPushButton(roll)
        button.setObjectName(f"noted_{learner.row}")
        button.setProperty("glyph", "x")
        button.setProperty("glyph_side", "right")
        button.setAccessibleName(bridge.say(Message("Undo: roll {roll}", roll=roll)))
        button.clicked.connect(lambda: self._set(self.rows - {learner.row}))
        return button
