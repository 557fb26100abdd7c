"""The tour of a first class: its offer, and the card at each of its stops."""

from __future__ import annotations

from collections.abc import Callable

from bsuh_desktop.presenters.window.tour import STOPS
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import Tour, keep_tour
from tests.helpers import prepared
from tests.helpers.hands import until
from tests.helpers.scenes.scene import Reach, Scene
from tests.helpers.visit import Prepare, Visit

_ON_THE_WALL = ("wall", "black")


def wanted(prepare: Prepare, stop: str) -> Prepare:
    """The desk as `prepare` leaves it, on a tour that stands before `stop`: all others were read."""

    def prepare_tour(desk: Desk) -> None:
        prepare(desk)
        keep_tour(desk, Tour("yes", tuple(each.name for each in STOPS if each.name != stop)))

    return prepare_tour


def shown(visit: Visit, stop: str) -> None:
    """Waits for the card; a projector shows this screen only where the hint is about one."""
    visit.bridge.projector.set_shows_this_screen(stop in _ON_THE_WALL)
    until(lambda: visit.see("tour_card").isVisible(), f"the hint {stop} is shown")
    visit.quiet()


def _home(visit: Visit) -> None:
    visit.unlock()


def _set_up(visit: Visit) -> None:
    visit.unlock()
    visit.press("start_preparing")


def _in_class(visit: Visit) -> None:
    visit.unlock()
    visit.press("go_on")


def _roll(visit: Visit) -> None:
    _in_class(visit)
    visit.write("headcount", "54")
    visit.press("counted", "open_list")


def _hand_over(visit: Visit) -> None:
    visit.unlock()
    visit.go("hand_over")


def _wrap_up(visit: Visit) -> None:
    _in_class(visit)
    visit.go("wrap_up")


def _papers(visit: Visit) -> None:
    _wrap_up(visit)
    visit.press("finish")


WAYS: dict[str, tuple[Callable[[Desk], object], Reach]] = {
    "learners": (prepared.as_made, _home),
    "start": (prepared.with_class, _home),
    "readiness": (prepared.with_class, _home),
    "projector": (prepared.with_class, _set_up),
    "roll": (prepared.at_roll_call, _roll),
    "hands": (prepared.asking_by_hands, _in_class),
    "wall": (prepared.at_teach, _in_class),
    "next": (prepared.at_teach, _in_class),
    "black": (prepared.at_teach, _in_class),
    "help": (prepared.at_teach, _in_class),
    "finish": (prepared.at_the_end, _wrap_up),
    "certificates": (prepared.at_the_end, _papers),
    "hand_over": (prepared.finished, _hand_over),
}
"""To each stop: the desk before anybody comes, and the way from the door."""


def _scene(stop: str) -> Scene:
    prepare, way = WAYS[stop]

    def reach(visit: Visit) -> None:
        way(visit)
        shown(visit, stop)

    return Scene(f"tour-{stop}", reach, wanted(prepare, stop))


SCENES = (Scene("home-tour-offered", _home, prepared.with_class), *(_scene(stop.name) for stop in STOPS))
