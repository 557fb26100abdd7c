"""Rolls noted one by one in private; the rules are in `presenters.class_lists.consent`."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QPushButton, QWidget

from bsuh_desktop.presenters.class_lists.consent import NotedRoll, NotedRolls, NotedRollsModel
from bsuh_desktop.presenters.parts import Part, Text
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.roll_list import Ui_RollList
from bsuh_desktop.qt.widgets.binding import Binding, Setter
from bsuh_desktop.qt.widgets.fields import repolish, set_problem
from bsuh_desktop.qt.widgets.icons import apply_icons

_ACROSS = 3


class RollList(QWidget):
    """A field for rolls, and below it those that were noted, each as a button that takes it back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_RollList()
        self.form.setupUi(self)

    def attach(self, bridge: Bridge, presenter: NotedRolls) -> None:
        """Connects it with what it shows."""
        form = self.form
        self._bridge = bridge
        self._presenter = presenter
        own: dict[str, Setter] = {
            "roll_name": self._name,
            "news": self._show_news,
            "noted": self._show_noted,
            "enabled": self.setEnabled,
        }
        self._binding = Binding(form, NotedRollsModel, bridge.text, own)
        form.note.clicked.connect(self._note)
        form.roll.returnPressed.connect(self._note)
        form.roll.textEdited.connect(presenter.type)
        form.show_rolls.clicked.connect(presenter.show_rolls)

    def show_rolls(self, model: NotedRollsModel) -> None:
        """Shows the model."""
        self._binding.show(model)
        set_problem(self.form.roll, model.roll.problem)

    def retranslate(self) -> None:
        """Everything in the desk's language."""
        self._binding.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Icons follow the text size; the form's texts the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "form"):
            apply_icons(self)
        elif event.type() == QEvent.Type.LanguageChange and hasattr(self, "form"):
            self.form.retranslateUi(self)

    def _note(self) -> None:
        if self._presenter.note():
            self.form.roll.setFocus()

    def _name(self, name: Text) -> None:
        said = self._bridge.text(name)
        self.form.roll.setAccessibleName(said)
        self.form.roll.setPlaceholderText(said)

    def _show_news(self, part: Part) -> None:
        news = self.form.news
        news.setVisible(bool(part.shown))
        news.setText(self._bridge.text(part.text or ""))
        if part.shown and news.property("state") != part.light:
            news.setProperty("state", part.light)
            repolish(news)

    def _show_noted(self, noted: tuple[NotedRoll, ...]) -> None:
        form = self.form
        form.rolls.setVisible(bool(noted))
        while (item := form.rolls_grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, one in enumerate(noted):
            form.rolls_grid.addWidget(self._button(one), place // _ACROSS, place % _ACROSS)
        form.rolls_grid.setColumnStretch(_ACROSS, 1)
        apply_icons(form.rolls)

    def _button(self, one: NotedRoll) -> QPushButton:
        button = QPushButton(self._bridge.text(one.roll))
        button.setObjectName(f"noted_{one.row}")
        button.setProperty("glyph", "x")
        button.setProperty("glyph_side", "right")
        button.setAccessibleName(self._bridge.text(one.spoken))
        button.clicked.connect(lambda: self._presenter.remove(one.row))
        return button
