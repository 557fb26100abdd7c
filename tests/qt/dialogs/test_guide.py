"""The guide: at the section of the page one stands on, in the desk's language, with the keys and the boxes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.qt.dialogs.child_help import ChildHelp
from bsuh_desktop.qt.dialogs.guide_dialog import GuideDialog
from bsuh_desktop.qt.dialogs.guide_sections import COVERED, GUIDES, SECTIONS, read_guide
from bsuh_desktop.qt.widgets.pick_box import PickBox
from bsuh_desktop.qt.window.pages import PAGES
from tests.helpers import prepared
from tests.helpers.access import out_of_reach
from tests.helpers.clipping import clipped
from tests.helpers.hands import key, named, until, until_focused, until_laid_out
from tests.helpers.visit import Visit, visiting

LANGUAGES: tuple[Language, ...] = ("bn", "en")
windows = pytest.mark.usefixtures("windows")


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Visit]:
    """A practice desk that is locked."""
    with visiting(tmp_path, prepared.as_made) as visit:
        yield visit


def guide_over(visit: Visit) -> GuideDialog:
    """Presses F1; the guide."""
    key(visit.window, "F1")
    dialog = visit.dialog()
    assert isinstance(dialog, GuideDialog)
    return dialog


def closed(visit: Visit) -> None:
    until(lambda: QApplication.activeModalWidget() is None, "the guide is closed")
    visit.quiet()


def section(dialog: QWidget) -> str:
    """The heading in the box of sections."""
    return named(dialog, "section", PickBox).currentText()


def top_line(dialog: QWidget) -> QTextBlock:
    """The first line that is seen."""
    words = named(dialog, "guide_words", QTextBrowser)
    return words.cursorForPosition(words.viewport().rect().topLeft()).block()


def at_top(dialog: QWidget, heading: str) -> None:
    until(lambda: top_line(dialog).text() == heading, f"{heading} is at the top")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_a_section_in_both_languages(page: str) -> None:
    there = SECTIONS[page]
    for language in LANGUAGES:
        assert there.anchor in read_guide(there.guide, language).headings


def test_no_section_is_of_a_page_that_there_is_not() -> None:
    assert not SECTIONS.keys() - PAGES.keys()
    assert COVERED.anchor in read_guide(COVERED.guide, "bn").headings


@windows
def test_it_opens_at_the_page_and_three_keys_close_it(door: Visit) -> None:
    for keys in ("F1", "Escape", "Return"):
        dialog = guide_over(door)
        assert section(dialog) == "Unlock your desk"
        at_top(dialog, "Unlock your desk")
        key(dialog, keys)
        closed(door)
        until_focused(door.see("passphrase"), "the page has its keys back")
    door.press("open_guide")
    by_button = door.dialog()
    assert isinstance(by_button, GuideDialog)
    assert out_of_reach(by_button) == []
    assert clipped(by_button) == []
    door.press("close")
    closed(door)


@windows
def test_the_other_language_and_larger_letters_keep_the_section(door: Visit) -> None:
    dialog = guide_over(door)
    key(dialog, "F9")
    door.quiet()
    assert section(dialog) == read_guide("facilitator", "bn").headings["door"]
    at_top(dialog, section(dialog))
    before = dialog.height()
    door.bridge.choose_look(text_scale=2.0)
    door.quiet()
    until_laid_out(dialog)
    at_top(dialog, read_guide("facilitator", "bn").headings["door"])
    assert before <= dialog.height() <= door.window.height()
    assert clipped(dialog) == []


@windows
@pytest.mark.parametrize(("language", "digit"), [("bn", "১.\t"), ("en", "1.\t")])
def test_steps_are_counted_in_the_digits_of_the_language(door: Visit, language: Language, digit: str) -> None:
    door.bridge.set_language(language)
    words = named(guide_over(door), "guide_words", QTextBrowser).toPlainText()
    assert digit in words
    assert "`" not in words
    assert "<a " not in words
    assert "**" not in words


@windows
def test_boxes_and_links_lead_to_every_section_and_scrolling_is_told(door: Visit) -> None:
    dialog = guide_over(door)
    which, where = named(dialog, "guide", PickBox), named(dialog, "section", PickBox)
    words = named(dialog, "guide_words", QTextBrowser)
    assert [which.itemText(place) for place in range(which.count())] == [
        read_guide(guide, "en").title for guide in GUIDES
    ]
    place = where.findText("Teach")
    where.setCurrentIndex(place)
    where.activated.emit(place)
    assert top_line(dialog).text() == "Teach"
    for _ in range(6):
        key(words, "PgDown")
    assert section(dialog) != "Teach"
    words.anchorClicked.emit(QUrl("coordinator.en.md#inbox"))
    assert (which.currentText(), section(dialog)) == ("Guide for coordinators", "Inbox")
    assert top_line(dialog).text() == "Inbox"
    for nowhere in ("https://example.org", "../README.md"):
        words.anchorClicked.emit(QUrl(nowhere))
        assert section(dialog) == "Inbox"
    which.activated.emit(GUIDES.index("office"))
    assert section(dialog) == "Contents"
    assert words.verticalScrollBar().value() == 0


@windows
def test_help_for_a_child_comes_over_it_and_never_it_over_that(door: Visit) -> None:
    dialog = guide_over(door)
    key(dialog, "F8")
    until(lambda: isinstance(QApplication.activeModalWidget(), ChildHelp), "help is over the guide")
    key(door.seen(), "F1")
    door.quiet()
    assert isinstance(door.seen(), ChildHelp)
    assert dialog.isVisible()
    key(door.seen(), "Escape")
    until(lambda: QApplication.activeModalWidget() is dialog, "the guide is there again")
    key(door.seen(), "Escape")
    closed(door)


@windows
def test_a_lock_takes_it_away(door: Visit) -> None:
    door.unlock()
    dialog = guide_over(door)
    assert section(dialog) == "Home"
    door.window.lock.lock_or_cover()
    until(lambda: door.bridge.facts is None, "the desk is locked")
    door.quiet()
    assert QApplication.activeModalWidget() is None
    assert section(guide_over(door)) == "Unlock your desk"
    key(door.seen(), "Escape")
    closed(door)
