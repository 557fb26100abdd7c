"""Classes that are about to be finished: with remarks, with pairs of questions, without a list, with little known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bsuh_desktop.domain.quiz import Item, form_for
from bsuh_desktop.services.certificates import certify
from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.new_class import open_wished_class
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from tests.helpers import prepared
from tests.helpers.desks import a_group, rows, take_its_time
from tests.helpers.hand_over import handed, joined
from tests.helpers.programmes import ask_for_minutes


def small_class(desk: Desk) -> None:
    """Five learners and a device that went round: 1 is marked absent and has answered, 5 left early."""
    conduct = prepared.at_roll_call(desk, "shared", 5)
    conduct.type_headcount(4)
    conduct.call_roll()
    conduct.ask("q5", "shared")
    for card, letter in ((1, "A"), (2, "B"), (3, "B"), (4, "B")):
        conduct.answer(card, letter)
    conduct.close_question()
    conduct.mark(1, "absent")
    conduct.mark(5, "left_early")
    take_its_time(desk)


def asked_twice(desk: Desk) -> None:
    """Four learners and the first pair of the forms: one knew it before, three afterwards."""
    conduct = prepared.at_roll_call(desk, "shared", 4)
    conduct.call_roll()
    each_alone(conduct, range(1, 5), {1}, {1, 2, 3})


def each_alone(conduct: Conduct, cards: Sequence[int], before: set[int], after: set[int]) -> None:
    """The first pair of the forms goes round twice among these `cards`; `before` and `after` are who is right."""
    parts: tuple[tuple[Literal["pre", "post"], set[int]], ...] = (("pre", before), ("post", after))
    for part, right in parts:
        for item in (conduct.pack.item("form-a/1"), conduct.pack.item("form-b/1")):
            conduct.ask(item.id, "shared")
            for card in cards:
                if form_for(card, part) == item.form:
                    conduct.answer(card, item.key if card in right else _wrong(item))
            conduct.close_question()
        if part == "pre":
            _lesson(conduct)


def all_pairs_alone(conduct: Conduct, cards: Sequence[int], before: set[int], after: set[int]) -> None:
    """Every pair of the forms goes round twice among these `cards`; `before` and `after` are the pairs in which all of
    them are right, others nobody."""
    parts: tuple[tuple[Literal["pre", "post"], set[int]], ...] = (("pre", before), ("post", after))
    for part, right in parts:
        for item in (one for one in conduct.pack.items if one.pair):
            conduct.ask(item.id, "shared")
            for card in cards:
                if form_for(card, part) == item.form:
                    conduct.answer(card, item.key if item.pair in right else _wrong(item))
            conduct.close_question()
        if part == "pre":
            _lesson(conduct)


def pairs_by_hands(conduct: Conduct, pairs: Sequence[int], before: int, after: int) -> None:
    """These pairs by hands of twelve people: how many are right before and after the lesson."""
    for form, right in (("A", before), ("B", after)):
        for item in (one for one in conduct.pack.items if one.form == form and one.pair in pairs):
            conduct.ask(item.id, "hands")
            conduct.count_hands({item.key: right, _wrong(item): 12 - right})
            conduct.close_question()
        if form == "A":
            _lesson(conduct)


def by_hands(conduct: Conduct, before: int | None, after: int | None) -> None:
    """The same by hands of twelve people: how many are right before and after the lesson; None is not counted."""
    for name, right in (("form-a/1", before), ("form-b/1", after)):
        item = conduct.pack.item(name)
        conduct.ask(item.id, "hands")
        if right is not None:
            conduct.count_hands({item.key or "": right, _wrong(item): 12 - right})
        conduct.close_question()
        if name == "form-a/1":
            _lesson(conduct)


def _lesson(conduct: Conduct) -> None:
    """A question of the lesson was asked: what comes now comes after it."""
    conduct.ask("lesson/1", "shared")
    conduct.close_question()


def lessons_of_each_kind(desk: Desk) -> str:
    """A real desk and a class of twelve, a week between its lessons: by hands; each alone; nobody asked; asked and not
    counted; three answered; asked before only; practice; and one together with another class. Its id."""
    joined(desk)
    group = a_group(desk, rows(12))
    other = enrol.new_group("eiin:107845", 2026, "8", "kha")
    enrol.agree(desk, other, "letters", rows(3))
    for number in range(1, 9):
        groups = (group, other.id) if number == 8 else (group,)
        conduct = open_wished_class(desk, ClassWish(groups, prepared.PACK, practice=number == 7))
        if number != 3:
            conduct.type_headcount(12)
        conduct.call_roll()
        conduct.mark(number, "absent")
        _ask(conduct, number)
        assert isinstance(desk.clock, RehearsalClock)
        desk.clock.advance(2400)
        conduct.finish()
        if number == 1:
            certify.certify(desk, [conduct.session])
            certify.note_printed(desk, [conduct.session])
            handed(desk, conduct.session, desk.today())
        desk.clock.advance(7 * 24 * 3600)
    return group


def _ask(conduct: Conduct, number: int) -> None:
    if number == 1:
        by_hands(conduct, 6, 9)
    elif number == 2:
        each_alone(conduct, [card for card in range(1, 13) if card != 2], {1, 3}, {1, 3, 4, 5, 6, 7})
    elif number == 4:
        by_hands(conduct, None, None)
    elif number == 5:
        each_alone(conduct, (1, 2, 3), {1}, {1, 2, 3})
    elif number == 6:
        conduct.ask("form-a/1", "hands")
        conduct.count_hands({"A": 6})
        conduct.close_question()


def _wrong(item: Item) -> str:
    return next(letter for letter in item.options if letter != item.key)


def without_list(desk: Desk) -> None:
    """A headcount of 30, and more hands than that for a question."""
    prepared.as_made(desk)
    conduct = open_wished_class(desk, ClassWish((), prepared.PACK))
    conduct.type_headcount(30)
    conduct.ask("q5", "hands")
    conduct.count_hands({"A": 20, "B": 15})
    conduct.close_question()


def little_known(desk: Desk) -> None:
    """A short class: one had the device, all but one declined, nobody counted, and of a question after the lesson hands
    were seen by eye."""
    conduct = prepared.counted(desk)
    conduct.call_roll()
    conduct.show_slide(len(conduct.pack.slides("bn")))
    for item in ("q5", "q6", "q7", "b6"):
        conduct.ask(item, "shared" if item in ("q5", "q6") else "hands")
        if item in ("q5", "q6"):
            conduct.answer(3, conduct.pack.item(item).key)
        if item == "q6":
            for card in range(1, 59):
                conduct.decline(card)
        if item == "b6":
            conduct.estimate_hands({"A": "most", "C": "some"})
        conduct.close_question()
    ask_for_minutes(desk, 30)
