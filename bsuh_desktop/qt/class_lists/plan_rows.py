"""The rows of a class list in the preview: problems stay in place, with the remedy beside each.

After them come the learners of the class who are not on the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Literal

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.presenters.rows import Cell, CellButton, Column, Row
from bsuh_desktop.qt.bridge.bridge import Bridge
from bsuh_desktop.qt.class_lists import remark_words
from bsuh_desktop.qt.widgets.person_words import sex_word, shown_name
from bsuh_desktop.services.class_lists.import_plan import GoneRow, ImportPlan, ImportRow

DECIDE, LEAVE, OFFER, BACK = "decide", "leave", "offer", "back"
"""Buttons of a row: open the decision, leave the row as it is, accept the better spelling, decide again."""

STAYS, LEAVES, WHO = "stays", "leaves", "who"
"""Buttons of a learner who is not on the list: stays in the class, leaves it, or is on the list after all."""

GONE = "gone-"
"""Prefix of the key of a learner who is not on the list; their line number follows."""

Shown = Literal["all", "problems", "changes"]


def columns(bridge: Bridge, wide: bool) -> list[Column]:
    """The columns. In a narrow table row number and sex are below the name, and activating a row opens its decision."""
    roll, name = Column(bridge.say(Message("Roll")), 60 if wide else 64), Column(bridge.say(Message("Name")))
    found = Column(bridge.say(Message("What was read")), 216 if wide else 0)
    if not wide:
        return [roll, name, found]
    return [
        Column(bridge.say(Message("Row")), 66),
        roll,
        name,
        Column(bridge.say(Message("Sex")), 64),
        found,
        Column("", 184),
    ]


class ShownRows:
    """The rows of the table. Each is cached: a decision about one of two hundred learners must show at once."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._made: dict[object, tuple[object, Row]] = {}

    def forget(self) -> None:
        """Clears the cache: for another language, another list, or none."""
        self._made.clear()

    def rows(self, plan: ImportPlan, wide: bool, shown: Shown, search: str) -> list[Row]:
        """The rows asked for, in the file's order; then the learners who are not on the list."""
        bridge, wanted, decisions = self._bridge, ascii_digits(search.strip().casefold()), plan.decisions
        decided, found = decisions.rows, list[Row]()
        for row in _of_list(bridge, plan, shown, wanted):
            state = (row, wide, row.row in decided, row.row in decisions.left_as_is)
            found.append(self._cached(row.row, state, partial(_row, bridge, plan, row, wide, row.row in decided)))
        for gone in _of_class(bridge, plan, shown, wanted):
            found.append(self._cached(f"{GONE}{gone.line}", (gone, wide), partial(_gone, bridge, gone, wide)))
        return found

    def _cached(self, key: object, state: object, make: Callable[[], Row]) -> Row:
        known = self._made.get(key)
        if known is None or known[0] != state:
            known = self._made[key] = (state, make())
        return known[1]


def _of_list(bridge: Bridge, plan: ImportPlan, shown: Shown, wanted: str) -> Iterator[ImportRow]:
    for row in plan.rows:
        if shown == "problems" and row.severity == "ok":
            continue
        if shown == "changes" and not is_news(row):
            continue
        learner = row.learner
        if _fits(bridge, wanted, learner.roll, learner.name_bn, learner.name_en, row.original):
            yield row


def is_news(row: ImportRow) -> bool:
    """True if the row differs from the class, or has a remark."""
    return row.change not in ("", "same") or row.severity != "ok"


def _of_class(bridge: Bridge, plan: ImportPlan, shown: Shown, wanted: str) -> Iterator[GoneRow]:
    for one in plan.gone:
        if (shown != "problems" or one.severity != "ok") and _fits(
            bridge, wanted, one.was.roll, one.was.name_bn, one.was.name_en
        ):
            yield one


def _fits(bridge: Bridge, wanted: str, roll: str | None, *names: str | None) -> bool:
    known = (roll, *(() if bridge.public else names))
    return any(wanted in ascii_digits((words or "").casefold()) for words in known)


def _row(bridge: Bridge, plan: ImportPlan, row: ImportRow, wide: bool, decided: bool) -> Row:
    learner, number = row.learner, bridge.digits(str(row.row))
    name, original = shown_name(bridge, learner.name_bn, learner.name_en), "" if bridge.public else row.original
    sex, found = sex_word(bridge, learner.sex), _understood(bridge, plan, row)
    roll, state = bridge.digits(learner.roll or "—"), "" if row.left_out else _state(row.severity)
    if wide:
        return _wide(str(row.row), (number, roll, sex), Cell(name, original), found, _verb(bridge, row, decided), state)
    under = bridge.say(Message("row {row}, {sex}", row=number, sex=sex))
    said = " · ".join(part for part in (original, under) if part)
    return Row(str(row.row), (Cell(roll, bold=True), Cell(name, said), found), state)


def _gone(bridge: Bridge, gone: GoneRow, wide: bool) -> Row:
    name = shown_name(bridge, gone.was.name_bn, gone.was.name_en) or bridge.say(Message("Without a name"))
    sex, roll = sex_word(bridge, gone.learner.sex), bridge.digits(gone.was.roll or "—")
    text, hint = remark_words.short_gone(bridge, gone)
    light = "unused" if gone.severity == "ok" and not gone.stays else gone.severity
    found = Cell(bridge.say(text), bridge.say(hint) if hint else "", light)
    key, state = f"{GONE}{gone.line}", _state(gone.severity)
    if wide:
        return _wide(key, ("—", roll, sex), Cell(name), found, _gone_verb(bridge, gone), state)
    return Row(key, (Cell(roll, bold=True), Cell(name, sex), found), state)


def _wide(key: str, words: tuple[str, str, str], name: Cell, found: Cell, verb: CellButton | None, state: str) -> Row:
    number, roll, sex = words
    cells = (Cell(number), Cell(roll, bold=True), name, Cell(sex), found, Cell(verb=verb) if verb else Cell())
    return Row(key, cells, state)


def _state(severity: str) -> str:
    return "" if severity == "ok" else severity


def _understood(bridge: Bridge, plan: ImportPlan, row: ImportRow) -> Cell:
    text, hint = remark_words.short(bridge, plan, row)
    light: str = "unused" if row.left_out else row.severity
    if light == "ok" and row.change in ("new", "moved", "renamed"):
        light = "info"
    return Cell(bridge.say(text), bridge.say(hint) if hint else "", light)


def _verb(bridge: Bridge, row: ImportRow, decided: bool) -> CellButton | None:
    if row.left_out or row.severity == "ok":
        return CellButton(BACK, bridge.say(Message("Decide again")), "quiet") if decided else None
    if bridge.public and remark_words.is_to_compare(row):
        return None
    if row.severity == "stop":
        return CellButton(DECIDE, bridge.say(Message("Choose the right one")))
    if any(remark.code in remark_words.OF_ANOTHER for remark in row.remarks):
        # No plain “agree” here: it would add a learner twice whose name is spelled otherwise now.
        return CellButton(DECIDE, bridge.say(Message("Who is it?")))
    if any(remark.offer for remark in row.remarks):
        return CellButton(OFFER, bridge.say(Message("Write ঃ")))
    if remark_words.is_to_compare(row):
        return CellButton(LEAVE, bridge.say(Message("That is right")))
    return CellButton(LEAVE, bridge.say(Message("Keep as it is")))


def _gone_verb(bridge: Bridge, gone: GoneRow) -> CellButton | None:
    if gone.severity == "stop" and not gone.decided:
        # The learner with this name has refused: only the facilitator may see that.
        return None if bridge.public else CellButton(WHO, bridge.say(Message("Who is it?")))
    if gone.decided and gone.was.said_no:
        return None if bridge.public else CellButton(BACK, bridge.say(Message("Decide again")), "quiet")
    if gone.stays:
        return CellButton(LEAVES, bridge.say(Message("Leaves the class")), "quiet")
    return CellButton(STAYS, bridge.say(Message("Stays in the class")), "quiet")
