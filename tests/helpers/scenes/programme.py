"""The Programme page in each standing, the office that makes a programme, and the coordinator's Grants."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bsuh_desktop.services.desk.desk import Desk
from tests.helpers import prepared, programme_desks
from tests.helpers.hands import pick, until_laid_out
from tests.helpers.list_pages import open_row, table
from tests.helpers.scenes.scene import Scene
from tests.helpers.settings_files import write_settings
from tests.helpers.visit import Visit


def page(visit: Visit) -> None:
    """The page, seen by nobody else."""
    visit.unlock()
    visit.in_private()
    visit.press("rail_programme")


def asking(visit: Visit) -> None:
    """Where should the request be saved?"""
    page(visit)
    visit.press("write_request")


def asked(visit: Visit) -> None:
    """It was written."""
    asking(visit)
    with TemporaryDirectory() as folder:
        visit.press("file_to_folder")
        pick(Path(folder))
        visit.quiet()


def wrong_answer(visit: Visit) -> None:
    """A file that is no answer was chosen."""
    page(visit)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answer.json"
        path.write_text("{}", "utf-8")
        visit.press("take_answer")
        pick(path)
        visit.quiet()


def making(visit: Visit) -> None:
    """Before the settings are chosen."""
    page(visit)
    visit.press("make_programme")


def understood(visit: Visit) -> None:
    """What stands in them."""
    making(visit)
    with TemporaryDirectory() as folder:
        visit.press("choose_settings")
        pick(write_settings(Path(folder)))
        visit.quiet()


def to_mend(visit: Visit) -> None:
    """Settings with slips."""
    making(visit)
    with TemporaryDirectory() as folder:
        visit.press("choose_settings")
        pick(write_settings(Path(folder), slips=True))
        visit.quiet()


def made(visit: Visit) -> None:
    """The sheet is to be printed; a wrong word was written."""
    understood(visit)
    with TemporaryDirectory() as folder:
        visit.press("make", "file_to_folder")
        pick(Path(folder))
        visit.quiet()
    until_laid_out(visit.window)
    for name in ("word_1", "word_2", "word_3"):
        visit.write(name, "house")
    visit.press("done")


def grants(visit: Visit) -> None:
    """The coordinator's page."""
    page(visit)
    visit.press("open_grants")


def grants_public(visit: Visit) -> None:
    """The same, where a projector may show it."""
    visit.unlock()
    visit.press("rail_programme", "open_grants")


def taking_back(visit: Visit) -> None:
    """Is a key to be taken back?"""
    grants(visit)
    open_row(visit, table(visit).rows()[0].key)


def listed(visit: Visit) -> None:
    """The key list was written."""
    grants(visit)
    with TemporaryDirectory() as folder:
        visit.press("write_list", "file_to_folder")
        pick(Path(folder))
        visit.quiet()


def no_requests(visit: Visit) -> None:
    """Before a stick is chosen."""
    grants(visit)
    visit.press("open_requests")


def choosing(visit: Visit) -> None:
    """From where?"""
    no_requests(visit)
    visit.press("choose_requests")


def room(visit: Visit) -> None:
    """The requests of a room; one of them cannot be granted."""
    choosing(visit)
    visit.press("requests_to_folder")
    pick(visit.bridge.profile.parent / "requests")
    visit.quiet()


def room_granted(visit: Visit) -> None:
    """All of them were granted."""
    room(visit)
    with TemporaryDirectory() as folder:
        visit.press("grant_all", "file_to_folder")
        pick(Path(folder))
        visit.quiet()


def with_requests(desk: Desk) -> None:
    """A coordinator, to whom ten ask; and one who would be a coordinator, too."""
    programme_desks.coordinator(desk)
    folder = desk.folder.parent / "requests"
    folder.mkdir()
    programme_desks.requests(desk, folder, 10)
    (folder / "other").mkdir()
    programme_desks.requests(desk, folder / "other", 1, "coordinator")


def of_five(desk: Desk) -> None:
    """Five laptops are granted."""
    programme_desks.granting(desk, 5)


SCENES = (
    Scene("programme-practice", page, prepared.as_made),
    Scene("programme-asked", asked, programme_desks.waiting),
    Scene("programme-ending", page, programme_desks.ending),
    Scene("programme-office", page, programme_desks.office),
    Scene("make-programme-understood", understood, prepared.as_made),
    Scene("make-programme-to-mend", to_mend, prepared.as_made),
    Scene("make-programme-made", made, prepared.as_made),
    Scene("grants-none-yet", grants, prepared.as_made),
    Scene("grants-public", grants_public, of_five),
    Scene("grant-requests-choosing", choosing, programme_desks.coordinator),
    Scene("grant-requests-room", room, with_requests),
)
"""Every layout once: they are seen in every look."""

MORE = (
    Scene("programme-asking", asking, programme_desks.waiting),
    Scene("programme-waiting", page, programme_desks.waiting),
    Scene("programme-wrong-answer", wrong_answer, programme_desks.waiting),
    Scene("programme-granted", page, programme_desks.granted),
    Scene("programme-ended", page, programme_desks.ended),
    Scene("make-programme", making, prepared.as_made),
    Scene("grants-nobody", grants, programme_desks.office),
    Scene("grants", grants, of_five),
    Scene("grants-own-ending", grants, programme_desks.ending_coordinator),
    Scene("grants-listed", listed, of_five),
    Scene("grants-taking-back", taking_back, of_five, afresh=True),
    Scene("grant-requests-none", no_requests, programme_desks.coordinator),
    Scene("grant-requests-granted", room_granted, with_requests),
)
"""The same layouts in their other states, for pictures."""
