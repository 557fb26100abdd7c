"""The tour's card in the desk's window: where it lies, and what it leaves to the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

from bsuh_desktop.qt.window.tour import TourCard, TourRing, place_for
from tests.helpers import prepared
from tests.helpers.class_pages import class_of
from tests.helpers.hands import key, press, turn_wheel, until
from tests.helpers.scenes.tour import wanted
from tests.helpers.visit import Visit, visiting

WINDOW, CARD = QRect(0, 0, 1000, 700), QSize(300, 160)
NOWHERE = QRect()


def card(visit: Visit) -> TourCard:
    """The hint."""
    found = visit.window.findChild(TourCard)
    assert isinstance(found, TourCard)
    return found


def test_it_covers_no_button_if_there_is_any_place_for_it() -> None:
    control = QRect(400, 300, 200, 40)
    at = place_for(CARD, WINDOW, control, NOWHERE)
    assert not QRect(at, CARD).intersects(control)
    buttons = [QRect(x, y, 90, 40) for x in range(0, 1000, 100) for y in range(0, 700, 60) if x < 600 or y < 500]
    at = place_for(CARD, WINDOW, control, NOWHERE, buttons)
    assert not [each for each in buttons if QRect(at, CARD).intersects(each)]
    assert WINDOW.contains(QRect(at, CARD))


def test_without_such_a_place_it_leaves_the_control_and_the_keyboard_free() -> None:
    control, focused = QRect(400, 300, 200, 40), QRect(620, 300, 300, 40)
    buttons = [QRect(x, y, 90, 50) for x in range(0, 1000, 100) for y in range(0, 700, 60)]
    lies = QRect(place_for(CARD, WINDOW, control, focused, buttons), CARD)
    assert not lies.intersects(control)
    assert not lies.intersects(focused)


@pytest.mark.usefixtures("windows")
def test_the_wheel_over_it_scrolls_the_page(tmp_path: Path) -> None:
    with visiting(tmp_path, wanted(prepared.with_class, "readiness")) as visit:
        visit.speak("en", 2.0)
        visit.unlock()
        shown = card(visit)
        until(shown.isVisible, "the hint is there")
        key(visit.window, "Tab")
        bar = visit.window.page.form.scroll.verticalScrollBar()
        page = visit.window.page.form.scroll
        shown.move(page.mapTo(visit.window, QPoint(40, 40)))
        bar.setValue(0)
        turn_wheel(shown)
        assert bar.value() > 0
        visit.quiet()
        assert shown.isVisible()
        press(shown.go_on)
        visit.quiet()
        assert not shown.isVisible(), "the mouse reaches it as before"


@pytest.mark.usefixtures("windows")
def test_keys_of_a_button_that_goes_away_fall_to_the_page_and_it_dims_no_more(tmp_path: Path) -> None:
    with visiting(tmp_path, wanted(prepared.standing_at(1), "certificates")) as visit:
        visit.unlock()
        visit.press("go_on")
        visit.go("wrap_up")
        visit.press("finish")
        assert not card(visit).isVisible(), "nobody has earned one yet: a person says whether"
        key(visit.window, "F9")
        visit.see("allow").setFocus()
        key(visit.window, "Return")
        visit.quiet()
        until(card(visit).isVisible, "now there is something to save")
        focused = visit.window.focusWidget()
        assert isinstance(focused, QWidget)
        assert visit.see("certificates_places").isAncestorOf(focused)
        assert card(visit).fact.text() == "সনদ"
        ring = visit.window.findChild(TourRing)
        assert isinstance(ring, TourRing)
        assert not ring.dims, "somebody is at work on this page"
        assert class_of(visit).ended_ms is not None


@pytest.mark.usefixtures("windows")
def test_the_card_never_gets_the_keys_of_a_part_that_is_hidden(tmp_path: Path) -> None:
    with visiting(tmp_path, wanted(prepared.with_class, "start")) as visit:
        visit.unlock()
        until(card(visit).isVisible, "the hint is there")
        last: QWidget = visit.window
        while (following := last.nextInFocusChain()) is not None and not card(visit).isAncestorOf(following):
            last = following
        last.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        last.show()
        last.setFocus()
        assert last.hasFocus()
        last.hide()
        focused = visit.window.focusWidget()
        assert focused is not None
        assert not card(visit).isAncestorOf(focused)
