"""What is drawn: icons and their colours, drawings, slides, lights and marks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from bsuh_desktop.paths import resources
from bsuh_desktop.qt.look import colours
from bsuh_desktop.qt.look.i18n import CatalogueTranslator
from bsuh_desktop.qt.look.theme import scaled_text
from bsuh_desktop.qt.widgets.icons import apply_icons, icon_pixmap
from bsuh_desktop.qt.widgets.keycap import KeyButton
from bsuh_desktop.qt.widgets.lights import Light
from bsuh_desktop.qt.widgets.marks import AnswerMark
from bsuh_desktop.qt.widgets.picture import EmptyState, Picture, SlideView
from tests.helpers.access import name_of
from tests.helpers.hands import settle
from tests.helpers.painted_words import painted_words
from tests.qt.widgets.conftest import Show, shows

_ILLUSTRATIONS = resources() / "illustrations"


@pytest.mark.parametrize("path", sorted((_ILLUSTRATIONS / "icons").glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_takes_the_colour_that_is_asked_for(path: object) -> None:
    name = getattr(path, "stem", "")
    image = icon_pixmap(name, colours.CORAL.rgba(), 48).toImage()
    drawn = {
        image.pixelColor(x, y).name() for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() == 255
    }
    assert colours.CORAL.name() in drawn
    assert colours.INK.name() not in drawn


def test_an_icon_that_there_is_not_is_refused() -> None:
    with pytest.raises(OSError, match="unicorn"):
        icon_pixmap("unicorn", colours.INK.rgba(), 20)


def test_no_drawing_holds_what_qt_skips() -> None:
    nested = [path.name for path in _ILLUSTRATIONS.rglob("*.svg") if path.read_text("utf-8").count("<svg") > 1]
    assert nested == []


@pytest.mark.parametrize(("name", "colour"), [("classroom", colours.INDIGO), ("book-with-heart", colours.CORAL)])
def test_a_drawing_is_shown_whole(show: Show, name: str, colour: QColor) -> None:
    picture = Picture()
    picture.set_picture(name)
    show(picture)
    assert shows(picture, colour)
    picture.set_picture("")
    assert not shows(picture, colour)


def test_a_slide_keeps_its_shape(show: Show) -> None:
    slide = SlideView()
    image = QImage(1600, 900, QImage.Format.Format_RGB32)
    image.fill(colours.CORAL)
    show(slide, width=500, height=500)
    assert shows(slide, colours.WELL)
    slide.set_image(image)
    settle()
    place = slide.slide_rect()
    assert place.width() / place.height() == pytest.approx(16 / 9, rel=0.02)
    assert shows(slide, colours.CORAL)
    assert slide.heightForWidth(1600) == 900
    slide.set_image(None)
    assert not shows(slide, colours.CORAL)


def test_a_light_says_its_word(translator: CatalogueTranslator, qtbot: object) -> None:
    light = Light()
    said = []
    for state in ("ok", "look", "stop", "info", "unused"):
        light.set_state(state)
        said.append(name_of(light))
    assert said == ["All right", "Look at this", "Problem", "Note", "Not used"]
    with pytest.raises(KeyError):
        light.set_state("red")


def test_a_mark_has_the_colour_of_its_letter(show: Show) -> None:
    mark = AnswerMark()
    show(mark)
    wanted = {"A": colours.CORAL, "B": colours.INDIGO, "C": colours.GREEN, "D": colours.AMBER}
    for letter, colour in wanted.items():
        mark.set_letter(letter)
        assert [each for each in wanted.values() if shows(mark, each)] == [colour]
    with pytest.raises(ValueError, match="not in"):
        mark.set_letter("E")


def test_a_form_s_buttons_get_their_icons(show: Show) -> None:
    before, behind, field = QPushButton("Print"), QPushButton("58 learners"), QLineEdit()
    before.setProperty("glyph", "print")
    behind.setProperty("glyph", "next")
    behind.setProperty("glyph_side", "right")
    behind.setProperty("kind", "primary")
    field.setProperty("glyph", "search")
    window = show(before, behind, field)
    bare = behind.grab().toImage()
    apply_icons(window)
    apply_icons(window)
    settle()
    assert not before.icon().isNull()
    assert behind.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert _where_they_differ(bare, behind.grab().toImage()) > bare.width() // 2
    assert field.textMargins().left() > 0


def _where_they_differ(one: QImage, other: QImage) -> int:
    """The first column, from the left, in which two pictures of a button differ."""
    columns = range(one.width())
    return next(x for x in columns if any(one.pixel(x, y) != other.pixel(x, y) for y in range(one.height())))


def test_a_button_with_a_key_says_it(show: Show) -> None:
    button = KeyButton()
    button.setText("Black")
    bare = button.sizeHint().width()
    button.set_cap("B")
    button.set_glyph("black")
    assert button.sizeHint().width() > bare
    assert (name_of(button), button.accessibleDescription()) == ("Black", "B")


def test_the_pieces_of_a_button_stand_in_its_middle_without_a_gap_for_what_is_missing(show: Show) -> None:
    button = KeyButton()
    button.set_cap("B")
    show(button)
    alone = button.sizeHint().width()
    button.set_glyph("black")
    with_icon = button.sizeHint().width()
    assert with_icon - alone == scaled_text(20) + scaled_text(10)
    (cap,) = painted_words(button)
    assert cap.box.center().x() > button.width() / 2
    button.setProperty("glyph_side", "right")
    (cap,) = painted_words(button)
    assert cap.box.center().x() < button.width() / 2


def test_an_empty_place_offers_a_way_on_only_if_there_is_one(show: Show) -> None:
    empty = EmptyState()
    empty.tell("open-book", "No class yet", "Bring a list.", "Import a file")
    show(empty)
    assert empty.verb.isVisible()
    empty.tell("open-book", "No class yet", "Bring a list.")
    assert not empty.verb.isVisible()
    titles = [label.text() for label in empty.findChildren(QLabel)]
    assert {"No class yet", "Bring a list."} <= set(titles)
    assert isinstance(empty, QWidget)
