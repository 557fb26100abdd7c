"""The desk while nobody sits at it: covered with and without a class PIN, and the question before it is closed."""

from __future__ import annotations

from bsuh_desktop.services.classroom.new_class import open_wished_class
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.prepared_classes import ClassWish
from bsuh_desktop.services.rehearsal.demonstrate import add_practice_class
from tests.helpers import prepared
from tests.helpers.hands import key
from tests.helpers.scenes.scene import Scene
from tests.helpers.visit import Visit


def covered(visit: Visit) -> None:
    """A class goes on."""
    visit.unlock()
    visit.press("go_on")
    key(visit.window, "Ctrl+L")
    visit.quiet()


def wrong_pin(visit: Visit) -> None:
    """Not the class PIN."""
    covered(visit)
    visit.write("pin", "9999")
    visit.press("primary")


def closing(visit: Visit) -> None:
    """The window shall be closed while a class goes on."""
    visit.unlock()
    visit.press("go_on")
    visit.window.close()
    visit.dialog()


def without_pin(desk: Desk) -> None:
    """A class on a desk for which nobody chose a PIN, such as the command line's."""
    open_wished_class(desk, ClassWish((add_practice_class(desk, 9).id,), prepared.PACK))


SCENES = (
    Scene("cover", covered, prepared.at_teach, projector=True),
    Scene("cover-wrong-pin", wrong_pin, prepared.at_teach, projector=True),
    Scene("cover-without-pin", covered, without_pin, projector=True),
    Scene("closing", closing, prepared.at_teach, projector=True, afresh=True),
)
