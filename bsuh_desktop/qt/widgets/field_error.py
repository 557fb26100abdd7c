"""The look of a field with invalid content: a coral border and the stop light."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from bsuh_desktop.qt.widgets.lights import paint_light
from bsuh_desktop.qt.widgets.signs import lead_field, lead_with_icon


def set_problem(field: QLineEdit, problem: bool) -> None:
    """Marks `field` as invalid or valid. The screen shows the reason beside it."""
    if bool(field.property("state") == "stop") == problem:
        return
    field.setProperty("state", "stop" if problem else "")
    if problem:
        lead_field(field, lambda painter, box: paint_light(painter, box, "stop"))
    else:
        lead_with_icon(field, str(field.property("glyph") or ""))
    repolish(field)


def repolish(widget: QWidget) -> None:
    """Applies the stylesheet again to a widget whose properties have changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
