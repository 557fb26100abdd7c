"""The page Inbox in tests: a coordinator's desk with a register in a real folder, and sticks that are plugged in."""

from __future__ import annotations

from pathlib import Path

from bsuh_desktop.qt.screens.inbox import Inbox
from tests.helpers import handing
from tests.helpers.visit import Visit


def inbox_page(visit: Visit, *folders: Path) -> Inbox:
    """Goes to the page; `folders` are sticks as long as they are there."""
    visit.press("rail_inbox")
    page = visit.window.page
    assert isinstance(page, Inbox)
    page.find_sticks = lambda: handing.plugged(folders)
    visit.press("rail_inbox")
    return page
