"""All parts in one window: nothing is cut, nothing pale, everything has a name and can be reached by keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from typing import get_args

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.i18n import CatalogueTranslator, switch
from bsuh_desktop.qt.look.theme import apply_theme, desk_font
from bsuh_desktop.qt.widgets.lights import Tag
from bsuh_desktop.qt.widgets.painted_text import draw_words
from tests.helpers.access import out_of_reach
from tests.helpers.clipping import clipped
from tests.helpers.gallery import Gallery
from tests.helpers.hands import front, settle
from tests.helpers.painted_words import Painted, painted_words
from tests.helpers.text_room import paints_itself

Show = Callable[..., QWidget]

_EVERY = list(product(get_args(Language), (1.0, 1.5, 2.0)))


@pytest.fixture(params=_EVERY, ids=lambda param: f"{param[0]}-{param[1]:g}")
def gallery(request: pytest.FixtureRequest, qapp: QApplication, translator: CatalogueTranslator) -> Iterator[Gallery]:
    language, scale = request.param
    switch(qapp, translator, language)
    apply_theme(qapp, scale)
    made = Gallery(language)
    made.unfold()
    front(made)
    settle()
    yield made
    made.close()
    made.deleteLater()
    settle()


def test_no_word_is_cut_and_no_part_lies_over_another(gallery: Gallery) -> None:
    assert clipped(gallery) == []


def test_a_dialog_has_room_for_its_words(gallery: Gallery) -> None:
    dialog = gallery.dialog()
    dialog.open()
    settle()
    assert clipped(dialog) == []
    dialog.close()
    settle()


def test_a_longer_label_is_found(gallery: Gallery) -> None:
    tag = gallery.findChild(Tag)
    assert tag is not None
    tag.setFixedSize(tag.size())
    tag.setText(tag.text() + " and more than it has room for")
    settle()
    assert clipped(gallery)


def test_every_control_has_a_name_and_can_be_reached(gallery: Gallery) -> None:
    assert out_of_reach(gallery) == []


def test_painted_words_are_told_from_their_ground(gallery: Gallery) -> None:
    assert _pale(gallery) == []


class _Faint(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.PAPER)
        draw_words(painter, QRectF(self.rect()), "Faint", desk_font(30, bold=True), colours.EDGE)


def test_pale_painted_words_are_found(show: Show) -> None:
    assert _pale(show(_Faint())) == ["Faint"]


def _pale(window: QWidget) -> list[str]:
    """The painted words of `window` whose clearest letters are too near their ground.

    The strokes of small letters are mixed with it: words of less than 20 px are passed over; in large text they are
    looked at.
    """
    image = window.grab().toImage()
    parts = [part for part in window.findChildren(QWidget) if part.isVisible() and paints_itself(part)]
    words = [each for part in parts for each in painted_words(part) if each.text and each.needed.height() > 27]
    return [each.text for each in words if _told(image, _on(window, each)) < 4.4]


def _on(window: QWidget, words: Painted) -> QRectF:
    return words.box.translated(QPointF(words.on.mapTo(window, QPoint(0, 0))))


def _told(image: QImage, box: QRectF) -> float:
    """The contrast of the clearest colour inside `box` with the colour that most of it has."""
    inside = box.adjusted(4, 4, -4, -4).toRect().intersected(image.rect())
    pixels = Counter(
        image.pixel(x, y) for x in range(inside.left(), inside.right(), 2) for y in range(inside.top(), inside.bottom())
    )
    ground = QColor(pixels.most_common(1)[0][0])
    return max(colours.contrast(QColor(pixel), ground) for pixel in pixels)
