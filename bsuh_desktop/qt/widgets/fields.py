"""What a field shows when its content cannot be: a coral border and the stop light."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QLineEdit, QWidget

from bsuh_desktop.qt.theme import px
from bsuh_desktop.qt.widgets.lights import paint_light

_LIGHT = "problem_light"


def set_problem(field: QLineEdit, problem: bool) -> None:
    """Shows or takes away that something is wrong with `field`. What is wrong is said beside it by the screen."""
    if bool(field.property("state") == "stop") == problem:
        return
    field.setProperty("state", "stop" if problem else "")
    light = field.findChild(QAction, _LIGHT)
    if problem and light is None:
        light = QAction(_light_icon(), "", field)
        light.setObjectName(_LIGHT)
        field.addAction(light, QLineEdit.ActionPosition.LeadingPosition)
    elif light is not None and not problem:
        field.removeAction(light)
        light.setParent(None)
    repolish(field)


def repolish(widget: QWidget) -> None:
    """Lets the stylesheet look again at a widget whose properties have changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _light_icon() -> QIcon:
    pixmap = QPixmap(px(20), px(20))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_light(painter, QRectF(pixmap.rect()), "stop")
    painter.end()
    return QIcon(pixmap)
