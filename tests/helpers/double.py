"""A class that was brought twice, by two lists, each of them taught once."""

from __future__ import annotations

from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.roster import LAST_CARD, RosterRow
from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.new_class import open_class
from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared
from tests.helpers.desks import end

FIRST = ("1 ক্ষিতীশ রহমান", "2 শ্রেয়া দাস", "3 জ্যোৎস্না চাকমা", "4 আর্দ্র হাঁসদা")
SECOND = ("1 ক্ষিতীশ রহমান", "2 শ্রেয়া দাশ", "7 জ্যোৎস্না চাকমা", "9 উম্মে হাবিবা")
"""The same name and roll; another spelling; another roll; somebody who is not on the first list."""


def brought(
    desk: Desk, grade: str, people: tuple[str, ...], refusing: tuple[str, ...] = (), basis: Basis = "letters"
) -> str:
    """A list of rolls and names, of which some say no; its id."""
    rows = []
    for number, person in enumerate(people, 2):
        roll, _, name = person.partition(" ")
        rows.append(RosterRow(number, roll, 0, name, None, guardian="no" if roll in refusing else "yes"))
    group = enrol.new_group("eiin:107845", 2026, grade, "ka")
    enrol.agree(desk, group, basis, rows)
    return group.id


def taught(desk: Desk, group: str) -> Conduct:
    """A finished lesson of it in which everybody answered."""
    conduct = open_class(desk, [group], prepared.PACK)
    conduct.type_headcount(len(conduct.state.attendees))
    conduct.call_roll()
    conduct.ask("q5", "shared")
    for card in sorted(one.seat.card for one in conduct.state.attendees.values()):
        conduct.answer(card, "A")
    conduct.close_question()
    end(desk, conduct)
    return conduct


def twice(desk: Desk) -> None:
    """A desk with both; one learner said no to the second list."""
    prepared.as_made(desk)
    taught(desk, brought(desk, "8", FIRST))
    taught(desk, brought(desk, "Group 8", SECOND, ("2",)))


def with_a_full_class(desk: Desk, same: int) -> None:
    """The same with a class of as many as there can be, of whom so many are on the first list, too."""
    twice(desk)
    people = [*FIRST[:same], *(f"{number} {'ক' * number}" for number in range(100, 100 + LAST_CARD - same))]
    brought(desk, "10", tuple(people))
