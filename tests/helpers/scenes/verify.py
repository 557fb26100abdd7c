"""The Verify page: before anything was brought, and after it was checked, alone and with a class that may look on."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from tests.helpers import prepared, verified
from tests.helpers.certificates import code_texts, embedded_in
from tests.helpers.hands import key, settle
from tests.helpers.papers import picture_of
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


def compare(visit: Visit) -> None:
    """A photograph of a certificate: is that what the paper says?"""
    photograph = stick_of(visit.bridge.profile) / "photograph.png"
    picture_of((photograph.with_name(verified.GOOD)).read_bytes()).save(photograph)
    brought(visit, photograph.name)


def differs(visit: Visit) -> None:
    """Codes of three, one of which was taken back; the first paper was said to be another."""
    embedded = embedded_in(stick_of(visit.bridge.profile) / verified.CLASS)
    codes = [code_texts(embedded, number)[0] for number in (1, 2, 3)]
    pasted(visit, *codes, code_texts(embedded, 1)[1])
    visit.press("paper_differs")


def pasted(visit: Visit, *codes: str) -> None:
    """Codes are pasted, and nobody else looks on."""
    empty(visit)
    visit.in_private()
    QGuiApplication.clipboard().setText("\n".join(codes))
    settle()
    key(visit.window, "Ctrl+V")
    visit.quiet()


def compare_in_public(visit: Visit) -> None:
    """The photograph, where the class may look on."""
    compare(visit)
    visit.bridge.projector.set_shows_this_screen(None)
    visit.quiet()


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
    Scene("verify-compare", compare, verified.with_papers),
    Scene("verify-differs", differs, verified.with_papers),
    Scene("verify-turn-away", compare_in_public, verified.with_papers),
    Scene("verify-public", in_public, verified.with_papers),
)
