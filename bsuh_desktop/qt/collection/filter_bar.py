"""Filter of the collected files: a button for each group if they fit in one line, else a combo box.

If they almost fit, the buttons move closer together. Large text, or a hundred thousand files, would need three lines
of buttons and leave no room for the table: there a combo box offers the same groups.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.collection.collected_files import FILTERS, FileFilter
from bsuh_desktop.presenters.collection.inbox import Filters
from bsuh_desktop.qt.look.theme import desk_font, scaled_text
from bsuh_desktop.qt.widgets.fields import repolish
from bsuh_desktop.qt.widgets.layouts import Flow
from bsuh_desktop.qt.widgets.lights import paint_light
from bsuh_desktop.qt.widgets.pick_box import FullWidthBox
from bsuh_desktop.qt.widgets.restyled import desk_say


def light_icon(state: str, side: int, gap: int) -> QIcon:
    """The light of `state`, `side` px high, with `gap` px between it and the text after it."""
    pixmap = QPixmap(2 * (side + gap), 2 * side)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_light(painter, QRectF(0, 0, side, side), state)
    painter.end()
    return QIcon(pixmap)


_Shape = Literal["roomy", "tight", "field"]
_SIDES: Mapping[_Shape, int] = {"roomy": 22, "tight": 14}
"""Padding and border of a button in px, both sides together, as in the stylesheet."""
_LIGHTS: Mapping[_Shape, tuple[int, int]] = {"roomy": (20, 8), "tight": (18, 5)}
"""Side of a light and the gap after it, in px before the text scale."""
_LETTERS: Mapping[_Shape, int] = {"roomy": 15, "tight": 14}
_BETWEEN, _BEHIND_ICON = 8, 4
"""Px between two buttons, and Qt's own between icon and text."""


class FilterBar(Flow):
    """`chosen` is the group shown; `changed` when a person chose another one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen: FileFilter = "all"
        self._counts: Mapping[FileFilter, int] = dict.fromkeys(FILTERS, 0)
        self._groups: tuple[FileFilter, ...] = tuple(FILTERS)
        self._shape: _Shape = "roomy"
        self._buttons = {group: self._button(group) for group in FILTERS}
        self._buttons[self.chosen].setChecked(True)
        self._show_lights()
        self._field = FullWidthBox(self)
        self._field.setObjectName("show_group")
        self._field.hide()
        self._field.activated.connect(lambda place: self._choose(self._groups[place]))

    def _button(self, group: FileFilter) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(f"show_{group}")
        button.setProperty("kind", "filter")
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.toggled.connect(functools.partial(self._on_toggled, group))
        return button

    def show_filters(self, filters: Filters) -> None:
        """Sets the groups, the number of files of each, and which one is chosen."""
        self.setVisible(filters.shown)
        self._counts, self._groups = filters.counts, filters.groups
        self.chosen = filters.chosen
        self._show_chosen()
        self.retranslate()

    def _on_toggled(self, group: FileFilter, on: bool) -> None:
        if on:
            self._choose(group)

    def _choose(self, group: FileFilter) -> None:
        if group != self.chosen:
            self.chosen = group
            self._show_chosen()
            self.changed.emit()

    def _show_chosen(self) -> None:
        self._buttons[self.chosen].setChecked(True)
        if self._shape == "field":
            self._field.setCurrentIndex(self._groups.index(self.chosen))

    def focus_chosen(self) -> None:
        """Focuses the chosen group."""
        (self._field if self._shape == "field" else self._buttons[self.chosen]).setFocus()

    def retranslate(self) -> None:
        """Texts and numbers; chooses buttons or combo box for their width."""
        words = {group: self._words(group) for group in FILTERS}
        for group, button in self._buttons.items():
            button.setText(words[group])
        self._field.setAccessibleName(desk_say(Message("Which files are shown")))
        self._shape_up(force=True)

    def _words(self, group: FileFilter) -> str:
        return desk_say(Message("{words} {count}", words=FILTERS[group][1], count=self._counts[group]))

    def restyle(self) -> None:
        """Redraws the lights in the new size or palette."""
        self._show_lights()
        self._shape_up(force=True)
        super().restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chooses buttons or combo box for the new width."""
        self._shape_up()
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """That of the combo box, which can shrink."""
        return QSize(self._field.narrowest(), self.sizeHint().height())

    def _needed(self, shape: _Shape) -> int:
        """Width in px of all buttons in one line."""
        groups, metrics = self._groups, QFontMetrics(desk_font(_LETTERS[shape], bold=True))
        words = sum(metrics.horizontalAdvance(self._buttons[group].text()) for group in groups)
        light = sum(map(scaled_text, _LIGHTS[shape])) + _BEHIND_ICON
        lights = light * sum(bool(FILTERS[group][0]) for group in groups)
        return words + lights + len(groups) * (_SIDES[shape] + _BETWEEN) - _BETWEEN

    def _fitting(self) -> _Shape:
        shapes: tuple[_Shape, ...] = ("roomy", "tight")
        return next((shape for shape in shapes if self._needed(shape) <= self.width()), "field")

    def _shape_up(self, force: bool = False) -> None:
        shape = self._fitting()
        if shape == self._shape and not force:
            return
        had_keys = self._field.hasFocus() or any(button.hasFocus() for button in self._buttons.values())
        turned, self._shape = shape != self._shape, shape
        groups = self._groups if shape != "field" else ()
        for group, button in self._buttons.items():
            if turned and shape != "field":
                button.setProperty("tight", shape == "tight")
                repolish(button)
            button.setVisible(group in groups)
        if turned:
            self._show_lights()
        if shape == "field":
            self._fill_field()
        self._field.setVisible(shape == "field")
        if turned and had_keys:
            self.focus_chosen()
        self.fold()

    def _show_lights(self) -> None:
        side, gap = map(scaled_text, _LIGHTS["tight" if self._shape == "tight" else "roomy"])
        for group, button in self._buttons.items():
            if FILTERS[group][0]:
                button.setIcon(light_icon(FILTERS[group][0], side, gap))
                button.setIconSize(QSize(side + gap, side))

    def _fill_field(self) -> None:
        groups = self._groups
        self._field.set_choices([self._buttons[group].text() for group in groups], groups.index(self.chosen))
        side, gap = map(scaled_text, _LIGHTS["roomy"])
        self._field.setIconSize(QSize(side + gap, side))
        for place, group in enumerate(groups):
            self._field.setItemIcon(place, self._buttons[group].icon())
