"""Classes that are about to be finished: with remarks, with pairs of questions, without a list, with little known."""

from __future__ import annotations

from typing import Literal

from bsuh_desktop.domain.quiz import Item, form_for
from bsuh_desktop.services.classroom.class_choices import open_class
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from tests.helpers import prepared
from tests.helpers.programmes import ask_for_minutes


def small_class(desk: Desk) -> None:
    """Five learners and a device that went round: 1 is marked absent and has answered, 5 left early."""
    conduct = prepared.at_roll_call(desk, "shared", 5)
    conduct.type_headcount(4)
    conduct.call_roll()
    conduct.ask("q1", "shared")
    for card, letter in ((1, "A"), (2, "B"), (3, "B"), (4, "B")):
        conduct.answer(card, letter)
    conduct.close_question()
    conduct.mark(1, "absent")
    conduct.mark(5, "left_early")


def asked_twice(desk: Desk) -> None:
    """Four learners and the first pair of the forms: one knew it before, three afterwards."""
    conduct = prepared.at_roll_call(desk, "shared", 4)
    conduct.call_roll()
    parts: tuple[tuple[Literal["pre", "post"], set[int]], ...] = (("pre", {1}), ("post", {1, 2, 3}))
    for part, right in parts:
        for item in (conduct.pack.item("form-a/1"), conduct.pack.item("form-b/1")):
            conduct.ask(item.id, "shared")
            for card in range(1, 5):
                if form_for(card, part) == item.form:
                    conduct.answer(card, item.key if card in right else _wrong(item))
            conduct.close_question()
        if part == "pre":
            conduct.ask("q1", "shared")
            conduct.close_question()


def _wrong(item: Item) -> str:
    return next(letter for letter in item.options if letter != item.key)


def without_list(desk: Desk) -> None:
    """A headcount of 30, and more hands than that for a question."""
    prepared.as_made(desk)
    conduct = open_class(desk, ClassWish((), prepared.PACK))
    conduct.type_headcount(30)
    conduct.ask("q1", "hands")
    conduct.count_hands({"A": 20, "B": 15})
    conduct.close_question()


def little_known(desk: Desk) -> None:
    """A short class: one had the device, all but one declined, nobody counted, hands were seen by eye."""
    conduct = prepared.counted(desk)
    conduct.call_roll()
    conduct.show_slide(len(conduct.pack.slides("bn")))
    for item in ("q1", "q2", "q3", "q4"):
        conduct.ask(item, "shared" if item in ("q1", "q2") else "hands")
        if item in ("q1", "q2"):
            conduct.answer(3, conduct.pack.item(item).key)
        if item == "q2":
            for card in range(1, 59):
                conduct.decline(card)
        if item == "q4":
            conduct.estimate_hands({"A": "most", "C": "some"})
        conduct.close_question()
    ask_for_minutes(desk, 30)
