"""Learners of a class as chips and lines in the desk's language."""

from __future__ import annotations

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.presenters.classroom.learners import LearnerChip, LearnerLine
from bsuh_desktop.qt.widgets.chip import Chip
from bsuh_desktop.qt.widgets.people_list import PersonLine


def chip_of(session: DeskSession, chip: LearnerChip) -> Chip:
    """A learner's chip."""
    return Chip(chip.card, session.digits(chip.card), chip.state, session.text(chip.tip), session.text(chip.who))


def person_line(session: DeskSession, line: LearnerLine) -> PersonLine:
    """A learner in a list."""
    return PersonLine(chip_of(session, line.chip), session.text(line.name), session.text(line.line))
