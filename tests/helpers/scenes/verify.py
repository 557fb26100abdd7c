"""The Verify page: before anything was brought, and after it was checked, alone and with a class that may look on."""

from __future__ import annotations

from tests.helpers import prepared, verified
from tests.helpers.scenes.scene import Scene
from tests.helpers.verified import drop, stick_of
from tests.helpers.visit import Visit


def empty(visit: Visit) -> None:
    """Nothing is checked yet."""
    visit.unlock()
    visit.press("rail_verify")


def slip(visit: Visit) -> None:
    """A serial is typed with a wrong character."""
    empty(visit)
    visit.write("typed", "3A770-000SX")
    visit.quiet()


def brought(visit: Visit, *names: str) -> None:
    """Files are dropped, and nobody else looks on."""
    empty(visit)
    visit.in_private()
    stick = stick_of(visit.bridge.profile)
    drop(visit.see("verify"), *(stick / name for name in names))
    visit.quiet()


def good(visit: Visit) -> None:
    """One certificate that is genuine."""
    brought(visit, verified.GOOD)


def revoked(visit: Visit) -> None:
    """A class of three; of one certificate the serial was taken back."""
    brought(visit, verified.CLASS)


def several(visit: Visit) -> None:
    """Practice, a class, a file that waits, a newer list of keys, and a certificate on which the name was changed."""
    files = (verified.PRACTICE, verified.CLASS, verified.ALTERED, verified.WAITING, verified.KEY_LIST)
    brought(visit, *files)


def in_public(visit: Visit) -> None:
    """The same, with a projector that shows this screen."""
    several(visit)
    visit.bridge.projector.set_shows_this_screen(True)
    visit.quiet()


SCENES = (
    Scene("verify", empty, prepared.as_made),
    Scene("verify-slip", slip, prepared.as_made),
    Scene("verify-good", good, verified.with_papers),
    Scene("verify-revoked", revoked, verified.with_papers),
    Scene("verify-several", several, verified.with_papers),
    Scene("verify-public", in_public, verified.with_papers),
)
