"""A desk whose day was prepared: four class groups, their classes in order, and one of yesterday that was not held."""

from __future__ import annotations

import datetime

from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.class_lists.class_groups import class_groups
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish, prepare_class
from bsuh_desktop.services.home.home import home
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from tests.helpers import prepared
from tests.helpers.desks import rows

SIZES = {("6", "kha"): 6, ("7", "ka"): 5, ("7", "kha"): 4, ("9", "ka"): 3}
"""Grade and section → learners."""


def four_groups(desk: Desk) -> list[str]:
    """Four classes of one school; their ids in order."""
    prepared.as_made(desk)
    made = []
    for (grade, section), learners in SIZES.items():
        group = enrol.new_group("eiin:107845", 2026, grade, section)
        enrol.agree(desk, group, "letters", rows(learners))
        made.append(group.id)
    return made


def four_prepared(desk: Desk) -> list[str]:
    """A class for each of them today, the first two with their time; the ids of what was prepared."""
    times = (datetime.time(9, 30), datetime.time(10, 30), None, None)
    wishes = [ClassWish((group,), prepared.PACK) for group in four_groups(desk)]
    return [prepare_class(desk, wish, time=time).id for wish, time in zip(wishes, times, strict=True)]


def full_day(desk: Desk) -> None:
    """The four; one of yesterday that was not held, one for tomorrow, and one whose list nobody has written."""
    four_prepared(desk)
    group = class_groups(desk)[0].group.id
    day = datetime.timedelta(days=1)
    prepare_class(desk, ClassWish((group,), prepared.PACK), desk.today() - day)
    prepare_class(desk, ClassWish((group,), prepared.PACK), desk.today() + day, datetime.time(11))
    prepare_class(desk, ClassWish((), "module-of-somebody-else"))


def day_half_done(desk: Desk) -> None:
    """The first class stands open at a slide, the others wait."""
    four_prepared(desk)
    prepared.at_slide(desk, 5)
    assert home(desk).unfinished


def left_open_yesterday(desk: Desk) -> None:
    """The lesson stopped at slide 5; nobody closed the class, and a night went by."""
    prepared.at_teach(desk)
    assert isinstance(desk.clock, RehearsalClock)
    desk.clock.advance(24 * 3600)
