"""A laptop is stolen: its backup comes back on a new one, certificates of both stay good, and the thief fools nobody.

What the three people do on their screens is done by events on visible controls; classes are held, and the thief works,
behind the scenes.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.desk.facilitator import own_code
from bsuh_desktop.services.grants.accept import accept
from bsuh_desktop.services.grants.request import write_request
from bsuh_desktop.services.hand_over.class_files import save_certificates
from bsuh_desktop.services.hand_over.hand_over import hand_over_all
from bsuh_desktop.services.safekeeping.first_run import NewDesk, first_run
from bsuh_desktop.services.safekeeping.opening import open_desk
from bsuh_desktop.services.safekeeping.stick_backups import keep_on_stick, register_stick
from tests.helpers import hand_over, programme_desks, safekeeping
from tests.helpers.access import name_of
from tests.helpers.attendance import PARTNER
from tests.helpers.class_pages import read, shows
from tests.helpers.desks import PASSPHRASE, a_class, clock_at, practice_desk, rows
from tests.helpers.grants import given
from tests.helpers.hands import key, pick, until
from tests.helpers.list_pages import on_page, open_row, table
from tests.helpers.programmes import FACILITATOR
from tests.helpers.receiving_desk import receive
from tests.helpers.visit import Visit, visiting

pytestmark = pytest.mark.usefixtures("windows", "known_keys")
FROM = datetime.date(2026, 7, 20)


def test_the_backup_goes_on_and_the_thief_does_not(tmp_path: Path) -> None:
    old_code = before_the_theft(tmp_path)
    for name in ("asks", "answer", "list"):
        (tmp_path / name).mkdir()
    with visiting(tmp_path / "new", machine=lambda: "new") as visit:
        brought_back(visit, tmp_path / "kept apart", old_code)
        asks_for_the_grant(visit, tmp_path / "asks")
    papers = the_thief_works(tmp_path)
    with visiting(tmp_path / "office") as visit:
        visit.unlock()
        visit.in_private()
        grants_anew(visit, tmp_path / "asks", tmp_path / "answer")
        takes_the_old_key_back(visit, old_code, tmp_path / "list")
    with visiting(tmp_path / "new", machine=lambda: "new") as visit:
        visit.unlock()
        takes_the_answer(visit, tmp_path / "answer")
    papers["new"] = on_the_new_one(tmp_path)
    with visiting(tmp_path / "office") as visit:
        visit.unlock()
        visit.in_private()
        visit.press("rail_verify")
        seen = {name: judged(visit, path) for name, path in papers.items()}
    assert seen == {"old": "Good", "thief's file": "Revoked", "thief's papers": "Revoked", "new": "Good"}


def before_the_theft(folder: Path) -> str:
    """The office grants the laptop; a class is held, printed, handed over and received; the backup is on a stick that
    is kept apart. Returns the code of the laptop's key."""
    office = practice_desk(folder / "office")
    programme_desks.office(office)
    stick = folder / "kept apart"
    stick.mkdir()
    wish = NewDesk(PASSPHRASE, FACILITATOR, "4826", programme_desks.trial_file(), PARTNER)
    first, _ = first_run(folder / "old" / "profile", wish, clock_at())
    (answer,) = given(office, [write_request(first, "device", folder / "first asks")], folder / "first", first=FROM)
    accept(first, answer.path)
    papers(first, folder / "old papers")
    hand_over_all(first, folder / "handed")
    receive(office, [folder / "handed"])
    register_stick(first, stick)
    keep_on_stick(first, hand_over.plugged([stick]))
    code = own_code(first)
    first.close()
    office.close()
    return code


def papers(desk: Desk, folder: Path, said: datetime.date | None = None) -> Path:
    """A class of three is held and printed."""
    folder.mkdir(exist_ok=True)
    conduct = a_class(desk, rows(3))
    if said is not None:
        conduct.state_date(said)
    conduct.finish()
    return save_certificates(desk, conduct.session, folder).path


def the_thief_works(folder: Path) -> dict[str, Path]:
    """With the old laptop and its passphrase: a class is dated back to before the theft, printed and handed over."""
    thief = open_desk(folder / "old" / "profile", PASSPHRASE, clock_at(day=1))
    forged = papers(thief, folder / "thief", datetime.date(2026, 8, 1))
    hand_over_all(thief, folder / "thief's stick")
    thief.close()
    (file,) = (folder / "thief's stick").glob("2026-08-01*.bsuh")
    (old,) = (folder / "old papers").glob("*.pdf")
    return {"old": old, "thief's file": file, "thief's papers": forged}


def on_the_new_one(folder: Path) -> Path:
    """A class is held on the new laptop, and its certificates are printed under the new grant."""
    desk = open_desk(folder / "new" / "profile", PASSPHRASE, clock_at(), machine=lambda: "new")
    assert len(desk.store.journal.sessions()) == 1, "the class of the backup"
    path = papers(desk, folder / "new papers")
    desk.close()
    return path


def brought_back(visit: Visit, stick: Path, old_code: str) -> None:
    """First run, the third way: the stick is found, and its passphrase opens it."""
    safekeeping.bring_back_page(visit, stick)
    until(lambda: shows(visit, "backup_1"), "the backup on the stick is found")
    assert old_code in name_of(visit.see("backup_1")) + visit.see("backup_1").accessibleDescription()
    visit.press("primary")
    visit.write("passphrase", "not these words at all")
    visit.press("primary")
    assert "does not match" in read(visit, "problem")
    visit.write("passphrase", PASSPHRASE)
    visit.press("primary")
    assert f"from a backup of the desk {old_code}" in read(visit, "said_1")
    assert "nobody with the old one can sign in your name" in read(visit, "said_2")
    assert "Ask your coordinator for a new grant." in read(visit, "said_3")
    visit.press("primary")
    on_page(visit, "home")


def asks_for_the_grant(visit: Visit, folder: Path) -> None:
    """That is the next step on Home."""
    assert "Ask your coordinator for its grant." in read(visit, "laptop_text")
    visit.press("laptop_now", "write_request", "file_to_folder")
    pick(folder)
    visit.quiet()
    visit.press("rail_home")
    assert not shows(visit, "laptop_due"), "it was asked for"


def grants_anew(visit: Visit, asks: Path, answer: Path) -> None:
    """The office sees whom it grants."""
    visit.press("rail_programme", "open_grants", "open_requests", "choose_requests", "requests_to_folder")
    pick(asks)
    visit.quiet()
    visit.press("grant_all", "file_to_folder")
    pick(answer)
    visit.quiet()


def takes_the_old_key_back(visit: Visit, old_code: str, folder: Path) -> None:
    """Whoever has the stolen laptop signs in nobody's name any more."""
    visit.press("rail_programme", "open_grants")
    (old,) = (row for row in table(visit).rows() if old_code in " ".join(cell.accessible_text() for cell in row.cells))
    open_row(visit, old.key)
    visit.press("take_back", "file_to_folder")
    pick(folder)
    visit.quiet()
    assert f"The key {old_code} is revoked." in read(visit, "news")


def takes_the_answer(visit: Visit, folder: Path) -> None:
    """The grant of the new key."""
    visit.press("rail_programme", "take_answer")
    pick(next(folder.glob("grant-*.bsuh-grant")))
    visit.quiet()
    assert visit.bridge.facts is not None
    assert visit.bridge.facts.status == "granted"


def judged(visit: Visit, path: Path) -> str:
    """The word of the verdict on the page Verify."""
    if shows(visit, "check_another"):
        visit.press("check_another")
    key(visit.window, "Ctrl+O")
    pick(path)
    visit.quiet()
    return name_of(visit.see("verdict_shape"))
