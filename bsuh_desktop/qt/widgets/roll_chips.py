"""Learners of a class as chips and lines in the desk's language."""

from __future__ import annotations

from bsuh_desktop.presenters.classroom.learners import LearnerChip, LearnerLine
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.chip import Chip
from bsuh_desktop.qt.widgets.people_list import PersonLine


def chip_of(bridge: Bridge, chip: LearnerChip) -> Chip:
    """A learner's chip."""
    return Chip(chip.card, bridge.digits(chip.card), chip.state, bridge.text(chip.tip), bridge.text(chip.who))


def person_line(bridge: Bridge, line: LearnerLine) -> PersonLine:
    """A learner in a list."""
    return PersonLine(chip_of(bridge, line.chip), bridge.text(line.name), bridge.text(line.line))
