"""A day of several classes: prepared beforehand, changed, begun while another is open, held."""

from __future__ import annotations

from bsuh_desktop.domain.codes import staff_code
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import add_colleague
from tests.helpers import day, prepared
from tests.helpers.scenes.scene import Scene
from tests.helpers.visit import Visit


def with_a_colleague(desk: Desk) -> None:
    """The day, and somebody who is known to teach along."""
    day.four_prepared(desk)
    add_colleague(desk, staff_code("53491a0b1c2d3e4f"), "মোছাঃ তানভীরা হাসান চৌধুরী")


def unlocked(visit: Visit) -> None:
    """Home."""
    visit.unlock()
    visit.in_private()


def changing(visit: Visit) -> None:
    """A prepared class in Set up."""
    unlocked(visit)
    visit.press("change_1")


def when(visit: Visit) -> None:
    """For another day."""
    changing(visit)
    visit.press("keep_for_later", "on_another")


def along(visit: Visit) -> None:
    """Who teaches along; the code was not one."""
    changing(visit)
    visit.press("change_co")
    visit.write("code", "12345")
    visit.press("add_person")


def known_along(visit: Visit) -> None:
    """A colleague is known here by name, which can be deleted."""
    changing(visit)
    visit.in_private()
    visit.press("change_co")


def still_open(visit: Visit) -> None:
    """Another class is not finished."""
    unlocked(visit)
    visit.press("start_1", "start_roll_call")


def removing(visit: Visit) -> None:
    """A class is taken off the day."""
    unlocked(visit)
    visit.press("remove_1")


def held(visit: Visit) -> None:
    """Classes that were held."""
    unlocked(visit)
    visit.press("held_classes")


SCENES = (
    Scene("home-day", unlocked, day.four_prepared, projector=True),
    Scene("home-day-full", unlocked, day.full_day),
    Scene("home-day-half", unlocked, day.day_half_done),
    Scene("home-forgotten", unlocked, day.left_open_yesterday),
    Scene("day-changing", changing, day.four_prepared, projector=True),
    Scene("day-when", when, day.four_prepared, projector=True, afresh=True),
    Scene("day-along", along, day.four_prepared, projector=True, afresh=True),
    Scene("day-along-known", known_along, with_a_colleague, projector=True, afresh=True),
    Scene("day-still-open", still_open, day.day_half_done, projector=True, afresh=True),
    Scene("day-removing", removing, day.four_prepared, projector=True, afresh=True),
    Scene("held", held, prepared.finished),
    Scene("held-none", held, prepared.with_class),
)
