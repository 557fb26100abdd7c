"""Desks whose keys and backups move: sticks with backups, copied folders, several desks, and kept recovery codes."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from bsuh_desktop.domain.codes import check_character, decode
from bsuh_desktop.qt.safekeeping.bring_back import BringBack
from bsuh_desktop.qt.safekeeping.laptop import Laptop
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.safekeeping.backup_file import write_backup
from bsuh_desktop.services.safekeeping.desk_folders import write_card
from bsuh_desktop.services.safekeeping.desk_key import note_gone_back
from bsuh_desktop.services.safekeeping.laptop_view import give_marks
from bsuh_desktop.services.safekeeping.recovery import read_out
from bsuh_desktop.services.safekeeping.stick_backups import keep_on_stick, register_stick
from bsuh_desktop.store.facts import NEW_KEY_NEEDED
from bsuh_desktop.store.office import need_new_key
from bsuh_desktop.trust.recovery_code import RecoveryCopy, seal_code, sign_copy
from tests.helpers import hand_over, programme_desks
from tests.helpers.desks import practice_desk
from tests.helpers.erasure import received
from tests.helpers.grants import copy_taken
from tests.helpers.keys import key
from tests.helpers.visit import Visit

STICK = "ROKEYA-1"
LATE = datetime.date(2027, 3, 1)
CODES = tuple(body + check_character(body) for body in ("7K3MQ90ABCDEFGHJKMNPQRSTV", "XYZ0123456789ABCDEFGHJKMN"))


def stick_of(profile: Path) -> Path:
    """The stick that is kept apart from the laptop of that profile."""
    return profile.parent / STICK


def three(desk: Desk) -> None:
    """Three classes of a granted desk, and no stick for backups."""
    hand_over.three(desk)
    desk.backups.make_now(desk.clock.now())


def on_stick(desk: Desk) -> None:
    """The same with a backup on a stick; one class was held since."""
    three(desk)
    stick = stick_of(desk.folder)
    stick.mkdir()
    register_stick(desk, stick)
    keep_on_stick(desk, hand_over.plugged([stick]))
    hand_over.hold(desk, "6", "ka")


def copied(desk: Desk) -> None:
    """A copy that was opened on another computer."""
    hand_over.three(desk)
    need_new_key(desk.store.db, "copied")


def gone_back(desk: Desk) -> None:
    """Its data went back to an earlier day, for the second time."""
    hand_over.three(desk)
    for _ in range(2):
        desk.store.facts.drop(NEW_KEY_NEEDED)
        note_gone_back(desk)


def new_key(desk: Desk) -> None:
    """It has its new key, and must ask for a grant."""
    from bsuh_desktop.services.safekeeping.desk_key import start_new_key

    copied(desk)
    start_new_key(desk)


def backup_apart(desk: Desk) -> None:
    """Only a backup is left, on a stick: the laptop is gone."""
    three(desk)
    stick = stick_of(desk.folder)
    (stick / "bsuh-backup").mkdir(parents=True)
    write_backup(desk, stick / "bsuh-backup")


def over(desk: Desk) -> None:
    """A class whose names are over, on so late a day that the clock is in doubt; its backup is on a stick."""
    hand_over.joined(desk)
    received(desk, hand_over.hold(desk, "8", "kha"))
    stick = stick_of(desk.folder)
    (stick / "bsuh-backup").mkdir(parents=True)
    write_backup(desk, stick / "bsuh-backup")
    hand_over.wait_until(desk, LATE)


def several(desk: Desk) -> None:
    """Two further facilitators have desks on this laptop."""
    three(desk)
    write_card(desk)
    for number in ("2", "3"):
        other = practice_desk(desk.folder.parent / f"other-{number}")
        write_card(other)
        other.close()
        shutil.move(other.folder, desk.folder / "desks" / number)
    give_marks(desk.folder)


def keeping_codes(desk: Desk) -> None:
    """A coordinator who keeps the codes of two laptops; one has its grant, the code of the other was read out."""
    keeping_a_code(desk)
    _keep_code(desk, 2)
    read_out(desk, key("laptop 2").public, "other")


def keeping_a_code(desk: Desk) -> None:
    """A coordinator who keeps the code of one laptop, which has its grant."""
    programme_desks.coordinator(desk)
    programme_desks.grant_to(desk, key("laptop 1"), decode("3A7Q"), "শিরিন আক্তার")
    _keep_code(desk, 1)


def _keep_code(desk: Desk, number: int) -> None:
    signer = key(f"laptop {number}")
    copy = RecoveryCopy(
        programme=desk.programme.id,
        key=signer.public,
        number=1,
        made=desk.today(),
        device="",
        sealed=seal_code(CODES[number - 1], signer.public, [desk.vault.age_recipient]),
    )
    assert copy_taken(desk, sign_copy(copy, signer))


def laptop_page(visit: Visit, *folders: Path) -> Laptop:
    """Goes to the page This laptop; `folders` are sticks as long as they are there."""
    visit.press("rail_laptop")
    page = visit.window.page
    assert isinstance(page, Laptop)
    page.find_sticks = lambda: hand_over.plugged(folders)
    visit.press("rail_laptop")
    visit.quiet()
    return page


def bring_back_page(visit: Visit, *folders: Path) -> BringBack:
    """From the first run to the page that brings a backup back; `folders` are sticks."""
    visit.press("bring_back")
    return plug_in_for_backup(visit, *folders)


def write_day(visit: Visit, day: datetime.date) -> None:
    """Says which day it is."""
    for field, number in (("day", day.day), ("month", day.month), ("year", day.year)):
        visit.write(field, str(number))


def plug_in_for_backup(visit: Visit, *folders: Path) -> BringBack:
    """On the page that brings a backup back: `folders` are sticks as long as they are there."""
    page = visit.window.page
    assert isinstance(page, BringBack)
    page.presenter.which.find_sticks = lambda: hand_over.plugged(folders)
    visit.press("back", "bring_back")
    return page
