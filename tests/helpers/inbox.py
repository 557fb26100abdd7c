"""The page Inbox in tests: a coordinator's desk with a register in a real folder, and sticks that are plugged in."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.qt.collection.inbox import Inbox
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.trust.sealing import recipient_of
from tests.helpers import hand_over, programme_desks
from tests.helpers.visit import Visit

TYPED, WORDS = "local:0A1B2C3D4E5F6G7H", "Kaliganga High Scool"
SCHOOL = "eiin:107845"
NAMES = ("রহিমা", "Rahima", "SUM(A1)")
"""Those in every file of `hand_over.attendance_file`; of its three learners one has no name."""


def inbox_page(visit: Visit, *folders: Path) -> Inbox:
    """Goes to the page; `folders` are sticks as long as they are there."""
    visit.press("rail_inbox")
    page = visit.window.page
    assert isinstance(page, Inbox)
    page.find_sticks = lambda: hand_over.plugged(folders)
    visit.press("rail_inbox")
    return page


def two_places(desk: Desk) -> None:
    """A coordinator, and a stick with a class at a school of the list and two at a place that was typed."""
    programme_desks.coordinator(desk)
    stick = desk.folder.parent / hand_over.STICK
    stick.mkdir()
    ours = (recipient_of(desk.vault.age_identity),)
    (stick / "1.bsuh").write_bytes(hand_over.attendance_file(ours, 1))
    for number in (2, 3):
        (stick / f"{number}.bsuh").write_bytes(hand_over.attendance_file(ours, number, place=TYPED, place_name=WORDS))
