"""A class in one line: learners, how many of them are listed without a name, when it was taught."""

from __future__ import annotations

from bsuh_desktop.domain.dates import date_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.class_lists.class_groups import ClassGroup


def learners(group: ClassGroup) -> Message:
    """Number of learners, and of those without a name."""
    if not group.learners:
        return Message("No learners yet")
    if group.unnamed:
        return Message("Learners: {count}, without a name: {unnamed}", count=group.learners, unnamed=group.unnamed)
    return Message("Learners: {count}", count=group.learners)


def taught(group: ClassGroup) -> Message:
    """How often it was taught, and the last day."""
    if group.last is None:
        return Message("Not taught yet")
    return Message("Lessons so far: {count}, the last on {day}", count=group.taught, day=date_text(group.last))
