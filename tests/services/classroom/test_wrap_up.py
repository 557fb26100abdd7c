from __future__ import annotations

from pathlib import Path

import pytest

from bsuh_desktop.domain.quiz import form_for
from bsuh_desktop.domain.results import BeforeAfter, CaseResult, ObjectiveResult, Share
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.wrap_up import wrap_up
from bsuh_desktop.services.desk.class_report import class_report
from tests.helpers.desks import (
    a_class,
    end,
    practice_desk,
    resources_of_version_1,
    resources_with_cases,
    rows,
)
from tests.helpers.ended_classes import all_pairs_alone, pairs_by_hands


def learner_of(conduct: Conduct, card: int) -> str:
    attendee = conduct.state.by_card(card)
    assert attendee is not None
    return attendee.seat.learner


def test_a_class_that_took_both_forms(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk, rows(10))
    for part in ("pre", "post"):
        for item in (conduct.pack.item("form-a/1"), conduct.pack.item("form-b/1")):
            conduct.ask(item.id, "shared")
            for card in range(1, 11):
                if form_for(card, part) == item.form:
                    right = part == "post" or card > 8
                    conduct.answer(card, item.key if right else next(x for x in "ABCD" if x != item.key))
            conduct.close_question()
        if part == "pre":
            conduct.ask("q5", "hands")
            conduct.count_hands({"A": 2, "C": 7})
            conduct.close_question()
    end(desk, conduct)
    found = wrap_up(desk, conduct.session)
    assert found.learning is not None
    assert (found.learning.paired, found.learning.n) == (True, 10)
    assert (found.learning.pre, found.learning.post) == (0.2, 1.0)
    assert [(pair.n, pair.pre, pair.post) for pair in found.pairs] == [(10, 2, 10)]
    before_after = BeforeAfter(True, 10, Share(2, 10), Share(10, 10))
    assert found.objectives == (ObjectiveResult("o1", before_after, "learned"),)
    assert found.cases == (CaseResult("trap", before_after, 1),)
    assert (found.questions["q5"].n, found.questions["q5"].blank) == (10, 1)
    # Each form was asked of one half of the class alone.
    assert {(found.questions[name].n, found.questions[name].blank) for name in ("a6", "b6", "a6-again")} == {(5, 0)}
    assert found.attendance.present == 10
    assert all(award.earned for award in found.awards.values())


def test_a_blank_is_not_right(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk, rows(1))
    for part in ("pre", "post"):
        for number in (1, 2):
            item = conduct.pack.item(f"form-{'a' if part == 'pre' else 'b'}/{number}")
            conduct.ask(item.id, "shared")
            if number == 1 or part == "post":
                conduct.answer(1, item.key)
            else:
                conduct.decline(1)
            conduct.close_question()
        if part == "pre":
            conduct.ask("q5", "shared")
            conduct.close_question()
    learning = wrap_up(desk, conduct.session).learning
    assert learning is not None
    assert (learning.pre, learning.post) == (0.5, 1.0)


def test_whom_the_device_did_not_come_to_was_not_asked(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk, rows(6))
    for part in ("pre", "post"):
        for item in (conduct.pack.item("form-a/1"), conduct.pack.item("form-b/1")):
            conduct.ask(item.id, "shared")
            if form_for(1, part) == item.form:
                conduct.answer(1, item.key)
            conduct.close_question()
        if part == "pre":
            conduct.ask("q5", "shared")
            conduct.answer(2, conduct.pack.item("q5").key)
            conduct.decline(3)
            conduct.close_question()
    found = wrap_up(desk, conduct.session)
    asked = found.questions["q5"]
    assert (asked.right, asked.n, asked.blank) == (1, 2, 1), "card 3 had it and did not want to"
    assert conduct.state.questions["q5"].not_asked == {learner_of(conduct, card) for card in (1, 4, 5, 6)}
    assert (found.questions["a6"].n, found.questions["a6"].right) == (1, 1)
    assert found.learning is not None
    assert found.learning.n == 1, "the others were asked neither time"


def test_hands_that_nobody_counted_are_no_answers(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    for ref in ("form-a/1", "lesson/1", "form-b/1"):
        conduct.ask(ref, "hands")
        if ref == "lesson/1":
            conduct.estimate_hands({"A": "few", "C": "most"})
        conduct.close_question()
    conduct.finish()
    found = wrap_up(desk, conduct.session)
    assert (found.questions, found.learning, found.pairs, found.objectives) == ({}, None, (), ())
    state = desk.store.journal.state(conduct.session)
    assert class_report(desk, conduct.session)["answers"] == {name: {} for name in state.questions}
    assert class_report(desk, conduct.session)["by_eye"] == {"q5": {"A": "few", "C": "most"}}


def test_a_class_by_hands_is_labelled_unpaired(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    for ref in ("form-a/1", "lesson/1", "form-b/1"):
        item = conduct.pack.item(ref)
        conduct.ask(ref, "hands")
        wrong = next(letter for letter in "ABCD" if letter != item.key)
        conduct.count_hands({item.key: 4} if ref == "form-b/1" else {item.key: 1, wrong: 3})
        conduct.close_question()
    conduct.finish()
    found = wrap_up(desk, conduct.session)
    learning = found.learning
    assert learning is not None
    assert (learning.paired, learning.interval, learning.n) == (False, None, 4)
    right = BeforeAfter(False, 4, Share(1, 4), Share(4, 4))
    assert found.objectives == (ObjectiveResult("o1", right, None),)
    assert learning.pre == pytest.approx(0.25)
    assert learning.post == 1.0


def test_a_class_without_questions_has_learned_nothing_that_could_be_said(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path)
    conduct = a_class(desk)
    conduct.finish()
    assert wrap_up(desk, conduct.session).learning is None


def test_traps_seen_and_honest_things_taken_for_traps_are_counted_on_a_device(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path / "desk", resources=resources_with_cases(tmp_path / "resources"))
    conduct = a_class(desk, rows(6))
    all_pairs_alone(conduct, range(1, 7), {1, 3}, {1, 2, 3, 5})
    hits = BeforeAfter(True, 6, Share(6, 18), Share(12, 18))
    alarms = BeforeAfter(True, 6, Share(6, 12), Share(0, 12))
    assert wrap_up(desk, conduct.session).cases == (CaseResult("trap", hits, 3), CaseResult("honest", alarms, 2))


def test_a_module_of_format_1_tells_of_neither(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path / "desk", resources=resources_of_version_1(tmp_path / "resources"))
    conduct = a_class(desk, rows(6))
    all_pairs_alone(conduct, range(1, 7), {1, 3}, {1, 2, 3, 5})
    found = wrap_up(desk, conduct.session)
    assert (len(found.pairs), found.cases) == (5, ())


def test_by_hands_one_honest_question_is_told_apart_from_several(tmp_path: Path) -> None:
    desk = practice_desk(tmp_path / "desk", resources=resources_with_cases(tmp_path / "resources"))
    conduct = a_class(desk, rows(12))
    pairs_by_hands(conduct, (1, 2, 3), 6, 9)
    hits, alarms = wrap_up(desk, conduct.session).cases
    assert hits == CaseResult("trap", BeforeAfter(False, 12, Share(12, 24), Share(18, 24)), 2)
    assert alarms == CaseResult("honest", BeforeAfter(False, 12, Share(6, 12), Share(3, 12)), 1)
    assert (hits.enough, alarms.enough) == (True, False)
