"""Is this laptop ready for a class? One line a thing, with a light, a word and what to do."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.widgets.lights import Light
from bsuh_desktop.qt.widgets.words import Words
from bsuh_desktop.services.doctor import Check
from bsuh_desktop.services.facilitator import DeskFacts

if TYPE_CHECKING:
    from bsuh_desktop.qt.stage.projector import Projector

_NAMES = {
    "projector": Message("Projector"),
    "camera": Message("Webcam"),
    "hotspot": Message("Hotspot"),
    "disk": Message("Disk"),
    "battery": Message("Battery"),
    "clock": Message("Clock"),
    "modules": Message("Modules"),
    "fonts": Message("Fonts"),
    "key": Message("Key"),
}
"""In the order in which they stand."""

_QUIET = ("fonts", "modules")
"""Whoever has them need not read of them."""

_NOT_YET = ("camera", "hotspot")
"""Nobody need read of what this release does not use."""

_LIGHTS = {"ok": "ok", "look": "look", "bad": "stop", "unused": "unused"}
_TOP = Qt.AlignmentFlag.AlignTop


@dataclasses.dataclass(frozen=True)
class Line:
    """One thing that was looked at: ok, look, stop, info or unused."""

    name: str
    light: str
    text: Message
    remedy: Message | None = None


def lines_of(checks: Sequence[Check], facts: DeskFacts, projector: Projector) -> list[Line]:
    """What the doctor found, with what only the windows know: the screens, and whether classes count."""
    found = {check.name: Line(check.name, _LIGHTS[check.state], check.text, check.remedy) for check in checks}
    found["projector"] = _screens(projector)
    found["key"] = _standing(facts)
    if facts.clock_doubt is not None:
        # What speaks against the clock stands in the store, too: the doctor looks at a locked desk.
        remedy = Message("Set it, or state the date when a class asks for it.")
        found["clock"] = Line("clock", "look", facts.clock_doubt, remedy)
    shown = [found[name] for name in _NAMES if name in found]
    return [line for line in shown if not _is_noise(line)]


def _is_noise(line: Line) -> bool:
    return (line.name in _QUIET and line.light == "ok") or (line.name in _NOT_YET and line.light == "unused")


def _screens(projector: Projector) -> Line:
    if projector.screens == "two":
        return Line("projector", "ok", Message("A second screen is plugged in."))
    if projector.screens == "mirrored":
        text = Message("The projector shows this screen, too.")
        return Line("projector", "look", text, Message("No names are shown meanwhile."))
    return Line("projector", "unused", Message("None is plugged in."))


def _standing(facts: DeskFacts) -> Line:
    if facts.standing == "practice":
        return Line("key", "info", Message("Practice: nothing here is reported."))
    if facts.standing == "waiting":
        text = Message("This laptop waits for its grant.")
        return Line("key", "look", text, Message("You can teach meanwhile. Your classes count once it is here."))
    return Line("key", "ok", Message("This laptop may issue certificates."))


def summary(lines: Sequence[Line]) -> Message:
    """How many are well, and how many should be looked at."""
    fine = sum(line.light == "ok" for line in lines)
    odd = sum(line.light in ("look", "stop") for line in lines)
    if odd:
        return Message("Fine: {fine}, to look at: {odd}", fine=fine, odd=odd)
    return Message("Everything you need is ready")


def show(grid: QGridLayout, lines: Sequence[Line], bridge: Bridge) -> None:
    """Fills `grid` with the lines, over whatever stood there."""
    while (item := grid.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    grid.setColumnStretch(2, 1)
    for place, line in enumerate(lines):
        _show_line(grid, 2 * place, line, bridge)


def _show_line(grid: QGridLayout, row: int, line: Line, bridge: Bridge) -> None:
    light, name, text = Light(), QLabel(bridge.say(_NAMES[line.name])), Words()
    light.set_state(line.light)
    name.setProperty("role", "strong")
    text.setObjectName(f"readiness_{line.name}")
    text.setProperty("role", "soft")
    text.setText(" ".join(bridge.say(part) for part in (line.text, line.remedy) if part))
    hairline = QFrame()
    hairline.setProperty("role", "hairline")
    grid.addWidget(hairline, row, 0, 1, 3)
    grid.addWidget(light, row + 1, 0, _TOP)
    grid.addWidget(name, row + 1, 1, _TOP)
    grid.addWidget(text, row + 1, 2, _TOP)
