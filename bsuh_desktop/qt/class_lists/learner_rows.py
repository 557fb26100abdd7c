"""The learners of a class as rows of a table."""

from __future__ import annotations

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.rows import Cell, CellButton, Column, Row
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.widgets.person_words import consent_words, sex_word, shown_name
from bsuh_desktop.services.class_lists.class_groups import Learner

CHANGE = "change"


def columns(bridge: Bridge, wide: bool) -> list[Column]:
    """The columns. In a narrow table the sex is below the name, and activating a row opens the learner."""
    roll, name = Column(bridge.say(Message("Roll")), 72 if wide else 52), Column(bridge.say(Message("Name")))
    kept = Column(bridge.say(Message("Name kept?")), 190 if wide else 0)
    if not wide:
        return [roll, name, kept]
    return [roll, name, Column(bridge.say(Message("Sex")), 80), kept, Column("", 110)]


def rows(bridge: Bridge, learners: list[Learner], wide: bool) -> list[Row]:
    """All learners in the school's order. In public view without names and without answers about them."""
    return [_row(bridge, learner, wide) for learner in learners]


def _row(bridge: Bridge, learner: Learner, wide: bool) -> Row:
    roll = Cell(bridge.digits(learner.roll or "—"), bold=True)
    name, sex = shown_name(bridge, learner.name_bn, learner.name_en), sex_word(bridge, learner.sex)
    if not wide:
        return Row(str(learner.line), (roll, Cell(name, sex), _consent_cell(bridge, learner)))
    verb = CellButton(CHANGE, bridge.say(Message("Change")))
    return Row(str(learner.line), (roll, Cell(name), Cell(sex), _consent_cell(bridge, learner), Cell(verb=verb)))


def _consent_cell(bridge: Bridge, learner: Learner) -> Cell:
    if bridge.public:
        return Cell(bridge.say(Message("hidden")))
    light, words = consent_words(learner.named, learner.may_be_named, (learner.guardian, learner.assent))
    return Cell(bridge.say(words), light=light)
