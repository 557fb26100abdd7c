"""Four classes a day: prepared beforehand, one after the other, each begun in three actions, and never mixed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bsuh_desktop.services.classroom.class_picture import ClassPicture
from bsuh_desktop.services.desk.class_report import class_report
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.home.home import held_classes
from tests.helpers import day
from tests.helpers.class_pages import read, shows
from tests.helpers.hands import key, named, press, type_in, until
from tests.helpers.scripts import CLOCK, HEAD, Play, Step, pick, session, set_up
from tests.helpers.visit import Visit, visiting

ABSENT = (2, 3, 1, 2)
"""Whose chair is empty in each of the four classes."""
HANDS = ((1, 4, 0, 0), (0, 2, 2, 0), (1, 1, 1, 0), (0, 0, 0, 2))
"""How many hands went up for A to D at the first question; as many as were there, at most."""
SAME = ("headcount", "present", "late", "absent", "answers", "unnamed", "chain_ok", "standing")
"""What a rehearsal of the same classes must come to."""
TITLES = ("Grade 6, section Kha", "Grade 7, section Ka", "Grade 7, section Kha", "Grade 9, section Ka")


class Day:
    """A facilitator with a mouse. Every press on the way from Home to the roll call is counted."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit

    @property
    def picture(self) -> ClassPicture:
        picture = self.visit.bridge.picture
        assert picture is not None
        return picture

    def page(self, name: str) -> None:
        until(lambda: self.visit.window.page.name == name, f"the page {name} is shown")
        self.visit.quiet()

    def begin(self, *presses: str) -> None:
        """From where it is offered to the roll call's first field."""
        assert len(presses) <= 3, "the next class starts in three actions"
        self.visit.press(*presses)
        self.page("roll_call")
        focused = self.visit.window.focusWidget()
        assert focused is not None
        assert focused.objectName() == "headcount"

    def call_roll(self, place: int) -> None:
        visit, learners = self.visit, len(self.picture.view.rows)
        type_in(visit.see("headcount"), str(learners - 1))
        key(visit.window, "Return")
        visit.quiet()
        type_in(visit.see("roll"), str(ABSENT[place]))
        key(visit.window, "Return")
        visit.quiet()
        visit.press("start_teaching")
        self.page("teach")

    def ask_one(self, place: int) -> None:
        """On to the first question; its hands are counted."""
        for _ in range(20):
            if self.picture.open_asking is not None:
                break
            self.visit.press("next_step")
        for letter, count in zip("abcd", HANDS[place], strict=True):
            self.visit.write(f"count_{letter}", str(count))
        self.visit.press("next_step")
        until(lambda: self.picture.askings[0].closed, "the question is closed")

    def finish(self) -> None:
        key(self.visit.window, "F10")
        self.page("wrap_up")
        self.visit.press("finish")
        until(lambda: self.picture.ended_ms is not None, "the class is finished")
        self.visit.quiet()


def reports(visit: Visit) -> list[dict[str, Any]]:
    """The figures of every class that was held, in the order in which they began."""
    found: list[list[dict[str, Any]]] = []
    visit.bridge.query(_reports, found.append)
    until(lambda: found, "the figures are here")
    return found[0]


def _reports(desk: Desk) -> list[dict[str, Any]]:
    assert len(held_classes(desk)) == len(desk.store.journal.sessions())
    return [class_report(desk, session) for session in desk.store.journal.sessions()]


@pytest.mark.usefixtures("windows")
def test_a_day_of_four_classes(tmp_path: Path, play: Play) -> None:
    with visiting(tmp_path, day.four_prepared, projector=True) as visit:
        visit.unlock()
        person = Day(visit)
        assert [title for title in TITLES if title in read(visit, "plans")] == list(TITLES)

        person.begin("start_1", "start_roll_call")
        assert visit.bridge.text_of(person.picture.title) == TITLES[0]
        person.call_roll(0)
        person.ask_one(0)
        person.finish()
        assert read(visit, "next_class") == f"Next class: {TITLES[1]}"

        person.begin("next_class", "start_roll_call")
        assert visit.bridge.text_of(person.picture.title) == TITLES[1]
        person.call_roll(1)
        person.ask_one(1)
        look_in_between(person)
        person.finish()

        visit.press("done")
        for place in (2, 3):
            person.begin("start_1", "start_roll_call")
            assert visit.bridge.text_of(person.picture.title) == TITLES[place]
            person.call_roll(place)
            person.ask_one(place)
            person.finish()
            assert shows(visit, "next_class") is (place == 2)
            visit.press("done")
        person.page("home")
        assert not shows(visit, "plans")
        figures = reports(visit)
    learners = list(day.SIZES.values())
    assert [(one["present"], one["absent"], one["headcount"]) for one in figures] == [
        (n - 1, 1, n - 1) for n in learners
    ]
    done = play(*rehearsed(), **{f"list{place}": list_of(count) for place, count in enumerate(learners)})
    expected = [session(done, place) for place in range(4)]
    assert [pick(one, *SAME) for one in figures] == [pick(one, *SAME) for one in expected]


def rehearsed() -> list[Step]:
    """The same four classes as a script."""
    steps: list[Step] = [CLOCK]
    for place, ((grade, section), learners) in enumerate(day.SIZES.items()):
        where = {"place": "eiin:107845", "year": 2026, "grade": grade, "section": section, "basis": "letters"}
        steps += [
            {"group": f"g{place}", "roster": f"list{place}.csv", **where},
            set_up(f"s{place}", [f"g{place}"]),
            {"headcount": learners - 1},
            {"roll": {"absent": [ABSENT[place]]}},
            {"slide": 3},
            {"ask": "a6", "by": "hands"},
            {"hands": dict(zip("ABCD", HANDS[place], strict=True))},
            {"close": True},
            {"ask": "a7", "by": "hands"},
            {"finish": f"s{place}"},
        ]
    return steps


def list_of(learners: int) -> str:
    return HEAD + "".join(f"{roll},মং চাই,M,13-17,yes\n" for roll in range(1, learners + 1))


def look_in_between(person: Day) -> None:
    """Home while the second class runs: the third one cannot begin without a word about it."""
    visit, running, asked = person.visit, person.picture.session, person.picture.askings
    visit.press("back_to_home")
    person.page("home")
    visit.press("start_1")
    person.page("set_up")
    visit.press("start_roll_call")
    dialog = visit.dialog()
    assert dialog.windowTitle() == f"{TITLES[1]} is not finished"
    press(named(dialog, "go_on"))
    person.page("teach")
    assert person.picture.session == running
    assert person.picture.askings == asked


@pytest.mark.usefixtures("windows")
def test_a_day_is_prepared_changed_and_ordered(tmp_path: Path) -> None:
    with visiting(tmp_path, day.four_groups, projector=True) as visit:
        visit.unlock()
        for group in ("Grade 6, section Kha", "Grade 7, section Ka"):
            visit.press("rail_classes")
            press(
                next(
                    one
                    for one in visit.window.page.findChildren(type(visit.see("held_classes")))
                    if one.isVisible() and one.accessibleName() == f"Start preparing: {group}"
                )
            )
            visit.quiet()
            visit.press("keep_for_later")
            press(named(visit.dialog(), "keep"))
            visit.quiet()
        assert [read(visit, f"start_{row}") for row in (1, 2)] == ["Start", "Start"]
        assert order(visit) == ["Grade 6, section Kha", "Grade 7, section Ka"]
        visit.press("earlier_2")
        assert order(visit) == ["Grade 7, section Ka", "Grade 6, section Kha"]
        visit.press("change_1", "one_device", "keep_for_later")
        visit.write("time", "১০:৩০")
        assert read(visit, "time_text") == "10:30 am"
        press(named(visit.dialog(), "keep"))
        visit.quiet()
        assert "10:30 am" in read(visit, "plans")
        visit.press("change_1")
        assert visit.see("one_device").property("checked")
        visit.press("keep_for_later", "on_tomorrow")
        press(named(visit.dialog(), "keep"))
        visit.quiet()
        assert order(visit) == ["Grade 6, section Kha", "4 August 2026, 10:30 am · Grade 7, section Ka"]
        visit.press("remove_1")
        press(named(visit.dialog(), "remove"))
        visit.quiet()
        assert "Grade 6" not in read(visit, "plans")


def order(visit: Visit) -> list[str]:
    """The titles of the rows on Home, from above."""
    lines = read(visit, "plans").splitlines()
    return [line for line in lines if "Grade" in line and "on the list" not in line]
