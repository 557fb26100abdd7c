"""On the way to a printer, which Qt's own dialog is no part of; and help at the door of a desk that has joined."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.programme.join import join
from bsuh_desktop.trust.programme import FocalPoint, sign_programme
from tests.helpers import prepared
from tests.helpers.attendance import PARTNER, programme
from tests.helpers.desks import end
from tests.helpers.hands import key, until
from tests.helpers.keys import key as signing_key
from tests.helpers.printing import FilePrinters, asked_for_printer, press_print, printed
from tests.helpers.scenes.scene import Scene
from tests.helpers.visit import Visit

LEARNERS = 2
_POINTS = (
    FocalPoint(
        0, LocalText("জেলা সুরক্ষা ফোকাল পারসন, কুড়িগ্রাম", "District safeguarding focal point, Kurigram"), "01700000000"
    ),
    FocalPoint(PARTNER, LocalText("রেহানা পারভীন", "Rehana Parvin"), "+8801800000000"),
    FocalPoint(PARTNER, LocalText("শফিকুল ইসলাম", "Shafiqul Islam"), ""),
)


def small(desk: Desk) -> None:
    """A finished class of two."""
    conduct = prepared.at_roll_call(desk, "hands", LEARNERS)
    conduct.type_headcount(LEARNERS)
    conduct.call_roll()
    end(desk, conduct)


def came_out(visit: Visit) -> None:
    """All pages were sent: did they come out?"""
    visit.unlock()
    visit.in_private()
    visit.go("held")
    key(visit.window, "Return")
    until(lambda: visit.window.page.name == "wrap_up", "the class is shown")
    visit.quiet()
    with TemporaryDirectory() as folder:
        visit.bridge.printers = FilePrinters(Path(folder) / "out.pdf")
        visit.press("certificates_print")
        press_print(asked_for_printer(visit))
        printed(visit)


def joined(desk: Desk) -> None:
    """A programme with three focal points was joined."""
    prepared.as_made(desk)
    join(desk, sign_programme(replace(programme(), focal_points=_POINTS), signing_key("root")), PARTNER)


def help_at_door(visit: Visit) -> None:
    """Nobody has unlocked since the app was started."""
    key(visit.window, "F8")
    visit.dialog()


SCENES = (
    Scene("certificates-came-out", came_out, small, afresh=True),
    Scene("child-help-at-door", help_at_door, joined, afresh=True),
)
