"""A desk that nobody touches: covered while a class goes on, locked without one; what opens it, and what does not."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QWidget

from bsuh_desktop.services.class_lists.class_groups import class_groups
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from tests.helpers import prepared
from tests.helpers.class_pages import class_of, read
from tests.helpers.desks import PASSPHRASE, clock_at
from tests.helpers.hands import key, named, press, settle, type_in, until, until_focused, write
from tests.helpers.list_pages import PLAIN, asked, bring, table, written
from tests.helpers.painted_words import painted_words
from tests.helpers.scenes.locked import without_pin
from tests.helpers.text_room import paints_itself
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")


@pytest.fixture
def idle_clock() -> RehearsalClock:
    """By it nobody touches anything for as long as a test says."""
    return clock_at()


def pass_by(visit: Visit, idle_clock: RehearsalClock, minutes: float) -> None:
    """The desk's timer fires once after that."""
    idle_clock.advance(minutes * 60)
    visit.window.lock.look()
    visit.quiet()


@pytest.fixture
def lesson(qapp: QApplication, tmp_path: Path, idle_clock: RehearsalClock) -> Iterator[Visit]:
    """In the middle of a class of 58, its names on the page, a projector plugged in."""
    with visiting(tmp_path, prepared.at_teach, projector=True, idle_clock=idle_clock) as visit:
        visit.unlock()
        visit.press("go_on")
        yield visit


def read_out(window: QWidget) -> str:
    """All that a screen reader finds in a window that is not marked as invisible."""
    found: list[str] = []

    def walk(interface: QAccessibleInterface | None) -> None:
        if interface is None or not interface.isValid() or interface.state().invisible:
            return
        for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value):
            found.append(interface.text(kind))
        for place in range(interface.childCount()):
            walk(interface.child(place))

    walk(QAccessible.queryAccessibleInterface(window))
    return "\n".join([window.windowTitle(), *found])


def painted(window: QWidget) -> str:
    """All that the visible parts of a window paint themselves."""
    parts = [part for part in window.findChildren(QWidget) if part.isVisible() and paints_itself(part)]
    return "\n".join(words.text for part in parts for words in painted_words(part))


def words(visit: Visit) -> str:
    return "\n".join(label.text() for label in visit.window.findChildren(QLabel) if label.isVisible())


def type_pin(visit: Visit, pin: str) -> None:
    visit.write("pin", pin)
    key(visit.window, "Return")
    visit.quiet()


def at_the_door(visit: Visit, waits: bool = False) -> None:
    """Locked; or covered alone, because something `waits`, which is said."""
    until(lambda: visit.window.page.name == "door", "the door is shown")
    visit.quiet()
    assert visit.bridge.facts is None
    assert ("This laptop is locked" in words(visit)) is not waits
    assert ("The desk is covered, not locked" in words(visit)) is waits
    assert ("Unsaved work is still here" in words(visit)) is waits


def test_after_ten_minutes_without_a_touch_only_the_desk_is_covered(lesson: Visit, idle_clock: RehearsalClock) -> None:
    slide, staged = class_of(lesson).view.slide, lesson.bridge.projector.showing
    pass_by(lesson, idle_clock, 9)
    key(lesson.window, "Down")
    pass_by(lesson, idle_clock, 9)
    QTest.mouseMove(lesson.window.windowHandle())
    settle()
    pass_by(lesson, idle_clock, 9.9)
    assert not lesson.window.lock.covered, "each touch puts it off"
    pass_by(lesson, idle_clock, 0.2)
    assert "The desk is covered, not locked" in words(lesson)
    assert "Names are still in memory." in words(lesson)
    assert lesson.see("DeskCover").geometry() == lesson.window.rect()
    assert lesson.bridge.facts is not None
    assert class_of(lesson).view.slide == slide
    assert lesson.bridge.projector.showing == staged is True
    type_pin(lesson, "4826")
    lesson.bridge.keep(idle_minutes=20)
    pass_by(lesson, idle_clock, 19)
    assert not lesson.window.lock.covered, "the minutes are a setting"
    pass_by(lesson, idle_clock, 1)
    assert lesson.window.lock.covered


@pytest.mark.parametrize("black", [False, True])
@pytest.mark.usefixtures("qapp")
def test_a_stage_over_the_only_screen_goes_when_the_desk_is_covered(
    tmp_path: Path, idle_clock: RehearsalClock, black: bool
) -> None:
    """No window manager runs here: nobody but the app brings the cover forward."""
    with visiting(tmp_path, prepared.at_teach, idle_clock=idle_clock) as visit:
        visit.unlock()
        visit.press("go_on")
        projector, slide = visit.bridge.projector, class_of(visit).view.slide
        for by_key in (True, False):
            key(visit.window, "F5")
            visit.bridge.stage.set_black(black)
            until(lambda: QGuiApplication.focusWindow() is projector._stage.windowHandle(), "the stage has the keys")
            if by_key:
                press_where_the_keys_are("L", ctrl=True)
            else:
                pass_by(visit, idle_clock, 11)
            until(lambda: visit.window.lock.covered, "the desk is covered")
            visit.quiet()
            assert not projector.showing
            assert "Answers are kept, and a clicker still changes the slides." in words(visit)
            until(lambda: QGuiApplication.focusWindow() is visit.window.windowHandle(), "the desk has the keys")
            for digit in "4826":
                press_where_the_keys_are(digit)
            press_where_the_keys_are("Return")
            until(lambda: not visit.window.lock.covered, "the class PIN opens it")
            visit.quiet()
            assert class_of(visit).view.slide == slide
            visit.bridge.stage.set_black(False)


def press_where_the_keys_are(name: str, ctrl: bool = False) -> None:
    """What a keyboard does: the window that has the focus gets the key."""
    window = QGuiApplication.focusWindow()
    assert window is not None
    modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(window, getattr(Qt.Key, f"Key_{name}"), modifier)


def test_no_key_of_the_class_does_anything_and_the_class_pin_opens_it_in_either_script(
    lesson: Visit, idle_clock: RehearsalClock
) -> None:
    """The lid was closed for an hour: whoever opens it finds the cover, and their first key did nothing."""
    keys, before = lesson.window.focusWidget(), class_of(lesson)
    idle_clock.advance(60 * 60)
    for pressed in ("Right", "F5", "F10", "Ctrl+Z", "G", "Escape"):
        key(lesson.window, pressed)
        lesson.quiet()
        assert lesson.window.lock.covered, pressed
        assert lesson.window.page.name == "teach", pressed
        assert class_of(lesson) == before, pressed
        assert lesson.bridge.projector.showing, pressed
        assert QApplication.activeModalWidget() is None, pressed
    for pin in ("4826", "৪৮২৬"):
        type_pin(lesson, pin)
        assert not lesson.window.lock.covered
        assert lesson.window.page.name == "teach"
        assert lesson.see("next_step").isVisible()
        assert lesson.window.focusWidget() is keys
        pass_by(lesson, idle_clock, 11)
        assert lesson.window.lock.covered


def test_nothing_of_the_class_is_seen_or_read_out_and_a_dialog_comes_back_as_it_was(
    qapp: QApplication, tmp_path: Path, idle_clock: RehearsalClock
) -> None:
    with visiting(tmp_path, prepared.counted, projector=True, idle_clock=idle_clock) as visit:
        visit.unlock()
        visit.press("go_on")
        picture = class_of(visit)
        names = {name.name_en for name in picture.names.values() if name.name_en}
        before = read_out(visit.window) + painted(visit.window)
        assert picture.title.en in before
        assert len([name for name in names if name in before]) == len(prepared.ABSENT + prepared.LATE)
        assert "58" in before.split("\n")
        visit.press("add_learner")
        dialog = visit.dialog()
        field = next(each for each in dialog.findChildren(QLineEdit) if each.isVisible())
        field.setFocus()
        QTest.keyClicks(field, "Rahima")
        pass_by(visit, idle_clock, 11)
        assert not dialog.isVisible()
        covered = read_out(visit.window) + painted(visit.window)
        assert "The class continues" in covered
        assert [name for name in names if name in covered] == []
        assert "58" not in covered
        assert picture.title.en not in covered
        assert picture.pack.title.en not in covered
        type_pin(visit, "4826")
        assert visit.dialog() is dialog
        assert field.text() == "Rahima"


def test_a_clicker_moves_the_stage_from_across_the_room_and_closes_a_question_whose_hands_stay(
    qapp: QApplication, tmp_path: Path, idle_clock: RehearsalClock
) -> None:
    at_question = functools.partial(prepared.at_slide, number=6)
    with visiting(tmp_path, at_question, projector=True, idle_clock=idle_clock) as visit:
        visit.unlock()
        visit.press("go_on")
        number = visit.bridge.stage.content.slide
        key(visit.window, "Left")
        visit.quiet()
        assert visit.bridge.stage.content.slide == number - 1
        pass_by(visit, idle_clock, 11)
        for pressed, expected in (("PgDown", number), ("Left", number - 1), ("Right", number), ("PgUp", number - 1)):
            key(visit.window, pressed)
            visit.quiet()
            assert (pressed, visit.bridge.stage.content.slide) == (pressed, expected)
            assert class_of(visit).view.slide == expected
        stage = visit.bridge.projector._stage
        QTest.keyClick(stage.windowHandle(), Qt.Key.Key_PageDown)
        visit.quiet()
        assert class_of(visit).view.slide == number
        assert visit.window.lock.covered
        type_pin(visit, "4826")
        assert visit.see("next_step").isVisible()
        assert visit.bridge.stage.content.slide == number
        visit.press("next_step")
        visit.write("count_a", "7")
        pass_by(visit, idle_clock, 11)
        key(visit.window, "PgDown")
        until(lambda: class_of(visit).open_asking is None, "the question is closed")
        assert class_of(visit).askings[-1].counts["A"] == 7
        assert visit.window.lock.covered
        type_pin(visit, "4826")
        assert visit.see("next_step").isVisible()
        assert not [field for field in visit.window.findChildren(QLineEdit, "count_a") if field.isVisible()]


def test_five_wrong_pins_lock_for_real(lesson: Visit, idle_clock: RehearsalClock) -> None:
    pass_by(lesson, idle_clock, 11)
    for wrong in range(1, 5):
        type_pin(lesson, "9999")
        assert f"Tries left: {5 - wrong}" in words(lesson)
    type_pin(lesson, "9999")
    at_the_door(lesson)
    assert "The class PIN was wrong 5 times. Now the passphrase opens the desk." in words(lesson)
    lesson.unlock()
    assert "The class PIN was wrong" not in words(lesson)
    lesson.press("go_on")
    key(lesson.window, "Ctrl+L")
    lesson.quiet()
    type_pin(lesson, "9999")
    assert "Tries left: 4" in words(lesson)


def test_the_cover_speaks_the_language_that_is_chosen_on_it_and_forgets_no_wrong_pin(lesson: Visit) -> None:
    key(lesson.window, "Ctrl+L")
    lesson.quiet()
    type_pin(lesson, "9999")
    lesson.press("language_bn")
    assert "ক্লাস চলছে" in words(lesson)
    lesson.press("language_en")
    assert "Tries left: 4" in words(lesson)
    type_pin(lesson, "9998")
    assert "Tries left: 3" in words(lesson)
    lesson.press("language_bn")
    type_pin(lesson, "4826")
    assert read(lesson, "next_step") == "পরের স্লাইড"
    assert "পাঠ" in read(lesson, "rail")


def test_the_lock_at_the_top_covers_a_class_that_runs_and_else_locks(lesson: Visit) -> None:
    lesson.press("readout_lock")
    assert lesson.window.lock.covered
    lesson.press("language_bn")
    type_pin(lesson, "4826")
    assert read(lesson, "readout_lock") == "লক খোলা"
    key(lesson.window, "F10")
    lesson.quiet()
    lesson.press("finish", "done", "language_en", "readout_lock")
    at_the_door(lesson)


def test_from_the_cover_a_key_and_a_button_lock_and_nothing_hangs_over_the_door(
    lesson: Visit, idle_clock: RehearsalClock
) -> None:
    key(lesson.window, "Ctrl+L")
    lesson.quiet()
    assert lesson.window.lock.covered
    field = lesson.see("pin")
    assert isinstance(field, QLineEdit)
    key(field, "Ctrl+L")
    at_the_door(lesson)
    lesson.unlock()
    lesson.press("go_on", "slides")
    assert QApplication.activeModalWidget() is not None
    pass_by(lesson, idle_clock, 11)
    lesson.press("back")
    at_the_door(lesson)
    assert QApplication.activeModalWidget() is None
    lesson.unlock()
    assert QApplication.activeModalWidget() is None
    assert PASSPHRASE not in read_out(lesson.window)


def test_without_a_pin_the_class_goes_on_until_the_passphrase_is_asked_for(
    qapp: QApplication, tmp_path: Path, idle_clock: RehearsalClock
) -> None:
    with visiting(tmp_path, without_pin, idle_clock=idle_clock) as visit:
        visit.unlock()
        visit.press("go_on")
        pass_by(visit, idle_clock, 11)
        assert visit.window.lock.covered
        assert class_of(visit)
        assert "only the passphrase opens the desk" in words(visit)
        assert not [field for field in visit.window.findChildren(QLineEdit) if field.isVisible()]
        visit.press("primary")
        at_the_door(visit)


def test_a_class_that_is_only_just_being_taken_is_covered_too(
    qapp: QApplication, tmp_path: Path, idle_clock: RehearsalClock
) -> None:
    """Enter, and Ctrl+L at once, on a laptop that takes its time; or a lid that is closed meanwhile."""
    with visiting(tmp_path, prepared.at_teach, idle_clock=idle_clock) as visit:
        visit.unlock()
        with visit.slow_desk():
            press(visit.see("go_on"))
            key(visit.window, "Ctrl+L")
            assert visit.window.lock.covered
            idle_clock.advance(60 * 60)
            visit.window.lock.look()
            visit.window.lock.look()
        assert visit.window.page.name == "teach"
        assert not visit.window.rail.isVisible()
        type_in(visit.see("pin"), "4826")
        key(visit.window, "Return")
        visit.quiet()
        assert not visit.window.lock.covered
        until_focused(visit.see("next_step"), "the keys are where the page that came wants them")


def test_where_no_class_opening_the_cover_turns_into_the_lock(qapp: QApplication, tmp_path: Path) -> None:
    with visiting(tmp_path, prepared.at_teach) as visit:
        visit.unlock()
        refusals: list[str] = []
        with visit.slow_desk():
            for session in ("1RA2SMY7M7R5BPS1", "1RA2SMY7M7R5BPS2"):
                visit.bridge.take_class(session, None, lambda error: refusals.append(error.code))
            key(visit.window, "Ctrl+L")
            assert visit.window.lock.covered
        at_the_door(visit)
        assert len(refusals) == 2
        assert not visit.bridge.class_opening


def test_a_class_that_ends_under_the_cover_is_locked(qapp: QApplication, tmp_path: Path) -> None:
    """Home closes a class of an earlier day: it is taken for that, and runs for a moment."""
    with visiting(tmp_path, prepared.at_teach) as visit:
        visit.unlock()
        visit.press("finish_class")
        close_it = named(visit.dialog(), "finish")
        with visit.slow_desk():
            press(close_it)
            key(visit.window, "Ctrl+L")
        at_the_door(visit)
        visit.unlock()
        assert visit.window.page.name == "home"
        assert not [button for button in visit.window.findChildren(QWidget, "go_on") if button.isVisible()]


def test_ctrl_l_that_is_held_down_covers_once(lesson: Visit) -> None:
    handle = lesson.window.windowHandle()
    control, kind = Qt.KeyboardModifier.ControlModifier, QEvent.Type.KeyPress
    for again in (False, True, True, True):
        QApplication.sendEvent(handle, QKeyEvent(kind, Qt.Key.Key_L, control, "", again))
    lesson.quiet()
    assert lesson.window.lock.covered
    assert lesson.bridge.facts is not None


def test_outside_a_class_it_locks_at_once_and_what_was_being_typed_waits_behind_the_door(
    qapp: QApplication, tmp_path: Path, idle_clock: RehearsalClock
) -> None:
    with visiting(tmp_path, prepared.with_class, idle_clock=idle_clock) as visit:
        visit.unlock()
        pass_by(visit, idle_clock, 11)
        at_the_door(visit)
        pass_by(visit, idle_clock, 11)
        assert visit.window.page.name == "door"
        visit.unlock()
        assert visit.window.page.name == "home"
        visit.in_private()
        (group,) = asked(visit, class_groups)
        visit.go("learners", group=group.group.id)
        visit.write("roll", "99")
        key(visit.window, "Ctrl+L")
        at_the_door(visit, waits=True)
        visit.unlock()
        field = visit.see("roll")
        assert isinstance(field, QLineEdit)
        assert field.text() == "99"
        visit.press("save")
        key(visit.window, "Ctrl+L")
        at_the_door(visit)
        visit.unlock()
        assert visit.window.page.name == "home", "what is saved waits for nobody"


def test_a_class_typed_from_paper_waits_behind_the_door(
    qapp: QApplication, tmp_path: Path, idle_clock: RehearsalClock
) -> None:
    with visiting(tmp_path, prepared.with_class, idle_clock=idle_clock) as visit:
        visit.unlock()
        visit.in_private()
        visit.press("from_paper")
        for name, text in (("start", "0700"), ("end", "0745"), ("girls", "30"), ("boys", "28"), ("roll", "5 12")):
            visit.write(name, text)
        key(visit.see("roll"), "Return")
        pass_by(visit, idle_clock, 11)
        at_the_door(visit, waits=True)
        assert "absent" not in read_out(visit.window) + painted(visit.window)
        visit.unlock()
        assert visit.window.page.name == "paper_class"
        assert "present: 56 · absent: 2" in read(visit, "preview")
        visit.press("keep")
        until(lambda: visit.window.page.name == "wrap_up", "the class is kept")
        visit.quiet()
        assert class_of(visit).counts.absent == 2


def test_a_list_that_is_being_looked_at_waits_there_too_with_what_is_decided_about_it(
    qapp: QApplication, tmp_path: Path, idle_clock: RehearsalClock
) -> None:
    """The desk looks each second whether somebody is there; the store may take longer than that to be locked."""
    with visiting(tmp_path, prepared.with_class, idle_clock=idle_clock) as visit:
        bring(visit, written(tmp_path, PLAIN))
        idle_clock.advance(11 * 60)
        for _ in range(2):
            visit.window.lock.look()
        at_the_door(visit, waits=True)
        visit.unlock()
        assert visit.window.page.name == "import_list", "a lock that takes its time is asked for once"
        key(table(visit), "Return")
        dialog = visit.dialog()
        write(named(dialog, "roll"), "77")
        pass_by(visit, idle_clock, 11)
        at_the_door(visit, waits=True)
        assert QApplication.activeModalWidget() is None
        visit.unlock()
        assert visit.dialog() is dialog
        assert named(dialog, "roll", QLineEdit).text() == "77"
        key(dialog, "Escape")
        visit.quiet()
        for step in ("go_on", "read_aloud"):
            visit.press(step)
            pass_by(visit, idle_clock, 11)
            at_the_door(visit, waits=True)
            visit.unlock()
            assert visit.window.page.name == "consent"
        box = visit.see("read_aloud")
        assert isinstance(box, QCheckBox)
        assert box.isChecked()


def test_learners_who_have_the_device_are_not_disturbed(
    qapp: QApplication, tmp_path: Path, idle_clock: RehearsalClock
) -> None:
    with visiting(tmp_path, prepared.asking_by_device, projector=True, idle_clock=idle_clock) as visit:
        visit.unlock()
        visit.press("go_on", "next_step", "pass")
        until(lambda: visit.bridge.in_class_hands, "learners have the device")
        visit.quiet()
        pass_by(visit, idle_clock, 30)
        assert not visit.window.lock.covered
        assert visit.see("number").isVisible()
        visit.write("number", "3")
        visit.press("that_is_me", "option_b")
        assert visit.see("my_answer").isEnabled()
