"""Buttons for where papers can be saved: one for each stick that is plugged in, a folder, and a printer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.dialogs.file_dialog import ask_for_folder
from bsuh_desktop.qt.widgets.icons import apply_icons
from bsuh_desktop.qt.widgets.layouts import widgets_in
from bsuh_desktop.qt.widgets.restyled import Restyled, desk_say
from bsuh_desktop.system.sticks import Stick


class TargetButtons(Restyled, QWidget):
    """The buttons, one below the other."""

    chosen = Signal(Path, str)
    """The folder, and the stick's label or "" for a folder."""
    print_wanted = Signal()
    """The printer was chosen; only after `offer_print`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sticks: tuple[Stick, ...] = ()
        self._print: QPushButton | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._folder = QPushButton()
        self._folder.setProperty("glyph", "file")
        self._folder.clicked.connect(lambda: self.ask_folder())
        self._column.addWidget(self._folder)
        self.setFocusProxy(self._folder)

    def set_name(self, name: str, bridge: Bridge) -> None:
        """Sets the prefix of the buttons' object names: `certificates_to_folder`, `certificates_to_stick`. To be called
        first."""
        self.bridge = bridge
        self.setObjectName(f"{name}_places")
        self._folder.setObjectName(f"{name}_to_folder")
        self.retranslate()

    def offer_print(self) -> None:
        """Adds a button that prints without a file. Call it once, after `set_name`."""
        self._print = QPushButton()
        self._print.setObjectName(f"{self._stem()}_print")
        self._print.setProperty("glyph", "print")
        self._print.clicked.connect(self.print_wanted)
        self._column.addWidget(self._print)
        self.retranslate()

    def _stem(self) -> str:
        return self.objectName().removesuffix("_places")

    def set_sticks(self, sticks: Sequence[Stick]) -> None:
        """The sticks that are plugged in now."""
        before, self._sticks = self._sticks, tuple(sticks)
        if [(one.path, one.label) for one in before] == [(one.path, one.label) for one in self._sticks]:
            # A file that was written changes a stick's free space: that must not replace a button that is about to be
            # pressed.
            return
        for button in self._stick_buttons():
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        before_it: QWidget = self._folder.previousInFocusChain() or self
        for place, stick in enumerate(self._sticks):
            button = self._stick_button(place, stick)
            self._column.insertWidget(place, button)
            # Qt shows the button a moment later; until then it has no size and cannot take the focus.
            button.show()
            # A button that is added later is last in the tab order, wherever it is shown.
            QWidget.setTabOrder(before_it, button)
            before_it = button
        self.retranslate()
        apply_icons(self)

    def prefer_stick(self) -> None:
        """Moves the focus from the folder to the first stick, if there is one."""
        buttons = self._stick_buttons()
        if buttons and self.window().focusWidget() is self._folder:
            buttons[0].setFocus()

    def press_first(self) -> None:
        """Presses the button of the first stick, or of the folder; nothing while none can be pressed."""
        next(iter(self._stick_buttons()), self._folder).click()

    def _stick_buttons(self) -> list[QPushButton]:
        widgets = widgets_in(self._column)
        before = widgets[: widgets.index(self._folder)]
        return [widget for widget in before if isinstance(widget, QPushButton)]

    def _stick_button(self, place: int, stick: Stick) -> QPushButton:
        button = QPushButton()
        stem = self._stem()
        button.setObjectName(f"{stem}_to_stick" if place == 0 else f"{stem}_to_stick_{place + 1}")
        button.setProperty("glyph", "usb")
        button.clicked.connect(lambda: self.chosen.emit(stick.path, stick.label))
        return button

    def retranslate(self) -> None:
        """Sets the buttons' texts."""
        self._folder.setText(desk_say(Message("Choose a folder")))
        if self._print is not None:
            self._print.setText(desk_say(Message("Print")))
        for button, stick in zip(self._stick_buttons(), self._sticks, strict=False):
            button.setText(desk_say(self.words_of_stick(stick.label)))

    def changeEvent(self, event: QEvent) -> None:
        """Icons follow the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            apply_icons(self)

    def words_of_stick(self, label: str) -> Message:
        """Text of a stick's button."""
        return Message("To the stick {label}", label=label)

    def ask_folder(self) -> None:
        """Asks for a folder of this computer."""
        ask_for_folder(
            self.window(), self.bridge, Message("Where should it go?"), lambda path: self.chosen.emit(path, "")
        )
