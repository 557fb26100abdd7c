"""What was done on a practice desk before a person opens the window: a class list, a class at any of its steps."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from typing import Any

from bsuh_desktop.domain.events import Channel
from bsuh_desktop.domain.quiz import Item
from bsuh_desktop.rosters.interpret import understand
from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.class_lists.class_groups import new_group, store_group
from bsuh_desktop.services.classroom.conduct import Conduct
from bsuh_desktop.services.classroom.lesson import items_on
from bsuh_desktop.services.classroom.new_class import open_wished_class
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import set_facilitator
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from bsuh_desktop.services.rehearsal.demonstrate import LIST_FILE, add_practice_class
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from bsuh_desktop.services.safekeeping.backup_file import backup_if_due
from tests.helpers.desks import a_group, rows

PACK = "taps-traps-taka"
FACILITATOR = "শিরিন আক্তার"
ABSENT, LATE = (5, 12, 33), (8, 41)
_QUESTION = 6
"""The slide with the lesson's first question."""


def as_made(desk: Desk) -> None:
    """A desk on which nothing was done yet."""
    set_facilitator(desk, FACILITATOR, "4826")


def with_class(desk: Desk) -> str:
    """The practice class of 58, not taught yet; the id of its group."""
    as_made(desk)
    return add_practice_class(desk).id


def four(desk: Desk) -> None:
    """A class of four; the last said no."""
    as_made(desk)
    a_group(desk, rows(4, refusing=(4,)))


def without_learners(desk: Desk) -> None:
    """A class without anybody in it."""
    as_made(desk)
    store_group(desk, "eiin:107845", "9", "ga")


def in_doubt(desk: Desk) -> None:
    """The practice class, on a laptop that believes in 2019."""
    with_class(desk)
    assert isinstance(desk.clock, RehearsalClock)
    desk.clock.set(datetime.datetime(2019, 1, 1, 9, tzinfo=datetime.timezone(datetime.timedelta(hours=6))))


def at_roll_call(desk: Desk, by: Channel = "hands", learners: int = 58) -> Conduct:
    """The class was set up, nobody was counted."""
    as_made(desk)
    group = add_practice_class(desk, learners).id
    return open_wished_class(desk, ClassWish((group,), PACK, by, "bn"))


def counted(desk: Desk, by: Channel = "hands", learners: int = 58) -> Conduct:
    """The headcount is typed, the roll half called."""
    conduct = at_roll_call(desk, by, learners)
    here = [card for card in range(1, learners + 1) if card not in ABSENT]
    conduct.type_headcount(len(here))
    for card in range(1, learners + 1):
        if card in ABSENT:
            conduct.mark(card, "absent")
        elif card in LATE:
            conduct.mark(card, "late")
    return conduct


def seventy_seven(desk: Desk) -> Conduct:
    """Two sections in one room: 58 and 19, whose rolls and names the first 19 have, too. One visits, and the headcount
    does not meet the list."""
    as_made(desk)
    first, rows = add_practice_class(desk), understand(desk.resources / LIST_FILE).learners[:19]
    second = new_group(desk, first.place, first.grade, "kha")
    enrol.agree(desk, second, "letters", rows)
    conduct = open_wished_class(desk, ClassWish((first.id, second.id), PACK))
    conduct.type_headcount(79)
    conduct.mark(12, "absent")
    conduct.mark(60, "late")
    conduct.add_visitor()
    conduct.mark(61, "absent")
    return conduct


def at_slide(desk: Desk, number: int, by: Channel = "hands", learners: int = 58) -> Conduct:
    """The lesson stands at slide `number`; on the slides before everything was asked, and each took its minutes."""
    conduct = counted(desk, by, learners)
    conduct.call_roll()
    for place, slide in enumerate(conduct.pack.slides("bn")[:number], 1):
        conduct.show_slide(place)
        if place == number:
            break
        for item in items_on(slide, conduct.pack, by):
            _ask_all(conduct, item, by)
        _pass(desk, slide.minutes * 60)
    return conduct


def standing_at(number: int, **how: Any) -> Callable[[Desk], Conduct]:
    """What brings the class of 58, three of them absent, to slide `number`; `how` as for `at_slide`."""
    return functools.partial(at_slide, number=number, **how)


def uncounted(desk: Desk) -> None:
    """Forty people, nobody on a list, before the lesson's first question on one device."""
    as_made(desk)
    conduct = open_wished_class(desk, ClassWish((), PACK, "shared"))
    conduct.type_headcount(40)
    conduct.show_slide(_QUESTION)


def without_pin(desk: Desk) -> None:
    """Three before the same question, on a desk that has neither a name nor a PIN."""
    group = add_practice_class(desk, 3).id
    conduct = open_wished_class(desk, ClassWish((group,), PACK, "shared"))
    conduct.type_headcount(3)
    conduct.call_roll()
    conduct.show_slide(_QUESTION)


def before_questions(desk: Desk) -> Conduct:
    """The first questions are about to be asked."""
    return at_slide(desk, 3)


def at_teach(desk: Desk) -> Conduct:
    """The first questions are answered; the first activity runs."""
    return at_slide(desk, 5)


def asking_by_hands(desk: Desk) -> Conduct:
    """A question is open, hands are counted."""
    conduct = at_slide(desk, 6)
    conduct.ask("q5", "hands")
    conduct.count_hands(_hands(conduct.pack.item("q5")))
    return conduct


def answered_by_hands(desk: Desk) -> Conduct:
    """The same question, closed."""
    conduct = asking_by_hands(desk)
    conduct.close_question()
    return conduct


def asking_by_device(desk: Desk) -> Conduct:
    """A question is open, a device goes round a class of nine."""
    conduct = at_slide(desk, 6, "shared", 9)
    conduct.ask("q5", "shared")
    conduct.answer(1, "B")
    conduct.answer(2, "A")
    return conduct


def at_the_end(desk: Desk) -> Conduct:
    """The last slide stands; the class is not finished."""
    return at_slide(desk, 15)


def finished(desk: Desk) -> Conduct:
    """The class is over; nothing was printed or handed over."""
    conduct = at_the_end(desk)
    conduct.finish()
    return conduct


def backed_up(desk: Desk) -> Conduct:
    """A class at its lesson, of which there is a backup."""
    conduct = at_teach(desk)
    backup_if_due(desk)
    desk.backups.wait()
    return conduct


def _ask_all(conduct: Conduct, item: Item, by: Channel) -> None:
    conduct.ask(item.id, by)
    if by == "hands":
        conduct.count_hands(_hands(item))
    else:
        for row in conduct.view().rows:
            if row.status != "absent" and item.form in ("lesson", "A" if row.card % 2 else "B"):
                conduct.answer(row.card, item.key or "A")
    conduct.close_question()


def _hands(item: Item) -> dict[str, int]:
    """More know it after the lesson than before; the others are of every opinion."""
    wrong = [letter for letter in item.options if letter != item.key]
    hands = dict.fromkeys(wrong, 3 if item.form == "B" else 6)
    return {**hands, item.key: 38 if item.form == "B" else 30} if item.key else hands


def _pass(desk: Desk, seconds: float) -> None:
    assert isinstance(desk.clock, RehearsalClock)
    desk.clock.advance(seconds)


def again(desk: Desk) -> Conduct:
    """The class of the desk is held once more with the same module; everybody is there."""
    group = desk.store.rosters.groups()[0].id
    conduct = open_wished_class(desk, ClassWish((group,), PACK))
    conduct.type_headcount(len(conduct.state.attendees))
    conduct.call_roll()
    return conduct
