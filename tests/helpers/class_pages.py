"""Reading the pages of a class: what a person sees written on a part, and the class as the journal has it."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QLabel, QTextEdit, QWidget

from bsuh_desktop.domain.events import Status
from bsuh_desktop.qt.widgets.chips import ChipGrid
from bsuh_desktop.services.classroom.class_picture import ClassPicture
from tests.helpers.hands import press
from tests.helpers.painted_words import painted_words
from tests.helpers.text_room import paints_itself
from tests.helpers.visit import Visit


def read(visit: Visit, name: str) -> str:
    """Everything that can be read on the visible part of that name and in it."""
    return "\n".join(_texts(visit.see(name)))


def _texts(part: QWidget) -> list[str]:
    if paints_itself(part):
        texts = [words.text for words in painted_words(part)]
    elif isinstance(part, QTextEdit):
        texts = [part.toPlainText()]
    else:
        texts = [part.text()] if isinstance(part, QLabel | QAbstractButton) else []
    for child in part.children():
        if isinstance(child, QWidget) and child.isVisible():
            texts += _texts(child)
    return texts


def shows(visit: Visit, name: str) -> bool:
    """Whether a part of that name can be seen."""
    return any(part.isVisible() for part in visit.window.page.findChildren(QWidget, name))


def class_of(visit: Visit) -> ClassPicture:
    """The class that is open."""
    picture = visit.bridge.picture
    assert picture is not None
    return picture


def status(visit: Visit, card: int) -> Status:
    """Where the learner of `card` stands."""
    return next(row.status for row in class_of(visit).view.rows if row.card == card)


def touch(visit: Visit, card: int) -> None:
    """Clicks on a chip of the class; what it does is on its way."""
    chips = visit.see("chips")
    assert isinstance(chips, ChipGrid)
    place = next(place for place, row in enumerate(class_of(visit).view.rows) if row.card == card)
    press(chips, chips.chip_rect(place).center())
