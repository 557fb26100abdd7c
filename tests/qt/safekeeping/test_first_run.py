from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from bsuh_desktop.domain.codes import in_groups
from bsuh_desktop.paths import has_profile
from tests.helpers import prepared
from tests.helpers.access import out_of_reach
from tests.helpers.attendance import PARTNER
from tests.helpers.cached_work import derived_lightly
from tests.helpers.clipping import clipped
from tests.helpers.hands import front, key, named, pick, toggle, type_in, until, until_laid_out, write
from tests.helpers.portable import run_from_stick
from tests.helpers.programmes import write_programme
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows")
NAME, WORDS = "শিরিন আক্তার", "river mango kite"


@pytest.fixture
def fresh(qapp: QApplication, tmp_path: Path) -> Iterator[Visit]:
    """A laptop that nobody has set up; what it locks, it alone opens."""
    with derived_lightly(), visiting(tmp_path) as visit:
        yield visit


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """A coordinator's programme file in a folder of its own."""
    (tmp_path / "stick").mkdir()
    return write_programme(tmp_path / "stick")


def words(visit: Visit) -> str:
    """All that can be read on labels now."""
    return "\n".join(label.text() for label in visit.window.findChildren(QLabel) if label.isVisible())


def say_who(visit: Visit) -> None:
    for name, text in (("facilitator", NAME), ("pin", "৪৫১২"), ("again", "4512")):
        write(visit.see(name), text, at_once=True)
    visit.press("primary")


def lock_with(visit: Visit, passphrase: str) -> str:
    """Chooses the passphrase; returns the recovery code that is shown then."""
    for name in ("passphrase", "again"):
        write(visit.see(name), passphrase, at_once=True)
    visit.press("primary")
    labels = [named(visit.window, f"group_{place}", QLabel) for place in range(1, 6)]
    return "".join(label.text() for label in labels)


def confirm(visit: Visit, code: str) -> None:
    visit.write("confirm", in_groups(code)[-1])
    visit.press("primary")


def test_on_the_portable_copy_only_practice_can_be_pressed(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = run_from_stick(tmp_path, monkeypatch)
    with derived_lightly(), visiting(tmp_path) as visit:
        shown = {name for name in ("join", "practise", "bring_back", "open_file") if is_shown(visit, name)}
        assert shown == {"practise"}
        assert "This copy on a stick is for practice and for verifying only." in words(visit)
        key(visit.window, "Return")
        say_who(visit)
        lock_with(visit, WORDS)
        until(lambda: visit.bridge.facts, "the desk is made")
        assert [path.name for path in (place / "data-marks").iterdir()], "its mark stands beside it"


def is_shown(visit: Visit, name: str) -> bool:
    control = visit.window.page.findChild(QWidget, name)
    assert control is not None
    return bool(control.isVisible())


def test_the_first_run_goes_by_keys_alone(fresh: Visit) -> None:
    key(fresh.window, "Return")
    for text, then in ((NAME, ["Return"]), ("4512", ["Tab"]), ("4512", ["Return"])):
        type_in(focused(), text)
        press_keys(fresh, then)
    for text, then in ((WORDS, ["Return"]), (WORDS, ["Return"])):
        type_in(focused(), text)
        press_keys(fresh, then)
    until(lambda: fresh.bridge.facts, "the desk is made")
    code = shown_code(fresh)
    typed = "".join(field.text() for field in fresh.window.page.findChildren(QLineEdit))
    assert typed == "", "neither passphrase nor PIN stays on a page that nobody needs any more"
    type_in(focused(), in_groups(code)[-1])
    key(fresh.window, "Return")
    labels = [label.text() for label in fresh.window.page.findChildren(QLabel)]
    assert not set(in_groups(code)) & set(labels), "nor the code"
    key(fresh.window, "Down")
    key(fresh.window, "Return")
    until(lambda: fresh.window.page.name == "home", "the desk opens at Home")


def press_keys(visit: Visit, keys: list[str]) -> None:
    for each in keys:
        key(visit.window, each)
    visit.quiet()


def focused() -> QLineEdit:
    widget = QApplication.focusWidget()
    assert isinstance(widget, QLineEdit)
    return widget


def shown_code(visit: Visit) -> str:
    return "".join(named(visit.window, f"group_{place}", QLabel).text() for place in range(1, 6))


def test_a_programme_file_is_shown_before_it_is_joined(fresh: Visit, programme: Path, tmp_path: Path) -> None:
    (tmp_path / "list.json").write_text("{}")
    fresh.press("open_file")
    pick(tmp_path / "list.json")
    fresh.quiet()
    assert "This file cannot be read." in words(fresh), "a file that is no programme is refused"
    assert "How would you like to begin?" in words(fresh)
    fresh.press("close_message")
    assert "This file cannot be read." not in words(fresh)
    toggle(fresh.see("join"))
    fresh.press("primary")
    pick(programme)
    fresh.quiet()
    assert "Which partner do you work for?" in words(fresh), "who joins without a stick is asked for the file"
    fresh.press("back", "open_file")
    pick(programme)
    fresh.quiet()
    assert "Runs until" in words(fresh)
    fresh.press(f"partner_{PARTNER}", "primary")
    say_who(fresh)
    confirm(fresh, lock_with(fresh, WORDS))
    assert fresh.window.page.name == "home"
    facts = fresh.bridge.facts
    assert facts is not None
    assert (facts.practising, facts.status) == (False, "waiting")


def test_every_step_has_its_way_back_and_its_language_until_the_desk_is_made(fresh: Visit, tmp_path: Path) -> None:
    fresh.press("bangla")
    assert spoken(fresh) == ("bn", "bn"), "whoever takes Bangla means the classes, too"
    fresh.press("english", "practise", "primary")
    assert spoken(fresh) == ("en", "en")
    fresh.write("facilitator", "somebody else")
    fresh.press("language_bn")
    assert spoken(fresh) == ("bn", "en")
    assert named(fresh.window, "facilitator", QLineEdit).text() == "somebody else"
    fresh.press("language_en", "back")
    assert named(fresh.window, "primary").property("text") == "Practise first"
    fresh.press("primary")
    say_who(fresh)
    fresh.write("passphrase", WORDS)
    fresh.press("back")
    assert named(fresh.window, "facilitator", QLineEdit).text() == NAME
    key(fresh.window, "Escape")
    assert "How would you like to begin?" in words(fresh)
    assert not has_profile(tmp_path / "profile")
    fresh.press("primary", "primary", "suggest_english")
    suggested = named(fresh.window, "passphrase", QLineEdit)
    assert suggested.displayText() == suggested.text() != "", "it can be read"
    type_in(focused(), suggested.text())
    assert fresh.see("primary").isEnabled()
    lock_with(fresh, WORDS)
    assert has_profile(tmp_path / "profile")
    assert not any(button.isVisible() for button in fresh.window.findChildren(type(fresh.see("primary")), "back"))


def spoken(visit: Visit) -> tuple[str, str]:
    """The languages of the desk and of its stage."""
    return visit.bridge.language, visit.bridge.stage_language


def test_every_page_is_walked_by_keys(fresh: Visit, programme: Path) -> None:
    assert out_of_reach(fresh.window) == []
    fresh.press("open_file")
    pick(programme)
    fresh.quiet()
    front(fresh.window)
    assert out_of_reach(fresh.window) == []
    fresh.press("back", "practise", "primary")
    assert out_of_reach(fresh.window) == []
    say_who(fresh)
    assert out_of_reach(fresh.window) == []
    code = lock_with(fresh, WORDS)
    assert out_of_reach(fresh.window) == []
    confirm(fresh, code)
    assert out_of_reach(fresh.window) == []


def cut(visit: Visit) -> list[str]:
    visit.quiet()
    return clipped(visit.window)


def test_nothing_is_cut_in_a_small_window_and_large_letters(fresh: Visit, programme: Path) -> None:
    fresh.window.resize(1024, 700)
    fresh.speak("bn", 2.0)
    found = cut(fresh)
    fresh.press("open_file")
    pick(programme)
    fresh.quiet()
    found += cut(fresh)
    fresh.press("back", "practise", "primary")
    fresh.write("pin", "4512")
    fresh.write("again", "4511")
    found += cut(fresh)
    say_who(fresh)
    fresh.write("again", "no")
    found += cut(fresh)
    code = lock_with(fresh, WORDS)
    until_laid_out(fresh.window)
    first = named(fresh.window, "group_1", QLabel)
    assert first.visibleRegion().boundingRect().size() == first.size(), "nobody writes half a code down"
    key(fresh.window, "Tab")
    type_in(focused(), in_groups(code)[-1])
    assert fresh.see("primary").isEnabled()
    fresh.write("confirm", "000000")
    found += cut(fresh)
    for name in ("problem", "confirm"):
        seen = fresh.see(name)
        assert seen.visibleRegion().boundingRect().height() >= seen.height() - 1, "what is wrong is scrolled to"
    confirm(fresh, code)
    assert found + cut(fresh) == []


def test_whoever_practised_first_joins_later(qapp: QApplication, tmp_path: Path, programme: Path) -> None:
    with visiting(tmp_path, prepared.with_class) as visit:
        visit.unlock()
        visit.go("first_run")
        assert "You practised first" in words(visit)
        visit.press("back")
        assert visit.window.page.name == "home"
        visit.go("first_run")
        visit.press("open_file")
        pick(programme)
        visit.quiet()
        visit.press(f"partner_{PARTNER}", "primary")
        assert visit.window.page.name == "home"
        facts = visit.bridge.facts
        assert facts is not None
        assert (facts.practising, facts.status) == (False, "waiting")
