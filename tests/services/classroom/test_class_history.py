"""The history of a class list: what is told of each lesson, and of what no share is told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec
import pytest

from bsuh_desktop.domain.quiz import form_for
from bsuh_desktop.services.classroom.class_history import Lesson, class_history
from bsuh_desktop.services.classroom.new_class import open_class
from bsuh_desktop.services.classroom.wrap_up import wrap_up
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.desks import a_class, a_group, end, practice_desk, rows
from tests.helpers.ended_classes import lessons_of_each_kind


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk without any class."""
    made = practice_desk(tmp_path)
    yield made
    made.close()


def lessons(desk: Desk) -> list[Lesson]:
    """The lessons of the first class, the oldest first."""
    return list(reversed(class_history(desk, lessons_of_each_kind(desk)).lessons))


def test_each_lesson_says_what_is_known_of_before_and_after(desk: Desk) -> None:
    found = lessons(desk)
    assert [one.compared for one in found] == [
        *("told", "told", "not_asked", "not_counted", "few", "before_only", "not_asked", "not_asked"),
    ]
    hands, alone = found[0].learning, found[1].learning
    assert hands is not None
    assert alone is not None
    assert (hands.paired, hands.pre, hands.post) == (False, 0.5, 0.75)
    assert (alone.paired, alone.n) == (True, 11)
    for one in found:
        shown = wrap_up(desk, one.held.session).learning
        assert one.learning in (None, shown), "the figures are those of wrap-up"
        assert (one.learning is None) == (one.compared != "told"), "no share of fewer than five"


def test_each_lesson_says_who_was_there_and_where_its_papers_are(desk: Desk) -> None:
    found = lessons(desk)
    assert [(one.held.present, one.listed, one.headcount) for one in found][:3] == [
        (11, 12, 12),
        (11, 12, 12),
        (11, 12, None),
    ]
    assert (found[7].joint, found[7].listed, found[6].joint) == (True, 15, False)
    assert [one.held.practice for one in found] == [False] * 6 + [True, False]
    assert {one.minutes for one in found} == {40}
    assert [(one.certificates, one.printed) for one in found[:2]] == [(11, True), (11, False)]
    assert [one.held.state for one in found[:2]] == ["written", "ready"]


def test_nothing_in_it_is_about_one_child(desk: Desk) -> None:
    group = lessons_of_each_kind(desk)
    told = msgspec.json.encode(class_history(desk, group)).decode()
    lines = desk.store.rosters.lines(group)
    for learner in lines:
        assert not [name for name in (learner.name_bn, learner.name_en, learner.learner) if name and name in told]


def test_a_lesson_goes_into_the_history_of_whom_it_was_for(desk: Desk) -> None:
    conduct = a_class(desk)
    group = conduct.state.attendees[next(iter(conduct.state.attendees))].seat.group
    assert class_history(desk, group).lessons == (), "it is not finished"
    conduct.finish()
    assert [one.held.session for one in class_history(desk, group).lessons] == [conduct.session]
    other = a_group(desk, rows(3))
    assert class_history(desk, other).lessons == ()
    with pytest.raises(LookupError):
        class_history(desk, "nobody")


def test_a_module_that_is_gone_leaves_the_counts(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    group = lessons_of_each_kind(desk)
    first = class_history(desk, group).lessons[-1]
    shelf = shutil.copytree(desk.resources, tmp_path / "shelf", ignore=shutil.ignore_patterns("fonts", prepared.PACK))
    monkeypatch.setattr(desk, "resources", shelf)
    monkeypatch.setattr(desk, "_packs", {})
    again = class_history(desk, group).lessons[-1]
    assert (again.compared, again.learning) == ("unknown", None)
    assert (again.certificates, again.held.present, again.minutes) == (first.certificates, 11, 40)


def test_hands_that_were_only_seen_have_no_share(desk: Desk) -> None:
    conduct = a_class(desk)
    conduct.call_roll()
    for slide, item in ((3, "a6"), (13, "b6")):
        conduct.show_slide(slide)
        conduct.ask(item, "hands")
        conduct.estimate_hands({"A": "most", "B": "some"})
        conduct.close_question()
    conduct.finish()
    (lesson,) = class_history(desk, next(iter(conduct.state.opened.groups)).id if conduct.state.opened else "").lessons
    assert (lesson.compared, lesson.learning) == ("by_eye", None)


def test_the_share_of_one_child_is_not_told_though_many_answered(desk: Desk) -> None:
    """The device came to six before and to six others after; one of them both times."""
    group = a_group(desk, rows(12))
    conduct = open_class(desk, (group,), prepared.PACK)
    conduct.type_headcount(12)
    conduct.call_roll()
    halves: tuple[tuple[Literal["pre", "post"], range], ...] = (("pre", range(1, 7)), ("post", range(6, 12)))
    for part, cards in halves:
        for item in (conduct.pack.item("form-a/1"), conduct.pack.item("form-b/1")):
            conduct.ask(item.id, "shared")
            for card in (card for card in cards if form_for(card, part) == item.form):
                conduct.answer(card, item.key)
            conduct.close_question()
        if part == "pre":
            conduct.show_slide(6)
            conduct.ask("q5", "hands")
            conduct.count_hands({"A": 12})
            conduct.close_question()
    end(desk, conduct)
    learning = wrap_up(desk, conduct.session).learning
    assert learning is not None
    assert learning.n == 1
    (lesson,) = class_history(desk, group).lessons
    assert (lesson.compared, lesson.learning) == ("few", None)
