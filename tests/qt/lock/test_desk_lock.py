"""A desk that nobody touches: covered while a class goes on, locked without one; what opens it, and what does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QWidget

from bsuh_desktop.domain.clock import Moment
from bsuh_desktop.services.class_groups import class_groups
from tests.helpers import prepared
from tests.helpers.class_pages import class_of, read
from tests.helpers.desks import PASSPHRASE
from tests.helpers.eyes import painted_words
from tests.helpers.hands import key, named, press, settle, until, write
from tests.helpers.list_pages import PLAIN, asked, bring, table, written
from tests.helpers.scenes.locked import without_pin
from tests.helpers.text_room import paints_itself
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")

MINUTE = 60_000


class HandsOff:
    """A clock by which nobody touches anything for as long as a test says."""

    def __init__(self) -> None:
        self.ms = 0

    def now(self) -> Moment:
        return Moment(0, self.ms)

    def pass_by(self, visit: Visit, minutes: float) -> None:
        """The desk's timer fires once after that."""
        self.ms += round(minutes * MINUTE)
        visit.window.lock.look()
        visit.quiet()


@pytest.fixture
def hands_off() -> HandsOff:
    return HandsOff()


@pytest.fixture
def lesson(qapp: QApplication, tmp_path: Path, hands_off: HandsOff) -> Iterator[Visit]:
    """In the middle of a class of 58, its names on the page, a projector plugged in."""
    with visiting(tmp_path, prepared.at_teach, projector=True, idle_clock=hands_off) as visit:
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


def at_the_door(visit: Visit) -> None:
    until(lambda: visit.window.page.name == "door", "the door is shown")
    visit.quiet()
    assert visit.bridge.facts is None
    assert "This laptop is locked" in words(visit)


def test_after_ten_minutes_only_the_desk_is_covered(lesson: Visit, hands_off: HandsOff) -> None:
    hands_off.pass_by(lesson, 9.9)
    assert not lesson.window.lock.covered
    slide, staged = class_of(lesson).view.slide, lesson.bridge.projector.showing
    hands_off.pass_by(lesson, 0.2)
    assert "The desk is covered" in words(lesson)
    assert lesson.see("DeskCover").geometry() == lesson.window.rect()
    assert lesson.bridge.facts is not None
    assert class_of(lesson).view.slide == slide
    assert lesson.bridge.projector.showing == staged is True


def test_a_touch_puts_it_off(lesson: Visit, hands_off: HandsOff) -> None:
    hands_off.pass_by(lesson, 9)
    key(lesson.window, "Down")
    hands_off.pass_by(lesson, 9)
    QTest.mouseMove(lesson.window.windowHandle())
    settle()
    hands_off.pass_by(lesson, 9)
    assert not lesson.window.lock.covered


def test_the_touch_that_comes_too_late_is_not_taken(lesson: Visit, hands_off: HandsOff) -> None:
    """The lid was closed for an hour: whoever opens it finds the cover, and their first key did nothing."""
    slide = class_of(lesson).view.slide
    hands_off.ms += 60 * MINUTE
    key(lesson.window, "Right")
    lesson.quiet()
    assert lesson.window.lock.covered
    assert class_of(lesson).view.slide == slide


def test_nothing_of_the_class_is_seen_or_read_out(qapp: QApplication, tmp_path: Path, hands_off: HandsOff) -> None:
    with visiting(tmp_path, prepared.counted, projector=True, idle_clock=hands_off) as visit:
        visit.unlock()
        visit.press("go_on")
        picture = class_of(visit)
        names = {name.name_en for name in picture.names.values() if name.name_en}
        before = read_out(visit.window) + painted(visit.window)
        assert picture.title.en in before
        assert len([name for name in names if name in before]) == len(prepared.ABSENT + prepared.LATE)
        assert "58" in before.split("\n")
        hands_off.pass_by(visit, 11)
        covered = read_out(visit.window) + painted(visit.window)
        assert "The class goes on" in covered
        assert [name for name in names if name in covered] == []
        assert "58" not in covered
        assert picture.title.en not in covered
        assert picture.pack.title.en not in covered


def test_the_class_pin_opens_it_in_either_script(lesson: Visit, hands_off: HandsOff) -> None:
    for pin in ("1234", "১২৩৪"):
        keys = lesson.window.focusWidget()
        hands_off.pass_by(lesson, 11)
        type_pin(lesson, pin)
        assert not lesson.window.lock.covered
        assert lesson.window.page.name == "teach"
        assert lesson.see("next_step").isVisible()
        assert lesson.window.focusWidget() is keys


def test_a_clicker_moves_the_stage_from_across_the_room(lesson: Visit, hands_off: HandsOff) -> None:
    number = lesson.bridge.stage.content.slide
    key(lesson.window, "Left")
    lesson.quiet()
    assert lesson.bridge.stage.content.slide == number - 1
    hands_off.pass_by(lesson, 11)
    for pressed, expected in (("PgDown", number), ("Left", number - 1), ("Right", number), ("PgUp", number - 1)):
        key(lesson.window, pressed)
        lesson.quiet()
        assert (pressed, lesson.bridge.stage.content.slide) == (pressed, expected)
        assert class_of(lesson).view.slide == expected
    stage = lesson.bridge.projector._stage
    QTest.keyClick(stage.windowHandle(), Qt.Key.Key_PageDown)
    lesson.quiet()
    assert class_of(lesson).view.slide == number
    assert lesson.window.lock.covered
    type_pin(lesson, "1234")
    assert lesson.see("next_step").isVisible()
    assert lesson.bridge.stage.content.slide == number


def test_hands_that_are_being_counted_stay_and_the_clicker_closes_the_question(
    qapp: QApplication, tmp_path: Path, hands_off: HandsOff
) -> None:
    with visiting(tmp_path, lambda desk: prepared.at_slide(desk, 6), projector=True, idle_clock=hands_off) as visit:
        visit.unlock()
        visit.press("go_on", "next_step")
        visit.write("count_a", "7")
        hands_off.pass_by(visit, 11)
        key(visit.window, "PgDown")
        until(lambda: class_of(visit).open_asking is None, "the question is closed")
        assert class_of(visit).askings[-1].counts["A"] == 7
        assert visit.window.lock.covered
        type_pin(visit, "1234")
        assert visit.see("next_step").isVisible()
        assert not [field for field in visit.window.findChildren(QLineEdit, "count_a") if field.isVisible()]


@pytest.mark.parametrize("pressed", ["F5", "F10", "Ctrl+Z", "G", "Escape"])
def test_no_other_key_of_the_class_does_anything(lesson: Visit, hands_off: HandsOff, pressed: str) -> None:
    hands_off.pass_by(lesson, 11)
    before = class_of(lesson)
    key(lesson.window, pressed)
    lesson.quiet()
    assert lesson.window.lock.covered
    assert lesson.window.page.name == "teach"
    assert class_of(lesson) == before
    assert lesson.bridge.projector.showing
    assert QApplication.activeModalWidget() is None


def test_five_wrong_pins_lock_for_real(lesson: Visit, hands_off: HandsOff) -> None:
    hands_off.pass_by(lesson, 11)
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


def test_wrong_pins_are_not_forgotten_by_opening_the_cover_anew(lesson: Visit) -> None:
    key(lesson.window, "Ctrl+L")
    lesson.quiet()
    type_pin(lesson, "9999")
    lesson.press("language_bn", "language_en")
    assert "Tries left: 4" in words(lesson)
    type_pin(lesson, "9998")
    assert "Tries left: 3" in words(lesson)


def test_the_page_follows_the_language_that_is_chosen_on_the_cover(lesson: Visit) -> None:
    key(lesson.window, "Ctrl+L")
    lesson.quiet()
    lesson.press("language_bn")
    assert "ক্লাস চলছে" in words(lesson)
    type_pin(lesson, "1234")
    assert read(lesson, "next_step") == "পরের স্লাইড"
    assert "পাঠ" in read(lesson, "rail")


def test_ctrl_l_covers_and_once_more_locks(lesson: Visit) -> None:
    key(lesson.window, "Ctrl+L")
    lesson.quiet()
    assert lesson.window.lock.covered
    field = lesson.see("pin")
    assert isinstance(field, QLineEdit)
    key(field, "Ctrl+L")
    at_the_door(lesson)


def test_a_button_locks_completely(lesson: Visit) -> None:
    key(lesson.window, "Ctrl+L")
    lesson.quiet()
    press(lesson.see("back"))
    at_the_door(lesson)


def test_without_a_pin_the_class_goes_on_until_the_passphrase_is_asked_for(
    qapp: QApplication, tmp_path: Path, hands_off: HandsOff
) -> None:
    with visiting(tmp_path, without_pin, idle_clock=hands_off) as visit:
        visit.unlock()
        visit.press("go_on")
        hands_off.pass_by(visit, 11)
        assert visit.window.lock.covered
        assert class_of(visit)
        assert "only the passphrase opens the desk" in words(visit)
        assert not [field for field in visit.window.findChildren(QLineEdit) if field.isVisible()]
        visit.press("primary")
        at_the_door(visit)


def test_outside_a_class_it_locks_at_once(qapp: QApplication, tmp_path: Path, hands_off: HandsOff) -> None:
    with visiting(tmp_path, prepared.with_class, idle_clock=hands_off) as visit:
        visit.unlock()
        hands_off.pass_by(visit, 11)
        at_the_door(visit)
        hands_off.pass_by(visit, 11)
        assert visit.window.page.name == "door"
        visit.unlock()
        assert visit.window.page.name == "home"


def test_a_class_typed_from_paper_waits_behind_the_door(
    qapp: QApplication, tmp_path: Path, hands_off: HandsOff
) -> None:
    with visiting(tmp_path, prepared.with_class, idle_clock=hands_off) as visit:
        visit.unlock()
        visit.in_private()
        visit.press("from_paper")
        for name, text in (("start", "0700"), ("end", "0745"), ("girls", "30"), ("boys", "28"), ("roll", "5 12")):
            visit.write(name, text)
        key(visit.see("roll"), "Return")
        hands_off.pass_by(visit, 11)
        at_the_door(visit)
        assert "absent" not in read_out(visit.window) + painted(visit.window)
        visit.unlock()
        assert visit.window.page.name == "paper_class"
        assert "there: 56 · absent: 2" in read(visit, "preview")
        visit.press("keep")
        until(lambda: visit.window.page.name == "wrap_up", "the class is kept")
        visit.quiet()
        assert class_of(visit).counts.absent == 2


def test_a_list_that_is_being_looked_at_waits_there_too(
    qapp: QApplication, tmp_path: Path, hands_off: HandsOff
) -> None:
    with visiting(tmp_path, prepared.with_class, idle_clock=hands_off) as visit:
        bring(visit, written(tmp_path, PLAIN))
        for page, steps in (("import_list", ["go_on"]), ("consent", ["read_aloud"]), ("consent", [])):
            hands_off.pass_by(visit, 11)
            at_the_door(visit)
            visit.unlock()
            assert visit.window.page.name == page
            visit.press(*steps)
        box = visit.see("read_aloud")
        assert isinstance(box, QCheckBox)
        assert box.isChecked()


def test_a_lock_that_takes_its_time_is_asked_for_once(qapp: QApplication, tmp_path: Path, hands_off: HandsOff) -> None:
    """The desk looks each second whether somebody is there; the store may take longer than that to be locked."""
    with visiting(tmp_path, prepared.with_class, idle_clock=hands_off) as visit:
        bring(visit, written(tmp_path, PLAIN))
        hands_off.ms += 11 * MINUTE
        for _ in range(2):
            visit.window.lock.look()
        at_the_door(visit)
        visit.unlock()
        assert visit.window.page.name == "import_list", "what waits behind the door is not lost"


def test_what_is_decided_about_a_row_waits_with_its_page(
    qapp: QApplication, tmp_path: Path, hands_off: HandsOff
) -> None:
    with visiting(tmp_path, prepared.with_class, idle_clock=hands_off) as visit:
        bring(visit, written(tmp_path, PLAIN))
        key(table(visit), "Return")
        dialog = visit.dialog()
        write(named(dialog, "roll"), "77")
        hands_off.pass_by(visit, 11)
        at_the_door(visit)
        assert QApplication.activeModalWidget() is None
        visit.unlock()
        assert visit.dialog() is dialog
        assert named(dialog, "roll", QLineEdit).text() == "77"


def test_a_learner_who_is_being_written_waits_there_too(
    qapp: QApplication, tmp_path: Path, hands_off: HandsOff
) -> None:
    with visiting(tmp_path, prepared.with_class, idle_clock=hands_off) as visit:
        visit.unlock()
        visit.in_private()
        (group,) = asked(visit, class_groups)
        visit.go("learners", group=group.group.id)
        visit.write("roll", "99")
        key(visit.window, "Ctrl+L")
        at_the_door(visit)
        visit.unlock()
        field = visit.see("roll")
        assert isinstance(field, QLineEdit)
        assert field.text() == "99"
        visit.press("save")
        key(visit.window, "Ctrl+L")
        at_the_door(visit)
        visit.unlock()
        assert visit.window.page.name == "home", "what is saved waits for nobody"


def test_the_minutes_are_a_setting(lesson: Visit, hands_off: HandsOff) -> None:
    lesson.bridge.keep(idle_minutes=20)
    hands_off.pass_by(lesson, 19)
    assert not lesson.window.lock.covered
    hands_off.pass_by(lesson, 1)
    assert lesson.window.lock.covered


def test_learners_who_have_the_device_are_not_disturbed(
    qapp: QApplication, tmp_path: Path, hands_off: HandsOff
) -> None:
    with visiting(tmp_path, prepared.asking_by_device, projector=True, idle_clock=hands_off) as visit:
        visit.unlock()
        visit.press("go_on", "next_step", "pass")
        until(lambda: visit.bridge.in_class_hands, "learners have the device")
        visit.quiet()
        hands_off.pass_by(visit, 30)
        assert not visit.window.lock.covered
        assert visit.see("number").isVisible()
        visit.write("number", "3")
        visit.press("that_is_me", "option_b")
        assert visit.see("my_answer").isEnabled()


def test_a_dialog_is_put_away_as_it_is_and_comes_back(qapp: QApplication, tmp_path: Path, hands_off: HandsOff) -> None:
    with visiting(tmp_path, prepared.counted, projector=True, idle_clock=hands_off) as visit:
        visit.unlock()
        visit.press("go_on", "add_learner")
        dialog = visit.dialog()
        field = next(each for each in dialog.findChildren(QLineEdit) if each.isVisible())
        field.setFocus()
        QTest.keyClicks(field, "Rahima")
        hands_off.pass_by(visit, 11)
        assert not dialog.isVisible()
        type_pin(visit, "1234")
        assert visit.dialog() is dialog
        assert field.text() == "Rahima"


def test_the_door_takes_away_what_hung_over_the_desk(lesson: Visit, hands_off: HandsOff) -> None:
    lesson.press("slides")
    hands_off.pass_by(lesson, 11)
    lesson.press("back")
    at_the_door(lesson)
    assert QApplication.activeModalWidget() is None
    lesson.unlock()
    assert QApplication.activeModalWidget() is None
    assert PASSPHRASE not in read_out(lesson.window)
