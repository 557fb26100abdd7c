"""A first class with the tour: its hints come by themselves, each beside its control, and are in nobody's way.

One class from the offer on Home to the hand-over, once in each size of the text; in the sizes of the field's laptops
and in both languages the card is in the window, the ring is round the control that the hint speaks of, and neither it
nor what has the keyboard is covered.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.language import say
from bsuh_desktop.presenters.window.tour import STOPS
from bsuh_desktop.qt.widgets.message import MessageBar
from bsuh_desktop.qt.window.tour import TourCard, TourRing
from bsuh_desktop.services.desk.facilitator import Tour, tour_of
from tests.helpers import prepared
from tests.helpers.class_pages import class_of, shows, status
from tests.helpers.clipping import clipped
from tests.helpers.hands import key, press, type_in, until, until_laid_out
from tests.helpers.visit import Visit, visiting

LANGUAGES: tuple[Language, ...] = ("bn", "en")
SIZES = ((1366, 728), (1024, 728))
ASKING = "slide_6"


def card(visit: Visit) -> TourCard:
    found = visit.window.findChild(TourCard)
    assert isinstance(found, TourCard)
    return found


def walk(visit: Visit) -> Iterator[str]:
    """A class as a person teaches it who reads every hint; stands still at each one."""
    visit.unlock()
    visit.press("see_tour")
    yield "start"
    visit.press("tour_go_on")
    yield "readiness"
    visit.press("tour_go_on")
    assert not card(visit).isVisible(), "the page has no further hint"
    visit.press("start_preparing")
    yield "projector"
    visit.press("projector_yes", "on_the_wall", "start_roll_call")
    assert not card(visit).isVisible(), "the field it speaks of is not there before the headcount"
    visit.write("headcount", "54")
    visit.press("counted", "open_list")
    yield "roll"
    type_in(visit.see("roll"), "5 12 17 8L")
    key(visit.see("roll"), "Return")
    visit.quiet()
    assert [status(visit, each) for each in (5, 12, 17, 8)] == ["absent", "absent", "absent", "late"]
    visit.press("start_teaching")
    if QApplication.activeModalWidget() is not None:
        visit.press("start")
    for stop in ("wall", "next", "black", "help"):
        yield stop
        visit.press("tour_go_on")
    assert not card(visit).isVisible(), "nobody has asked a question yet"
    visit.press("slides")
    press(visit.see(ASKING))
    visit.quiet()
    visit.press("next_step")
    yield "hands"
    visit.press("tour_go_on", "aside")
    key(visit.window, "F10")
    visit.quiet()
    yield "finish"
    visit.press("finish")
    assert not card(visit).isVisible(), "a class that short gives no certificates by itself"
    visit.give_certificates()
    assert visit.see("certificates_card").isAncestorOf(focus(visit)), "a button that goes away leaves its keys no hint"
    yield "certificates"
    visit.press("done", "rail_hand_over")
    yield "hand_over"
    visit.press("tour_go_on")
    assert not card(visit).isVisible(), "the tour is over"


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_every_hint_is_beside_its_control(tmp_path: Path, text: float) -> None:
    found: dict[str, list[str]] = {}
    met: list[str] = []
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.speak("en", text)
        for stop in walk(visit):
            met.append(stop)
            found |= looks_wrong(visit, stop, text)
        kept: list[Tour] = []
        visit.bridge.query(tour_of, kept.append)
        visit.quiet()
        assert kept[0].wanted == "no"
    assert met == [each for each in order() if each != "learners"]
    assert {look: sentences for look, sentences in found.items() if sentences} == {}


@pytest.mark.usefixtures("windows")
def test_the_hint_of_a_desk_without_a_class(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.as_made) as visit:
        visit.unlock()
        visit.press("see_tour")
        found = [looks_wrong(visit, "learners", text) for text in (1.0, 2.0)]
    assert [sentences for looks in found for sentences in looks.values() if sentences] == []


def order() -> list[str]:
    """The stops as a person meets them: a question is asked after the other hints of the page were read."""
    names = [stop.name for stop in STOPS if stop.name != "hands"]
    return [*names[: names.index("help") + 1], "hands", *names[names.index("help") + 1 :]]


def looks_wrong(visit: Visit, stop: str, text: float) -> dict[str, list[str]]:
    """What is wrong with a hint, by the looks in which it is."""
    found = {}
    for language in LANGUAGES:
        visit.speak(language, text)
        for size in SIZES:
            visit.window.resize(*size)
            until_laid_out(visit.window)
            visit.quiet()
            until_laid_out(visit.window)
            found[f"{stop} {language} {size[0]} {text}"] = wrong(visit, stop, language)
    return found


def wrong(visit: Visit, name: str, language: Language) -> list[str]:
    """A sentence for each thing that is wrong with the hint of that name as it stands."""
    stop = next(each for each in STOPS if each.name == name)
    shown, ring = card(visit), visit.window.findChild(TourRing)
    assert isinstance(ring, TourRing)
    if not shown.isVisible() or not ring.isVisible():
        return [f"there is no card of {name}"]
    controls = [each for each in visit.window.findChildren(QWidget, stop.control) if each.isVisible()]
    if len(controls) != 1:
        return [f"{stop.control} is there {len(controls)} times"]
    seen, focused = in_sight(controls[0]), visit.window.focusWidget()
    said = [
        (shown.fact.text() == say(stop.fact, language), f"it says {shown.fact.text()}"),
        (visit.window.rect().contains(shown.geometry()), f"the card leaves the window: {shown.geometry()}"),
        (not seen.isEmpty(), f"{stop.control} is out of sight"),
        (ring.around == seen, f"the ring is round {ring.around}, not {seen}"),
        (not shown.geometry().intersects(seen), f"the card {shown.geometry()} covers {seen}"),
        (focused is None or not shown.geometry().intersects(in_sight(focused)), "the card covers the keyboard's place"),
        # Larger letters leave no such place on some pages.
        (visit.bridge.settings.text_scale > 1 or not covered(visit), f"the card covers {covered(visit)}"),
    ]
    return [sentence for holds, sentence in said if not holds] + [str(each) for each in clipped(shown)]


def covered(visit: Visit) -> list[str]:
    """What is pressed, or told by a message, and lies under the card."""
    shown = card(visit)
    parts = [
        part
        for kind in (QAbstractButton, MessageBar)
        for part in visit.window.findChildren(kind)
        if part.isVisible() and not shown.isAncestorOf(part)
    ]
    return [part.objectName() for part in parts if shown.geometry().intersects(in_sight(part))]


def focus(visit: Visit) -> QWidget:
    """What has the keyboard."""
    focused = visit.window.focusWidget()
    assert focused is not None
    return focused


def in_sight(part: QWidget) -> QRect:
    """What of a part can be seen, in its window."""
    seen, around = QRect(part.mapTo(part.window(), QPoint()), part.size()), part.parentWidget()
    while around is not None:
        seen = seen.intersected(QRect(around.mapTo(part.window(), QPoint()), around.size()))
        around = None if around.isWindow() else around.parentWidget()
    return seen


def places(visit: Visit) -> list[tuple[str, QRect]]:
    """Where every part of the page is that can be seen."""
    until_laid_out(visit.window)
    parts = visit.window.page.findChildren(QWidget)
    return [(part.objectName(), part.geometry()) for part in parts if part.isVisible()]


def tabs(visit: Visit) -> list[str]:
    """The parts of the page as Tab reaches them."""
    found, part = [], visit.window.nextInFocusChain()
    while part is not None and part is not visit.window:
        if visit.window.page.isAncestorOf(part):
            found.append(part.objectName())
        part = part.nextInFocusChain()
    return found


@pytest.mark.usefixtures("windows")
def test_by_keys_in_two_languages_and_the_page_stays_as_it_is(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        visit.unlock()
        visit.bridge.projector.set_shows_this_screen(True)
        visit.press("go_on")
        before, events = (places(visit), tabs(visit)), class_of(visit).view
        slide = class_of(visit).view.slide
        focused = visit.window.focusWidget()
        key(visit.window, "?")
        visit.press("tour")
        shown = card(visit)
        assert shown.isVisible()
        assert shown.fact.text() == "The slides on the wall"
        assert visit.window.focusWidget() is focused, "the keyboard stays where it was"
        assert (places(visit), tabs(visit)) == before
        key(visit.window, "F9")
        visit.quiet()
        assert shown.fact.text() == "দেয়ালে স্লাইড"
        key(visit.window, "F6")
        assert shown.go_on.hasFocus()
        key(visit.window, "Tab")
        assert shown.end.hasFocus()
        key(visit.window, "Shift+Tab")
        key(visit.window, "Return")
        visit.quiet()
        assert shown.fact.text() == "এগোতে এই একটি বোতাম"
        assert class_of(visit).view == events, "the tour stores nothing of a class"
        key(visit.window, "Right")
        visit.quiet()
        assert class_of(visit).view.slide == slide + 1, "an arrow does what it does on the page"
        assert shown.fact.text() == "সবার চোখ আপনার দিকে", "what was done is as good as read"
        assert shown.go_on.hasFocus()
        key(visit.window, "Left")
        visit.quiet()
        assert class_of(visit).view.slide == slide
        key(visit.window, "F9")
        visit.quiet()
        assert shown.fact.text() == "All eyes on you"
        assert shown.accessibleName().startswith("All eyes on you. B makes")
        key(visit.window, "F6")
        assert visit.window.focusWidget() is focused
        key(visit.window, "Esc")
        visit.quiet()
        assert not shown.isVisible()


@pytest.mark.usefixtures("windows")
def test_a_key_or_a_click_on_the_page_takes_the_shade_away(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        visit.press("see_tour")
        ring = visit.window.findChild(TourRing)
        assert isinstance(ring, TourRing)
        assert ring.dims
        assert ring.geometry() == visit.window.rect()
        visit.press("tour_go_on")
        assert ring.dims, "who reads the hints has done nothing on the page yet"
        key(visit.window, "Tab")
        assert not ring.dims
        assert ring.isVisible(), "the ring stays"
        assert ring.geometry().contains(ring.around)
        assert ring.geometry() != visit.window.rect()


@pytest.mark.usefixtures("windows")
def test_not_now_is_not_asked_again_and_a_cover_hides_the_hint(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        visit.unlock()
        visit.press("no_tour")
        assert not shows(visit, "tour_offer")
        visit.press("rail_classes", "rail_home")
        assert not shows(visit, "tour_offer")
        visit.press("go_on")
        key(visit.window, "?")
        visit.press("tour")
        until(card(visit).isVisible, "the tour has begun all the same")
        key(visit.window, "Ctrl+L")
        until(lambda: visit.bridge.covered, "the desk is covered")
        assert not card(visit).isVisible()
        visit.write("pin", "4826")
        visit.quiet()
        if visit.bridge.covered:
            key(visit.window, "Return")
        until(lambda: not visit.bridge.covered, "the cover is gone")
        visit.quiet()
        assert card(visit).isVisible()


@pytest.mark.usefixtures("windows")
def test_a_control_that_is_scrolled_away_comes_back_with_the_keyboard(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.speak("en", 2.0)
        visit.unlock()
        visit.press("see_tour", "tour_go_on")
        ring = visit.window.findChild(TourRing)
        assert isinstance(ring, TourRing)
        readiness = visit.see("readiness")
        key(visit.window, "Tab")
        visit.window.page.form.scroll.verticalScrollBar().setValue(0)
        until(lambda: in_sight(readiness).isEmpty() and not ring.isVisible(), "the ring went with its control")
        assert card(visit).isVisible(), "what was read does not jump away"
        key(visit.window, "F6")
        until(lambda: ring.isVisible() and ring.around == in_sight(readiness), "both are in sight again")
        assert not in_sight(readiness).isEmpty()
