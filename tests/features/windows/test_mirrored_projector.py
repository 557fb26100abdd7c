"""One screen that a projector shows, too: rolls alone stand in the windows of a class, until it is said otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from bsuh_desktop.qt.dialogs.help_key import DIALOG
from bsuh_desktop.qt.widgets.stage_bar import StageBar
from tests.helpers import prepared
from tests.helpers.class_pages import class_of, touch
from tests.helpers.clipping import clipped
from tests.helpers.hands import key, press, type_in, until, write
from tests.helpers.names import words_of
from tests.helpers.scenes.scene import Look
from tests.helpers.visit import Visit, visiting
from tests.helpers.window_texts import told_now

ACTIVITY, QUESTION = 5, 6


def names_told(visit: Visit, seeded: set[str]) -> set[str]:
    told = "\n".join(told_now()).casefold()
    return {word for word in seeded if word.casefold() in told}


def seeded_names(visit: Visit) -> set[str]:
    papers = class_of(visit).names.values()
    return words_of(name for paper in papers for name in (paper.name_bn, paper.name_en) if name)


def page(visit: Visit, name: str) -> None:
    until(lambda: visit.window.page.name == name, f"the page {name} is shown")
    visit.quiet()


@pytest.mark.usefixtures("windows")
def test_no_name_stands_on_a_screen_that_a_projector_shows(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        visit.press("start_preparing", "projector_yes", "start_roll_call")
        page(visit, "roll_call")
        seeded = seeded_names(visit)
        assert len(seeded) > 58
        told: dict[str, set[str]] = {}

        def look(where: str) -> None:
            told[where] = names_told(visit, seeded)

        look("headcount")
        type_in(visit.see("headcount"), "57")
        key(visit.window, "Return")
        visit.quiet()
        touch(visit, 7)
        touch(visit, 9)
        visit.quiet()
        look("roll call")
        write(visit.see("roll"), "7")
        look("roll call, a roll typed")
        write(visit.see("roll"), "")
        key(visit.see("roll"), "Ctrl+Z")
        visit.quiet()
        look("roll call, undone")
        visit.press("add_learner")
        look("a new learner")
        visit.press("cancel", "start_teaching")
        page(visit, "teach")
        look("teach")
        key(visit.window, "F10")
        page(visit, "wrap_up")
        look("wrap-up")
        visit.press("finish")
        until(lambda: class_of(visit).ended_ms is not None, "the class is finished")
        visit.quiet()
        look("papers")
        assert {where: words for where, words in told.items() if words} == {}

        visit.bridge.projector.set_shows_this_screen(False)
        visit.quiet()
        assert "Kironmoyee Das" in names_told(visit, seeded), "nobody else looks on: the names are back"


@pytest.mark.usefixtures("windows")
def test_names_are_back_when_nobody_else_looks_on(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.counted) as visit:
        visit.unlock()
        visit.press("go_on")
        seeded = seeded_names(visit)
        assert names_told(visit, seeded) == set()
        visit.press("rail_set_up", "projector_no", "rail_roll_call")
        page(visit, "roll_call")
        assert "Humayra Talukder" in names_told(visit, seeded)
        visit.press("rail_set_up", "projector_yes", "rail_roll_call")
        page(visit, "roll_call")
        assert names_told(visit, seeded) == set()


@pytest.mark.usefixtures("windows")
def test_a_black_stage_hides_the_desk_and_its_names(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        visit.unlock()
        visit.press("go_on")
        page(visit, "teach")
        seeded = seeded_names(visit)
        key(visit.window, "F5")
        until(lambda: visit.seen() is not visit.window, "the stage stands over the desk")
        assert (visit.bridge.public, names_told(visit, seeded)) == (True, set())
        key(visit.seen(), "B")
        until(lambda: not visit.bridge.public, "the stage is black: nobody sees the desk behind it")
        key(visit.seen(), "F5")
        until(lambda: visit.seen() is visit.window, "the stage is off")
        visit.quiet()
        assert (visit.bridge.public, names_told(visit, seeded)) == (True, set())


@pytest.mark.usefixtures("windows")
def test_a_class_is_asked_counted_and_shown_its_answers_without_leaving_the_wall(tmp_path: Path) -> None:
    with visiting(tmp_path, lambda desk: prepared.at_slide(desk, 6)) as visit:
        visit.unlock()
        visit.press("go_on")
        page(visit, "teach")
        seeded = seeded_names(visit)
        press_slide(visit)
        until(lambda: visit.seen() is not visit.window, "a click on the slide shows it on the wall")
        stage = visit.seen()
        bar = stage.findChild(StageBar)
        assert bar is not None
        assert bar.isHidden()
        wall(visit, "Right")
        assert visible(bar)
        assert read_label(bar, "note").startswith("Hands for A: type the number. M: by eye. A clicker:")
        wall(visit, "1", "4", "F9", "1", "3", "1", "2")
        assert read_label(bar, "note") == "Enter: বাকি সবাই D। ০: বাকিরা উত্তর দেয়নি।"
        assert names_told(visit, seeded) == set()
        wall(visit, "Return", "Return")
        until(lambda: visit.bridge.stage.content.tally is not None, "the answers are on the wall")
        tally = visit.bridge.stage.content.tally
        assert tally is not None
        assert tally.counts == {"A": 14, "B": 13, "C": 12, "D": 16}
        assert visit.seen() is stage, "nothing else was ever in front"
        wall(visit, "Escape")
        until(lambda: visit.seen() is visit.window, "Escape shows the desk")
        assert bar.isHidden()
        press_slide(visit)
        until(lambda: visit.seen() is stage, "on the wall again")
        wall(visit, "F10")
        until(lambda: visit.seen() is visit.window, "wrap-up does not open behind the wall")
        page(visit, "wrap_up")


@pytest.mark.usefixtures("windows")
def test_the_bar_has_buttons_for_an_activitys_clock_for_no_count_and_for_wrap_up(tmp_path: Path) -> None:
    with visiting(tmp_path, lambda desk: prepared.at_slide(desk, ACTIVITY)) as visit:
        show_on_wall(visit)
        bar = bar_of(visit)
        wall(visit, "Shift")
        press(bar.form.timer)
        assert visit.bridge.stage.timer.running
        assert bar.form.timer.text().startswith("Pause")
        press(bar.form.timer)
        assert not visit.bridge.stage.timer.running
        wall(visit, "Right")
        assert bar.form.timer.isHidden()
        assert bar.form.aside.isHidden()
        wall(visit, "Right")
        assert class_of(visit).open_asking is not None
        press(bar.form.aside)
        visit.quiet()
        assert class_of(visit).open_asking is None
        assert not class_of(visit).askings[-1].hands
        visit.bridge.stage.show(visit.bridge.stage.slides)
        visit.quiet()
        wall(visit, "Shift")
        press(bar.form.next_step)
        until(lambda: visit.seen() is visit.window, "the wall is left")
        page(visit, "wrap_up")


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)])
def test_nothing_on_the_bar_is_cut_and_its_slide_is_seen_above_it(tmp_path: Path, size: tuple[int, int]) -> None:
    with visiting(tmp_path, lambda desk: prepared.at_slide(desk, QUESTION)) as visit:
        show_on_wall(visit)
        bar, stage = bar_of(visit), visit.seen()
        found: dict[str, list[str]] = {}
        highest: dict[float, int] = {}
        for keys in (("Right",), ("1", "4", "1", "3", "1", "2"), ("M",), ("2",), ("1",), ("Right",)):
            wall(visit, *keys)
            for look in (Look("en", 1.0), Look("bn", 1.0), Look("bn", 2.0), Look("en", 2.0)):
                visit.speak(look.language, look.text_scale)
                stage.resize(*size)
                wall(visit, "Shift")
                until(bar.isVisible, "a key has brought it")
                found[f"{keys} {look}"] = clipped(bar)
                highest[look.text_scale] = max(bar.height(), highest.get(look.text_scale, 0))
                assert bar.geometry().bottom() == stage.rect().bottom()
            visit.speak("en", 1.0)
        assert {look: sentences for look, sentences in found.items() if sentences} == {}
        assert highest[1.0] < size[1] / 6
        assert highest[2.0] < size[1] * 0.4


@pytest.mark.usefixtures("windows")
def test_help_for_a_child_never_opens_before_the_wall_is_black(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        visit.unlock()
        visit.press("go_on")
        page(visit, "teach")
        key(visit.window, "F8")
        until(lambda: visit.bridge.projector.over_desk, "the stage covers the desk")
        assert visit.bridge.stage.shown.black
        bar = visit.seen().findChild(StageBar)
        assert bar is not None
        assert read_label(bar, "note").startswith("Black. Cover the projector")
        wall(visit, "F8")
        until(lambda: visit.seen().objectName() == DIALOG, "the help is open")
        key(visit.seen(), "Escape")
        until(lambda: visit.bridge.projector.over_desk and visit.seen().objectName() != DIALOG, "and black stays")
        assert read_label(bar, "note") == "Black. B shows the slide again."
        wall(visit, "B")
        assert not visit.bridge.stage.shown.black
        wall(visit, "Escape")
        until(lambda: visit.seen() is visit.window, "the desk is back")
        visit.bridge.projector.set_shows_this_screen(False)
        key(visit.window, "F8")
        until(lambda: visit.seen().objectName() == DIALOG, "nobody else looks on: it opens at once")


@pytest.mark.usefixtures("windows")
def test_no_dialog_opens_behind_the_wall(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        show_on_wall(visit)
        stage = visit.seen()
        wall(visit, "G")
        until(lambda: visit.seen() not in (visit.window, stage), "all slides are in front")
        assert not visit.bridge.projector.over_desk
        visit.press("slide_5")
        until(lambda: visit.seen() is stage, "the slide that was chosen is on the wall")
        assert (visit.bridge.stage.content.slide, visit.bridge.stage.black) == (5, False)
        wall(visit, "B", "G")
        visit.press("slide_6")
        until(lambda: visit.seen() is stage, "the next slide is prepared")
        assert (visit.bridge.stage.content.slide, visit.bridge.stage.black) == (6, True), "nobody lit the wall"
        wall(visit, "B")
        wall(visit, "Ctrl+,")
        until(lambda: visit.seen().objectName() == "this_screen_dialog", "the settings are in front")
        assert not visit.bridge.projector.over_desk
        key(visit.seen(), "Escape")
        until(lambda: visit.seen() is visit.window, "and the desk below them")


def bar_of(visit: Visit) -> StageBar:
    bar = visit.seen().findChild(StageBar)
    assert bar is not None
    return bar


def show_on_wall(visit: Visit) -> None:
    """Goes on with the class, with its slide on the wall."""
    visit.unlock()
    visit.press("go_on")
    page(visit, "teach")
    press_slide(visit)
    until(lambda: visit.seen() is not visit.window, "the slide is on the wall")


def press_slide(visit: Visit) -> None:
    """Clicks on the slide."""
    QTest.mouseClick(visit.see("now_view"), Qt.MouseButton.LeftButton)


def wall(visit: Visit, *keys: str) -> None:
    """Keys on the stage."""
    for each in keys:
        key(visit.seen(), each)
        visit.quiet()


def read_label(bar: StageBar, name: str) -> str:
    label = getattr(bar.form, name)
    assert isinstance(label, QLabel)
    return label.text()


def visible(bar: StageBar) -> bool:
    return bar.isVisible()
