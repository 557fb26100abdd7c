"""The rows of a class list as the preview shows them: problems keep their place, each with its remedy beside it."""

from __future__ import annotations

from collections.abc import Iterator

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.qt.bridge import Bridge
from bsuh_desktop.qt.class_lists import remark_words
from bsuh_desktop.qt.class_lists.person_words import sex_word, shown_name
from bsuh_desktop.qt.widgets.rows import Cell, Column, Row, Verb
from bsuh_desktop.services.class_lists.plan import ImportPlan, PlanRow

DECIDE, LEAVE, OFFER, BACK = "decide", "leave", "offer", "back"
"""The buttons of rows: open the decision, leave the row as it is, take the better spelling, decide again."""


def columns(bridge: Bridge, wide: bool) -> list[Column]:
    """The head. A narrow table tells row and sex under the name, and a row is decided by opening it."""
    roll, name = Column(bridge.say(Message("Roll")), 68 if wide else 52), Column(bridge.say(Message("Name")))
    found = Column(bridge.say(Message("Understood")), 216 if wide else 0)
    if not wide:
        return [roll, name, found]
    return [
        Column(bridge.say(Message("Row")), 64),
        roll,
        name,
        Column(bridge.say(Message("Sex")), 72),
        found,
        Column("", 180),
    ]


def rows(bridge: Bridge, plan: ImportPlan, wide: bool, only_problems: bool, search: str) -> list[Row]:
    """The rows that are asked for, in the file's order."""
    return [_row(bridge, plan, one, wide) for one in _wanted(bridge, plan, only_problems, search)]


def _wanted(bridge: Bridge, plan: ImportPlan, only_problems: bool, search: str) -> Iterator[PlanRow]:
    wanted = ascii_digits(search.strip().casefold())
    for row in plan.rows:
        if only_problems and row.severity == "ok":
            continue
        known = (row.learner.roll, *(() if bridge.public else (row.learner.name_bn, row.learner.name_en)))
        if any(wanted in ascii_digits((words or "").casefold()) for words in known):
            yield row


def _row(bridge: Bridge, plan: ImportPlan, row: PlanRow, wide: bool) -> Row:
    learner, number = row.learner, bridge.digits(str(row.row))
    roll = Cell(bridge.digits(learner.roll or "—"), bold=True)
    name = shown_name(bridge, learner.name_bn, learner.name_en)
    state = "" if row.severity == "ok" or row.left_out else row.severity
    if not wide:
        sex = sex_word(bridge, learner.sex)
        under = bridge.say(Message("row {row}, {sex}", row=number, sex=sex))
        return Row(str(row.row), (roll, Cell(name, under), _understood(bridge, plan, row)), state)
    cells = (Cell(number), roll, Cell(name), Cell(sex_word(bridge, learner.sex)), _understood(bridge, plan, row))
    verb = _verb(bridge, plan, row)
    return Row(str(row.row), (*cells, Cell(verb=verb) if verb else Cell()), state)


def _understood(bridge: Bridge, plan: ImportPlan, row: PlanRow) -> Cell:
    text, hint = remark_words.short(plan, row)
    return Cell(bridge.say(text), bridge.say(hint) if hint else "", "unused" if row.left_out else row.severity)


def _verb(bridge: Bridge, plan: ImportPlan, row: PlanRow) -> Verb | None:
    if row.severity == "stop":
        return Verb(DECIDE, bridge.say(Message("Choose the right one")))
    if row.severity == "look":
        if any(remark.offer for remark in row.remarks):
            return Verb(OFFER, bridge.say(Message("Write ঃ")))
        return Verb(LEAVE, bridge.say(Message("Leave as it is")))
    if is_decided(plan, row.row):
        return Verb(BACK, bridge.say(Message("Decide again")), "quiet")
    return None


def is_decided(plan: ImportPlan, row: int) -> bool:
    """True if a person decided something about this row."""
    made = plan.decisions
    return row in made.left_out or row in made.left_as_is or row in {**made.rolls, **made.names, **made.given}
