"""A made-up class to practise with: the demonstration's list, on a desk where nothing ever counts."""

from __future__ import annotations

from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.class_lists.class_groups import new_group
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.rehearsal.demonstrate import GRADE, LIST_FILE, PLACE, SECTION

LEARNERS = 58


def add_practice_class(desk: Desk, learners: int = LEARNERS) -> GroupRef:
    """Keeps the demonstration's class with its first `learners`. Raises KnownError: class_exists."""
    from bsuh_desktop.rosters.understanding import understand

    rows = understand(desk.resources / LIST_FILE).learners[:learners]
    group = new_group(desk, PLACE, GRADE, SECTION)
    enrol.agree(desk, group, "letters", rows)
    return group
