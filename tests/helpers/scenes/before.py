"""Before a desk is open, and the first page behind the door: first run, door, Home, help for a child."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.store.backups import FOLDER
from bsuh_desktop.store.store import FILE_NAME
from tests.helpers import prepared
from tests.helpers.damage import cut, flip
from tests.helpers.desks import PASSPHRASE
from tests.helpers.hands import pick
from tests.helpers.no_bus import nobody_listening
from tests.helpers.programmes import write_programme
from tests.helpers.scenes.scene import Scene
from tests.helpers.visit import Visit


def first_page(visit: Visit) -> None:
    """Nothing is pressed."""


def joining(visit: Visit) -> None:
    """A programme file was opened."""
    visit.press("join", "primary")
    with TemporaryDirectory() as stick:
        pick(write_programme(Path(stick)))
        visit.quiet()


def who_am_i(visit: Visit) -> None:
    """Name and PIN are written."""
    visit.press("practise", "primary")
    visit.write("facilitator", prepared.FACILITATOR)
    visit.write("pin", "৪৮২৬")
    visit.write("again", "4826")


def new_passphrase(visit: Visit) -> None:
    """One that is too short."""
    who_am_i(visit)
    visit.press("primary")
    visit.write("passphrase", "short")


def recovery_sheet(visit: Visit) -> None:
    """The code that is shown once."""
    who_am_i(visit)
    visit.press("primary")
    visit.write("passphrase", PASSPHRASE)
    visit.write("again", PASSPHRASE)
    visit.press("primary")


def wrong_passphrase(visit: Visit) -> None:
    """Not the right words."""
    visit.write("passphrase", "not these words at all")
    visit.press("primary")


def forgotten(visit: Visit) -> None:
    """The way in by the recovery code."""
    visit.press("forgotten")


def home(visit: Visit) -> None:
    """Behind the door; it may be that a projector shows this screen."""
    visit.unlock()


def home_in_private(visit: Visit) -> None:
    """No projector shows this screen."""
    visit.unlock()
    visit.in_private()


def told(visit: Visit) -> None:
    """Something went wrong, and what to do."""
    visit.unlock()
    fact, remedy = Message("The disk is full."), Message("Remove some files from this disk.")
    visit.bridge.error_reported.emit(KnownError("disk_full", fact, remedy))


def crashed(visit: Visit) -> None:
    """A bug came up."""
    visit.unlock()
    visit.window.crashes.take(_bug())


def child_help(visit: Visit) -> None:
    """A child needs help."""
    visit.unlock()
    visit.press("child_help")


def guide(visit: Visit) -> None:
    """What to do on the page that is shown, with a table and steps."""
    visit.unlock()
    visit.go("hand_over")
    visit.press("open_guide")


def guide_at_the_door(visit: Visit) -> None:
    """The same before anything is unlocked."""
    visit.press("open_guide")


def remedy(visit: Visit) -> None:
    """What to do about something that is not ready."""
    with nobody_listening():
        visit.unlock()
        visit.press("remedy_awake")


def this_screen(visit: Visit) -> None:
    """How the screen is liked."""
    visit.unlock()
    visit.press("this_screen")


def this_screen_at_the_door(visit: Visit) -> None:
    """The same before unlocking."""
    visit.press("this_screen")


def given_file(visit: Visit) -> None:
    """Somebody has opened an attendance file by a double click."""
    file = visit.bridge.profile.parent / "2026-07-14-eiin-107845-SESS00000000000X.bsuh"
    file.touch()
    visit.window.take_file(file)


def strange_file(visit: Visit) -> None:
    """The same with a file that is not of this app."""
    file = visit.bridge.profile.parent / "অষ্টম শ্রেণি, খ শাখা: হাজিরা খাতা.docx"
    file.touch()
    visit.window.take_file(file)


def damaged(visit: Visit) -> None:
    """The data file was cut off; a backup is offered."""
    cut(visit.bridge.profile / FILE_NAME, 50_000)
    visit.write("passphrase", PASSPHRASE)
    visit.press("primary")


def damaged_alone(visit: Visit) -> None:
    """A page of the data file is altered, and there is no backup: what can still be read is offered."""
    shutil.rmtree(visit.bridge.profile / FOLDER)
    flip(visit.bridge.profile / FILE_NAME, 4096 * 3 + 5)
    visit.write("passphrase", PASSPHRASE)
    visit.press("primary")


def mended(visit: Visit) -> None:
    """The backup is in use."""
    damaged(visit)
    visit.press("primary")


def _bug() -> Exception:
    try:
        raise ZeroDivisionError("planted")
    except ZeroDivisionError as bug:
        return bug


SCENES = (
    Scene("first-run", first_page),
    Scene("first-run-joining", joining),
    Scene("first-run-who-am-i", who_am_i),
    Scene("first-run-passphrase", new_passphrase),
    Scene("first-run-recovery-sheet", recovery_sheet),
    Scene("door", first_page, prepared.as_made),
    Scene("door-file-waits", given_file, prepared.as_made),
    Scene("door-strange-file", strange_file, prepared.as_made, afresh=True),
    Scene("door-wrong-passphrase", wrong_passphrase, prepared.as_made),
    Scene("door-damaged", damaged, prepared.backed_up),
    Scene("door-damaged-without-backup", damaged_alone, prepared.backed_up),
    Scene("home-mended", mended, prepared.backed_up),
    Scene("door-recovery-code", forgotten, prepared.as_made),
    Scene("home-without-class", home, prepared.as_made),
    Scene("home-next-class", home_in_private, prepared.with_class),
    Scene("home-unfinished", home_in_private, prepared.at_teach),
    Scene("home-public", home, prepared.at_teach),
    Scene("home-waiting", home_in_private, prepared.finished),
    Scene("home-told", told, prepared.with_class),
    Scene("crash", crashed, prepared.with_class, afresh=True),
    Scene("child-help", child_help, prepared.with_class, afresh=True),
    Scene("guide", guide, prepared.with_class, afresh=True),
    Scene("guide-at-the-door", guide_at_the_door, prepared.as_made, afresh=True),
    Scene("home-remedy", remedy, prepared.with_class, afresh=True),
    Scene("this-screen", this_screen, prepared.with_class, afresh=True),
    Scene("this-screen-at-the-door", this_screen_at_the_door, prepared.as_made, afresh=True),
)
