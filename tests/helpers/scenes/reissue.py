"""A desk on which a spelling was mended after the certificates were saved, and one whose grant has come."""

from __future__ import annotations

from msgspec.structs import replace

from bsuh_desktop.services.certificates import certify
from bsuh_desktop.services.class_lists.class_groups import as_row, change_learner, class_groups, learners_of
from bsuh_desktop.services.classroom.new_class import open_class
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.rehearsal.rehearsal import RehearsalClock
from tests.helpers import prepared, programme_desks
from tests.helpers.scenes.scene import Scene
from tests.helpers.visit import Visit


def mended(desk: Desk) -> None:
    """Two classes had to wait for the grant; of one the certificates were printed, and a spelling mended since."""
    programme_desks.waiting(desk)
    (session,) = desk.store.journal.sessions()
    (card,) = class_groups(desk)
    again = open_class(desk, [card.group.id], prepared.PACK)
    again.call_roll()
    again.finish()
    assert isinstance(desk.clock, RehearsalClock)
    desk.clock.advance(3600)
    programme_desks.grant(desk)
    certify.certify(desk, [session])
    certify.note_printed(desk, [session])
    learner = learners_of(desk, card.group.id)[0]
    change_learner(desk, card.group.id, learner.line, replace(as_row(learner), name_bn="শ্রেয়া দাশ"))


def home(visit: Visit) -> None:
    """What there is to print."""
    visit.unlock()
    visit.in_private()


def learners(visit: Visit) -> None:
    """The class in which it was mended."""
    home(visit)
    visit.press("rail_classes", "open_learners")


def papers(visit: Visit) -> None:
    """Its papers."""
    learners(visit)
    visit.press("make_new")


SCENES = (
    Scene("mended-home", home, mended),
    Scene("mended-learners", learners, mended),
    Scene("mended-papers", papers, mended),
)
