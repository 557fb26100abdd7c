from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from bsuh_desktop.qt.look.theme import apply_theme
from bsuh_desktop.qt.safekeeping.door_parts import DoorPanel
from bsuh_desktop.qt.widgets.picture import Picture
from tests.helpers.clipping import clipped
from tests.helpers.hands import settle
from tests.helpers.painted_words import painted_words

Show = Callable[[QWidget], QWidget]
SENTENCE = "One class, one laptop, a safer internet for everyone"


def sentences(cover: DoorPanel) -> list[str]:
    return [words.text for words in painted_words(cover)]


def test_the_cover_says_what_it_is_for_in_both_languages(show: Show) -> None:
    cover = DoorPanel()
    show(cover).resize(480, 768)
    settle()
    assert {"Be Smart Use Heart", SENTENCE, "No internet is needed."} <= set(sentences(cover))
    assert any("এক ক্লাস" in sentence for sentence in sentences(cover))
    assert [picture.isVisible() for picture in cover.findChildren(Picture)] == [True]


@pytest.mark.parametrize("size", [(300, 700), (360, 768), (480, 768)])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_in_large_letters_something_is_left_out_and_nothing_cut(
    qapp: QApplication, show: Show, size: tuple[int, int], scale: float
) -> None:
    cover = DoorPanel()
    show(cover)
    cover.setFixedSize(*size)
    apply_theme(qapp, scale)
    settle()
    assert clipped(cover) == []
    assert (SENTENCE in sentences(cover)) or scale > 1
    assert "Be Smart Use Heart" in sentences(cover)
    assert cover.help.isVisible()
    apply_theme(qapp)
