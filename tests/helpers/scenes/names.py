"""The pages on which names are forgotten: how long they are kept, and consent that is withdrawn."""

from __future__ import annotations

import datetime

from bsuh_desktop.services.class_lists import class_groups
from bsuh_desktop.services.classroom import new_class
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.erasure.retention import purge
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from tests.helpers import hand_over, prepared
from tests.helpers.consent import refuse
from tests.helpers.desks import end, rows
from tests.helpers.erasure import received
from tests.helpers.list_pages import open_row, table
from tests.helpers.scenes.scene import Scene
from tests.helpers.visit import Visit

_DHAKA = datetime.timezone(datetime.timedelta(hours=6))
DUE = datetime.date(2027, 2, 10)
"""A day on which the names of one class are over."""


def every_state(desk: Desk) -> None:
    """A class whose names went in time, one whose receipts have not come, one that runs, two whose time goes on."""
    hand_over.joined(desk)
    received(desk, hand_over.hold(desk, "7", "ga", learners=4))
    hand_over.wait_until(desk, datetime.date(2026, 11, 3))
    purge(desk)
    received(desk, hand_over.hold(desk, "8", "ka", learners=12))
    _again(desk, hand_over.hold(desk, "8", "kha", learners=5))
    session = hand_over.hold(desk, "8", "ga", learners=6)
    received(desk, session)
    new_class.open_class(desk, [_group_of(desk, session)], prepared.PACK)
    hand_over.wait_until(desk, datetime.date(2026, 12, 12))
    received(desk, hand_over.hold(desk, "9", "ka", learners=7))


def _group_of(desk: Desk, session: str) -> str:
    return next(group.id for group in desk.store.rosters.groups() if group.id in _sat_in(desk, session))


def _sat_in(desk: Desk, session: str) -> frozenset[str]:
    return frozenset(desk.store.journal.finished()[session].sat_in)


def _again(desk: Desk, session: str) -> None:
    """The same class once more, a week later."""
    hand_over.wait_until(desk, desk.today() + datetime.timedelta(days=7))
    conduct = new_class.open_class(desk, [_group_of(desk, session)], prepared.PACK)
    conduct.call_roll()
    end(desk, conduct)


def in_doubt(desk: Desk) -> None:
    """The same on a laptop that believes in 2019."""
    every_state(desk)
    assert isinstance(desk.clock, RehearsalClock)
    desk.clock.set(datetime.datetime(2019, 1, 1, 9, tzinfo=_DHAKA))


def taught(desk: Desk) -> None:
    """A class of 58; one left it since, one had only visited it, and one had said no from the start."""
    conduct = prepared.at_the_end(desk)
    conduct.add_visitor(rows(1)[0])
    conduct.finish()
    (group,) = class_groups.class_groups(desk)
    learners = class_groups.learners_of(desk, group.group.id)
    class_groups.remove_learner(desk, group.group.id, learners[3].line)
    refuse(desk, group.group.id, [learners[1].line])


def page(visit: Visit) -> None:
    """From the page Classes."""
    visit.unlock()
    visit.in_private()
    visit.press("rail_classes", "names")


def told_the_day(visit: Visit) -> None:
    """Today's date was asked for, and written."""
    page(visit)
    for field, number in (("day", DUE.day), ("month", DUE.month), ("year", DUE.year)):
        visit.write(field, str(number))
    visit.quiet()


def asked(visit: Visit) -> None:
    """Shall they go?"""
    told_the_day(visit)
    visit.press("delete_now")


def deleted(visit: Visit) -> None:
    """They went."""
    asked(visit)
    visit.press("delete")


def people(visit: Visit) -> None:
    """Who is it?"""
    page(visit)
    open_row(visit, table(visit).rows()[0].key)


def in_public(visit: Visit) -> None:
    """The same, where the class may see the screen."""
    people(visit)
    visit.bridge.projector.set_shows_this_screen(None)
    visit.quiet()


def found(visit: Visit) -> None:
    """By the roll."""
    people(visit)
    visit.write("search", "7")


def asking(visit: Visit) -> None:
    """What goes, what stays, what travels."""
    found(visit)
    open_row(visit, table(visit).rows()[0].key)


def withdrawn(visit: Visit) -> None:
    """What happened."""
    asking(visit)
    visit.press("withdraw")


def refusing(visit: Visit) -> None:
    """A learner who sat in a class says no."""
    visit.unlock()
    visit.in_private()
    visit.press("rail_classes", "open_learners")
    open_row(visit, table(visit).rows()[0].key)
    visit.see("answer").setCurrentIndex(2)  # type: ignore[attr-defined]
    visit.quiet()


def papers(visit: Visit) -> None:
    """The papers of a class whose names went."""
    visit.unlock()
    visit.in_private()
    visit.press("held_classes")
    open_row(visit, table(visit).rows()[-1].key)


SCENES = (
    Scene("names", page, every_state),
    Scene("names-which-day", page, in_doubt),
    Scene("withdrawal", people, taught),
    Scene("withdrawal-asking", asking, taught, afresh=True),
    Scene("withdrawal-done", withdrawn, taught),
)

MORE = (
    Scene("names-none", page, prepared.as_made),
    Scene("names-later", page, prepared.with_class),
    Scene("names-due", told_the_day, in_doubt),
    Scene("names-due-asked", asked, in_doubt, afresh=True),
    Scene("names-deleted", deleted, in_doubt),
    Scene("withdrawal-public", in_public, taught),
    Scene("withdrawal-refusing", refusing, taught),
    Scene("withdrawal-papers-over", papers, every_state),
)
