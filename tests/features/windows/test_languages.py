"""The desk's language switched at any moment of a class: all its words follow at once, the stage and answers stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from bsuh_desktop.domain.messages import Language, Message
from bsuh_desktop.qt.widgets.restyled import desk_say
from tests.helpers import prepared
from tests.helpers.class_pages import class_of, read
from tests.helpers.hands import key, until
from tests.helpers.list_pages import choose_more, told
from tests.helpers.visit import Visit, visiting
from tests.helpers.wrong_language import in_other_tongue

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


def check_asked(visit: Visit, *names: str) -> None:
    """The same of what these presses open over the page, which is then put away."""
    visit.press(*names)
    check_open(visit)


def check_open(visit: Visit) -> None:
    """The same of the dialog that is open, which is then put away."""
    asking = visit.dialog()
    check(visit)
    key(asking, "Esc")
    until(lambda: visit.seen() is visit.window, "the dialog is put away")
    visit.quiet()


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
        the_stage_has_a_switch_of_its_own(visit)
        too_many_hands_and_an_undo(visit)


def the_stage_has_a_switch_of_its_own(visit: Visit) -> None:
    key(visit.window, "Shift+F9")
    visit.quiet()
    assert (visit.bridge.stage.content.language, visit.bridge.language) == ("en", "en")
    assert visit.bridge.stage.content.question is not None
    assert class_of(visit).choices.stage_language == "en"
    assert class_of(visit).open_asking is not None
    key(visit.window, "F9")
    visit.quiet()
    assert (visit.bridge.stage.content.language, visit.bridge.language) == ("en", "bn")
    key(visit.window, "F9")
    visit.quiet()


def too_many_hands_and_an_undo(visit: Visit) -> None:
    visit.write("count_a", "99")
    check_asked(visit, "next_step")
    visit.write("count_a", "2")
    visit.press("next_step")
    until(lambda: class_of(visit).open_asking is None, "the question is closed")
    key(visit.window, "Ctrl+Z")
    until(lambda: told(visit), "the undo is told")
    check(visit)
    assert told(visit)


def test_the_device_that_goes_round_speaks_as_the_class_does(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.asking_by_device, projector=True) as visit:
        go_on(visit)
        visit.press("next_step")
        visit.dialog()
        check(visit)
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


def test_before_a_class(tmp_path: Path) -> None:
    """On each page, and over what is asked there; in public view, where no name stands."""
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        on(visit, "home")
        visit.press("rail_classes")
        on(visit, "classes")
        choose_more(visit, desk_say(Message("Print class sheet")))
        check_open(visit)
        visit.press("start_preparing")
        on(visit, "set_up")
        for button in ("change_class", "change_co", "keep_for_later"):
            check_asked(visit, button)
        visit.press("projector_no", "start_roll_call")
        visit.bridge.projector.set_shows_this_screen(None)
        on(visit, "roll_call")


def test_where_the_clock_is_in_doubt(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.in_doubt) as visit:
        visit.unlock()
        visit.press("start_preparing")
        on(visit, "set_up")


def test_while_the_roll_is_called(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.counted) as visit:
        visit.unlock()
        visit.press("go_on")
        on(visit, "roll_call")
        visit.in_private()
        check_asked(visit, "add_learner")


def test_while_a_class_is_taught(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        visit.unlock()
        on(visit, "home")
        visit.press("go_on")
        on(visit, "teach")
        visit.in_private()
        for button in ("slides", "child_help", "this_screen"):
            check_asked(visit, button)


def test_when_a_class_is_over(tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_the_end) as visit:
        visit.unlock()
        visit.press("go_on", "rail_wrap_up")
        on(visit, "wrap_up")
        visit.press("finish")
        until(lambda: class_of(visit).ended_ms is not None, "the class is finished")
        visit.press("done")
        on(visit, "home")
        visit.press("certificates_now")
        on(visit, "wrap_up")


def on(visit: Visit, page: str) -> None:
    """The page is there, and in either language."""
    until(lambda: visit.window.page.name == page, f"the page {page} is shown")
    visit.quiet()
    check(visit)
