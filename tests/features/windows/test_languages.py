"""The desk's language switched at any moment of a class: all its words follow at once, the stage and answers stay."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from bsuh_desktop.domain.messages import Language
from bsuh_desktop.services.desk import Desk
from tests.helpers import prepared
from tests.helpers.class_pages import class_of, read
from tests.helpers.hands import key, until
from tests.helpers.list_pages import told
from tests.helpers.tongues import in_other_tongue
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
BOTH: tuple[Language, ...] = ("bn", "en")


def check(visit: Visit, *names: str) -> None:
    """In both languages nothing of the other is left in the window in front; F9 switches there and back."""
    assert visit.bridge.language == "en"
    strays: dict[str, list[str]] = {}
    stage = visit.bridge.stage.content
    for language in BOTH:
        key(visit.seen(), "F9")
        assert visit.bridge.language == language
        visit.quiet()
        strays[language] = in_other_tongue(visit.seen(), language, names)
        assert visit.bridge.stage.content == stage, "the stage is not moved by it"
    assert strays == {"bn": [], "en": []}


def go_on(visit: Visit) -> None:
    visit.unlock()
    visit.in_private()
    visit.press("go_on")


def test_while_hands_are_counted(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.asking_by_hands, projector=True) as visit:
        go_on(visit)
        visit.write("count_b", "17")
        visit.press("language_bn")
        field = visit.see("count_b")
        assert isinstance(field, QLineEdit)
        assert (field.text(), visit.bridge.stage_language) == ("১৭", "bn")
        visit.press("language_en")
        check(visit)
        until(lambda: class_of(visit).askings[-1].counts["B"] == 17, "what was typed is kept")
        assert (class_of(visit).open_asking, field.text()) == (class_of(visit).askings[-1], "17")


def test_the_stage_has_a_switch_of_its_own(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.asking_by_hands, projector=True) as visit:
        go_on(visit)
        key(visit.window, "Shift+F9")
        visit.quiet()
        assert (visit.bridge.stage.content.language, visit.bridge.language) == ("en", "en")
        assert visit.bridge.stage.content.question is not None
        assert class_of(visit).choices.stage_language == "en"
        assert class_of(visit).open_asking is not None
        key(visit.window, "F9")
        visit.quiet()
        assert (visit.bridge.stage.content.language, visit.bridge.language) == ("en", "bn")


def test_while_an_undo_is_told(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.answered_by_hands, projector=True) as visit:
        go_on(visit)
        key(visit.window, "Ctrl+Z")
        until(lambda: told(visit), "the undo is told")
        check(visit)
        assert told(visit)


def slides(visit: Visit) -> None:
    go_on(visit)
    visit.press("slides")


def passing(visit: Visit) -> None:
    go_on(visit)
    visit.press("next_step")


def too_many_hands(visit: Visit) -> None:
    go_on(visit)
    visit.write("count_a", "99")
    visit.press("next_step")


def somebody_new(visit: Visit) -> None:
    go_on(visit)
    visit.press("add_learner")


def child_help(visit: Visit) -> None:
    go_on(visit)
    visit.press("child_help")


def this_screen(visit: Visit) -> None:
    go_on(visit)
    visit.press("this_screen")


def at_set_up(visit: Visit, *names: str) -> None:
    visit.unlock()
    visit.press("start_preparing", *names)


def which_class(visit: Visit) -> None:
    at_set_up(visit, "change_class")


def teaches_along(visit: Visit) -> None:
    at_set_up(visit, "change_co")


def when(visit: Visit) -> None:
    at_set_up(visit, "keep_for_later")


def a_sheet(visit: Visit) -> None:
    visit.unlock()
    visit.press("rail_classes", "print_sheet")


@pytest.mark.parametrize(
    ("reach", "prepare"),
    [
        (a_sheet, prepared.with_class),
        (somebody_new, prepared.counted),
        (child_help, prepared.at_teach),
        (this_screen, prepared.at_teach),
        (which_class, prepared.with_class),
        (teaches_along, prepared.with_class),
        (when, prepared.with_class),
        (slides, prepared.at_teach),
        (passing, prepared.asking_by_device),
        (too_many_hands, prepared.asking_by_hands),
    ],
)
def test_while_a_question_stands_on_the_desk(
    tmp_path: Path, reach: Callable[[Visit], None], prepare: Callable[[Desk], object]
) -> None:
    with visiting(tmp_path, prepare, projector=True) as visit:
        reach(visit)
        visit.dialog()
        check(visit)


def test_the_device_that_goes_round_speaks_as_the_class_does(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.asking_by_device, projector=True) as visit:
        passing(visit)
        visit.press("pass")
        until(lambda: visit.seen() is not visit.window, "the device's window is open")
        visit.quiet()
        before = read(visit, "who_question")
        visit.bridge.set_language("bn")
        visit.quiet()
        assert read(visit, "who_question") == before
        assert in_other_tongue(visit.seen(), "bn") == []
        visit.write("number", "3")
        visit.press("that_is_me", "option_b")
        visit.bridge.set_stage_language("en")
        visit.quiet()
        assert in_other_tongue(visit.seen(), "en") == []
        chosen = visit.see("option_b")
        assert isinstance(chosen, QAbstractButton)
        assert chosen.isChecked(), "an answer that was chosen stays"
        assert visit.see("my_answer").isEnabled()
        assert class_of(visit).open_asking is not None


@pytest.mark.parametrize(
    ("prepare", "page"),
    [
        (prepared.with_class, "home"),
        (prepared.at_teach, "home"),
        (prepared.finished, "home"),
        (prepared.with_class, "classes"),
        (prepared.with_class, "set_up"),
        (prepared.in_doubt, "set_up"),
        (prepared.counted, "roll_call"),
        (prepared.at_roll_call, "roll_call"),
        (prepared.at_teach, "teach"),
        (prepared.at_the_end, "wrap_up"),
        (prepared.finished, "wrap_up"),
    ],
)
def test_on_each_page(tmp_path: Path, prepare: Callable[[Desk], object], page: str) -> None:
    """In public view, where no name stands."""
    with visiting(tmp_path, prepare) as visit:
        visit.unlock()
        if page == "set_up":
            visit.press("start_preparing")
        elif page == "wrap_up" and prepare is prepared.finished:
            visit.press("certificates_now")
        elif page in ("roll_call", "teach", "wrap_up"):
            visit.press("go_on")
        if page != visit.window.page.name:
            visit.go(page)
        visit.quiet()
        check(visit)
