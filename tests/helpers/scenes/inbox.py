"""The page Inbox of a coordinator's desk in each state, with a real register."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox

from bsuh_desktop.presenters.collection.collected_files import FILTERS, FileFilter
from bsuh_desktop.qt.collection.inbox import Inbox
from tests.helpers import hand_over, programme_desks
from tests.helpers.class_pages import shows
from tests.helpers.hands import choose, named, press, until
from tests.helpers.inbox import WORDS, inbox_page, two_places
from tests.helpers.list_pages import table
from tests.helpers.scenes.scene import Scene
from tests.helpers.visit import Visit


def _stick(visit: Visit) -> Path:
    return visit.bridge.profile.parent / hand_over.STICK


def empty(visit: Visit) -> None:
    """Nothing has been collected yet."""
    visit.unlock()
    visit.in_private()
    inbox_page(visit)


def given(visit: Visit) -> None:
    """Somebody has opened an attendance file by a double click."""
    empty(visit)
    visit.window.take_file(_stick(visit) / "good.bsuh")
    visit.dialog()


def offered(visit: Visit) -> None:
    """A stick is plugged in."""
    visit.unlock()
    visit.in_private()
    inbox_page(visit, _stick(visit))


def collected(visit: Visit) -> None:
    """A stick with files of every verdict."""
    offered(visit)
    visit.press("take_stick")


def _choose(visit: Visit, group: FileFilter) -> None:
    """The first row of a group; large letters have a field for it."""
    if shows(visit, f"show_{group}"):
        visit.press(f"show_{group}")
    else:
        field = named(visit.window, "show_group", QComboBox)
        words = visit.bridge.say(FILTERS[group][1])
        choose(field, next(text for place in range(field.count()) if (text := field.itemText(place)).startswith(words)))
        visit.quiet()
    rows = table(visit)
    press(rows.viewport(), rows.visualRect(rows.model().index(0, 0)).center())
    visit.quiet()


def to_decide(visit: Visit) -> None:
    """Two files of one class: a person chooses."""
    collected(visit)
    _choose(visit, "decide")
    until(lambda: visit.see("take_newer").isEnabled(), "both files are read")


def one_file(visit: Visit) -> None:
    """One that counts."""
    collected(visit)
    _choose(visit, "merged")


def asking_why(visit: Visit) -> None:
    """Why is it taken out?"""
    one_file(visit)
    visit.press("take_out")


def answered(visit: Visit) -> None:
    """The receipts were written."""
    collected(visit)
    visit.press("write_receipts", "file_to_stick")


def collecting(visit: Visit) -> None:
    """212 of 340. A picture waits for the register's thread, so nothing is really being collected."""
    collected(visit)
    page = visit.window.page
    assert isinstance(page, Inbox)
    job = page._presenter.collecting.job
    job.begin()
    job.done, job.total, job.rate, job.left = 212, 340, 38.0, 4
    page.retranslate()


def typed(visit: Visit) -> None:
    """A file of a place that a facilitator typed."""
    collected(visit)
    rows = table(visit)
    place = next(number for number, row in enumerate(rows.rows()) if WORDS in row.cells[0].text)
    press(rows.viewport(), rows.visualRect(rows.model().index(place, 0)).center())
    visit.quiet()


def which_school(visit: Visit) -> None:
    """Which school is that?"""
    typed(visit)
    visit.press("which_school", "near_0")


def opening_names(visit: Visit) -> None:
    """Role and purpose are said."""
    typed(visit)
    visit.press("open_names")
    visit.write("role", "District coordinator")
    visit.press("for_named_list")


def mapped(visit: Visit) -> None:
    """It is that one."""
    which_school(visit)
    visit.press("map_place")


SCENES = (
    Scene("inbox", empty, programme_desks.coordinator),
    Scene("inbox-file-given", given, hand_over.brought, afresh=True),
    Scene("inbox-to-decide", to_decide, hand_over.brought),
    Scene("inbox-taking-out", asking_why, hand_over.brought, afresh=True),
)

MORE = (
    Scene("inbox-typed-place", typed, two_places),
    Scene("inbox-which-school", which_school, two_places, afresh=True),
    Scene("inbox-mapped-place", mapped, two_places),
    Scene("inbox-opening-names", opening_names, two_places, afresh=True),
    Scene("inbox-offered", offered, hand_over.brought),
    Scene("inbox-collected", collected, hand_over.brought),
    Scene("inbox-collecting", collecting, hand_over.brought),
    Scene("inbox-one-file", one_file, hand_over.brought),
    Scene("inbox-answered", answered, hand_over.brought),
)
