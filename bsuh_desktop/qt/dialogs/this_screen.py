"""A person's display settings: text, contrast, motion, languages, idle time. Opens over every page and the door.

Every choice is applied at once, and the dialog itself is the preview. The settings are stored beside that person's
vault and used at the door, before anything is unlocked.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QLabel, QPushButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.forms.this_screen import Ui_ThisScreen
from bsuh_desktop.qt.look.theme import scaled_box
from bsuh_desktop.qt.widgets.dialog import Dialog
from bsuh_desktop.qt.widgets.scroller import scroll_into_view
from bsuh_desktop.settings import size_near

_LARGEST = QSize(760, 620)
_MARGIN = 24
_BESIDE = 560
"""From this width on the choices are beside their labels, not below them."""


@dataclasses.dataclass(frozen=True)
class _Row:
    """A row of choices of which one is active."""

    line: QBoxLayout
    title: QLabel
    buttons: dict[Any, QPushButton]


class ThisScreen(Dialog):
    """Each row is an exclusive group: Tab moves from row to row, arrows within a row."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__("", "", [("close", "", "primary")], parent)
        self.setObjectName("this_screen_dialog")
        self._bridge = bridge
        self._body = QWidget()
        self.form = Ui_ThisScreen()
        self.form.setupUi(self._body)
        self.add(self._body)
        self._rows = self._lay_rows()
        for name in self._rows:
            self._group(name)
        bridge.look_changed.connect(self._on_changed)
        bridge.language_changed.connect(self._on_changed)
        bridge.stage_language_changed.connect(self._on_changed)
        self._say()
        self._show_choices()
        self._fit()

    def _lay_rows(self) -> dict[str, _Row]:
        """Builds the rows: setting name to its row, with a button for each value."""
        form = self.form
        return {
            "text_scale": _Row(
                form.text_row,
                form.text_title,
                {1.0: form.text_100, 1.25: form.text_125, 1.5: form.text_150, 2.0: form.text_200},
            ),
            "contrast": _Row(
                form.contrast_row, form.contrast_title, {"calm": form.contrast_calm, "high": form.contrast_high}
            ),
            "motion": _Row(form.motion_row, form.motion_title, {True: form.motion_on, False: form.motion_off}),
            "language": _Row(form.desk_row, form.desk_title, {"bn": form.desk_bn, "en": form.desk_en}),
            "stage_language": _Row(form.stage_row, form.stage_title, {"bn": form.stage_bn, "en": form.stage_en}),
            "idle_minutes": _Row(form.idle_row, form.idle_title, {5: form.idle_5, 10: form.idle_10, 20: form.idle_20}),
        }

    def _group(self, name: str) -> None:
        group = QButtonGroup(self)
        for value, button in self._rows[name].buttons.items():
            group.addButton(button)
            button.clicked.connect(lambda _=False, value=value: self._choose(name, value))

    def _choose(self, name: str, value: Any) -> None:
        if name == "language":
            self._bridge.set_language(value)
        elif name == "stage_language":
            self._bridge.set_stage_language(value)
        else:
            self._bridge.choose_look(**{name: value})

    def _show_choices(self) -> None:
        settings = self._bridge.settings
        chosen = {
            "text_scale": size_near(settings.text_scale),
            "contrast": settings.contrast,
            "motion": settings.motion,
            "language": self._bridge.language,
            "stage_language": self._bridge.stage_language,
            "idle_minutes": settings.idle_minutes,
        }
        for name, value in chosen.items():
            self._rows[name].buttons[value].setChecked(True)

    def changeEvent(self, event: QEvent) -> None:
        """Updates all texts when the language changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "form"):
            self.form.retranslateUi(self._body)
            self._say()

    def _say(self) -> None:
        say = self._bridge.say
        title = say(Message("This screen"))
        self.setWindowTitle(title)
        self.question.setText(title)
        self.verb("close").setText(say(Message("Close")))
        for scale, button in self._rows["text_scale"].buttons.items():
            button.setText(say(Message("{percent}%", percent=round(100 * scale))))
        for minutes, button in self._rows["idle_minutes"].buttons.items():
            button.setText(say(Message("{minutes} min", minutes=minutes)))
        for row in self._rows.values():
            for button in row.buttons.values():
                button.setAccessibleName(f"{row.title.text()}: {button.text()}")

    def _on_changed(self) -> None:
        self._show_choices()
        self._fit()
        if (focused := self.focusWidget()) is not None:
            scroll_into_view(focused)

    def _fit(self) -> None:
        """Resizes the dialog to its text, limited by its window, and centres it there."""
        window = self._window().size()
        wanted = QSize(scaled_box(_LARGEST.width()), scaled_box(_LARGEST.height()))
        self.resize(wanted.boundedTo(window - QSize(2 * _MARGIN, 2 * _MARGIN)))
        self.move(self._window().geometry().center() - self.rect().center())

    def _window(self) -> QWidget:
        parent = self.parentWidget()
        assert parent is not None
        return parent.window()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the choices beside their labels if there is space, else below them."""
        super().resizeEvent(event)
        beside = self.width() >= scaled_box(_BESIDE)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        for row in self._rows.values():
            row.line.setDirection(direction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key that opens it closes it."""
        if event.key() == Qt.Key.Key_Comma and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.reject()
        else:
            super().keyPressEvent(event)
