"""The rows of a class list in the preview: problems stay in place, with the remedy beside each.

Each row says its gravest remark, or what changes, in two short lines; the whole sentence is shown where the row is
decided. After the rows come the learners of the class who are not on the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Literal

from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message, listed_rows
from bsuh_desktop.domain.roster import roll_key
from bsuh_desktop.domain.text import ascii_digits
from bsuh_desktop.presenters.parts import NO_TEXT, Joined, Text
from bsuh_desktop.presenters.person_words import HIDDEN, roll_text, sex_word, shown_name
from bsuh_desktop.presenters.rows import Cell, CellButton, Column, Row
from bsuh_desktop.services.class_lists.decide import ONLY_BY_ROLL
from bsuh_desktop.services.class_lists.import_plan import PROPOSED, GoneRow, ImportPlan, ImportRow, RowRemark

_SHOWN_ROWS = 3

Short = tuple[Message, Message | None]

PRIVATE = frozenset({"said_no_before", "says_no_now", "grown_up", "who_said_no", ONLY_BY_ROLL})
"""Remarks that reveal an answer about a name: hidden from the class."""

OF_ANOTHER = frozenset({"roll_of_another", "name_of_another"})
"""Remarks on a new learner who may be one of the class already."""

TO_COMPARE = PROPOSED | {"renamed"} | OF_ANOTHER | PRIVATE
"""Remarks that can only be decided by somebody who sees the names."""

_SHORT: dict[str, Short] = {
    "no_card": (Message("No number is left"), None),
    "no_roll": (Message("No roll"), Message("Gets a free number")),
    "roll_turned": (Message("The roll was changed"), Message("Compare it with the list")),
    "roll_given": (Message("Another learner has this roll"), Message("Gets a free number")),
    "same_name": (Message("The same name again"), Message("They stay two learners")),
    "no_name": (Message("No name"), None),
    "two_names": (Message("Two names"), Message("The first name is used")),
    "foreign_letters": (Message("Letters of another script"), None),
    "unknown_word": (Message("An unknown word"), Message("Skipped")),
    "formula": (Message("A formula"), Message("Skipped")),
    "colon": (Message("A colon in the name"), Message("Should it be ঃ?")),
    "converted": (Message("From an old font"), Message("Is the name right?")),
    "calculated": (Message("From a formula"), Message("Is the name right?")),
    "repaired": (Message("Letters put right"), Message("Is the name right?")),
    "not_converted": (Message("An old font"), Message("Type the name")),
    "hidden_row": (Message("Hidden in the file"), Message("Does it belong here?")),
    "number_not_taken": (Message("A long number"), Message("Skipped")),
    "words_not_taken": (Message("Words beside it"), Message("Skipped")),
    "damaged_sign": (Message("A damaged character"), Message("Type it again")),
    "said_no_before": (Message("Said “no” earlier"), Message("It stays “no”")),
    "says_no_now": (Message("Says “no” now"), Message("Name and answers are deleted")),
    "grown_up": (Message("An adult now"), Message("Own consent needed")),
    "roll_of_another": (Message("New, with this roll"), Message("It was another learner's")),
    "name_of_another": (Message("New, with this name"), Message("Is it the same learner?")),
}
_ANY: Short = (Message("Look at this"), None)


def short_remark(plan: ImportPlan, row: ImportRow, public: bool) -> Short:
    """A short text for `row`, and a hint below it. In public view without a name and without an answer about it."""
    if row.left_out:
        return Message("Left out"), None
    change = _change(row, public)
    if row.severity == "ok":
        if change is not None:
            return change
        if row.row in plan.decisions.left_as_is:
            return Message("Kept as it is"), None
    if not row.remarks:
        return change or (Message("Fine"), None)
    order = ("stop", "look", "ok")
    remark = min(row.remarks, key=lambda one: order.index(one.severity))
    if public and remark.code in PRIVATE:
        return HIDDEN, None
    if remark.code in PROPOSED | {"renamed", "moved"} and change is not None:
        return change[0], Message("Is the name right?") if remark.code in PROPOSED else change[1]
    return _words(plan, row, remark)


def is_to_compare(row: ImportRow) -> bool:
    """True if the row can only be decided by somebody who sees the names."""
    return any(remark.code in TO_COMPARE and remark.severity == "look" for remark in row.remarks)


def short_remark_gone(gone: GoneRow, public: bool) -> Short:
    """A short text for a learner who is not on the list."""
    if any(remark.code == "no_card" for remark in gone.remarks):
        return _SHORT["no_card"]
    if gone.severity == "stop" and not public:
        return Message("Not found on the list"), Message("Said “no” earlier. Who is it?")
    if gone.stays:
        return Message("Stays in the class"), Message("Not on the list")
    return Message("Left the class"), Message("Not on the list")


def _change(row: ImportRow, public: bool) -> Short | None:
    """What changes for a learner of the class."""
    if row.change == "new":
        return Message("New"), None
    if row.was is None or row.change not in ("moved", "renamed"):
        return None
    roll = roll_text(row.was.roll)
    moved = roll_key(row.was.roll) != roll_key(row.learner.roll)
    if row.change == "moved":
        return Message("Roll was {roll}", roll=roll) if row.was.roll else Message("Had no roll"), None
    name = row.was.name_bn or row.was.name_en
    if public or not name:
        return Message("Another spelling"), None
    return Message("Name was {name}", name=name), Message("Roll was {roll}", roll=roll) if moved else None


def _words(plan: ImportPlan, row: ImportRow, remark: RowRemark) -> Short:
    if remark.code == "duplicate_roll":
        rows = listed_rows([one.row for one in same_roll(plan, row)], _SHOWN_ROWS)
        return Message("This roll appears twice"), Message("rows {rows}", rows=rows)
    return _SHORT.get(remark.code, _ANY)


def same_roll(plan: ImportPlan, row: ImportRow) -> list[ImportRow]:
    """All rows with the roll of `row`, including it."""
    claim = roll_key(row.learner.roll)
    return [one for one in plan.rows if one.learner.roll and not one.left_out and roll_key(one.learner.roll) == claim]


DECIDE, LEAVE, OFFER, BACK = "decide", "leave", "offer", "back"
"""Buttons of a row: open the decision, leave the row as it is, accept the better spelling, decide again."""

STAYS, LEAVES, WHO = "stays", "leaves", "who"
"""Buttons of a learner who is not on the list: stays in the class, leaves it, or is on the list after all."""

GONE = "gone-"
"""Prefix of the key of a learner who is not on the list; their line number follows."""

Shown = Literal["all", "problems", "changes"]

_AROUND_ROLL, _DIGIT, _MOST_DIGITS = 28, 10, 10
"""Px of a roll's column: beside the roll, for each of its digits, and for how many at most."""
_LONGEST_WORD = 12


def columns(wide: bool, plan: ImportPlan | None = None) -> tuple[Column, ...]:
    """The columns. In a narrow table row number and sex are below the name, and activating a row opens its decision.
    Long rolls get the space that they need, in a wide table from what is said of the row."""
    longest = max((len(row.learner.roll or "") for row in plan.rows), default=0) if plan else 0
    usual = 60 if wide else 64
    width = max(usual, _AROUND_ROLL + _DIGIT * min(longest, _MOST_DIGITS))
    roll, name = Column(Message("Roll"), width), Column(Message("Name"))
    found = Column(Message("What was read"), 216 + usual - width if wide else 0)
    if not wide:
        return roll, name, found
    return Column(Message("Row"), 66), roll, name, Column(Message("Sex"), 64), found, Column("", 184)


class ShownRows:
    """The rows of the table. Each is cached: a decision about one of two hundred learners must show at once."""

    def __init__(self) -> None:
        self._made: dict[object, tuple[object, Row]] = {}

    def forget(self) -> None:
        """Clears the cache: for another list, or none."""
        self._made.clear()

    def rows(self, plan: ImportPlan, wide: bool, public: bool, shown: Shown, search: str) -> tuple[Row, ...]:
        """The rows asked for, in the file's order; then the learners who are not on the list."""
        wanted, decisions = ascii_digits(search.strip().casefold()), plan.decisions
        decided, found = decisions.rows, list[Row]()
        for row in _of_list(plan, public, shown, wanted):
            state = (row, wide, public, row.row in decided, row.row in decisions.left_as_is)
            found.append(self._cached(row.row, state, partial(_row, plan, row, wide, public, row.row in decided)))
        for gone in _of_class(plan, public, shown, wanted):
            found.append(self._cached(f"{GONE}{gone.line}", (gone, wide, public), partial(_gone, gone, wide, public)))
        return tuple(found)

    def _cached(self, key: object, state: object, make: Callable[[], Row]) -> Row:
        known = self._made.get(key)
        if known is None or known[0] != state:
            known = self._made[key] = (state, make())
        return known[1]


def _of_list(plan: ImportPlan, public: bool, shown: Shown, wanted: str) -> Iterator[ImportRow]:
    for row in plan.rows:
        if shown == "problems" and row.severity == "ok":
            continue
        if shown == "changes" and not is_news(row):
            continue
        learner = row.learner
        if _fits(public, wanted, learner.roll, learner.name_bn, learner.name_en, row.original):
            yield row


def is_news(row: ImportRow) -> bool:
    """True if the row differs from the class, or has a remark."""
    return row.change not in ("", "same") or row.severity != "ok"


def _of_class(plan: ImportPlan, public: bool, shown: Shown, wanted: str) -> Iterator[GoneRow]:
    for one in plan.gone:
        if (shown != "problems" or one.severity != "ok") and _fits(
            public, wanted, one.was.roll, one.was.name_bn, one.was.name_en
        ):
            yield one


def _fits(public: bool, wanted: str, roll: str | None, *names: str | None) -> bool:
    known = (roll, *(() if public else names))
    return any(wanted in ascii_digits((words or "").casefold()) for words in known)


def _row(plan: ImportPlan, row: ImportRow, wide: bool, public: bool, decided: bool) -> Row:
    learner, number = row.learner, digits_text(row.row)
    name = shown_name(public, learner.name_bn, learner.name_en)
    original = "" if public or row.original in (learner.name_bn, learner.name_en) else _short(row.original)
    sex, found = sex_word(learner.sex), _understood(plan, row, public)
    roll, state = roll_text(learner.roll), "" if row.left_out else _state(row.severity)
    if wide:
        return _wide(str(row.row), (number, roll, sex), Cell(name, original), found, _verb(row, decided, public), state)
    under = Message("row {row}, {sex}", row=number, sex=sex)
    return Row(str(row.row), (Cell(roll, bold=True), Cell(name, Joined((original, under))), found), state)


def _short(original: str) -> str:
    """What the file has for a name. Of broken letters, three times as many as there were, the first ones."""
    return " ".join(
        word if len(word) <= _LONGEST_WORD else f"{word[: _LONGEST_WORD - 1]}…" for word in original.split(" ")
    )


def _gone(gone: GoneRow, wide: bool, public: bool) -> Row:
    name = shown_name(public, gone.was.name_bn, gone.was.name_en, Message("Without a name"))
    sex, roll = sex_word(gone.learner.sex), roll_text(gone.was.roll)
    text, hint = short_remark_gone(gone, public)
    light = "unused" if gone.severity == "ok" and not gone.stays else gone.severity
    found = Cell(text, hint or NO_TEXT, light)
    key, state = f"{GONE}{gone.line}", _state(gone.severity)
    if wide:
        return _wide(key, ("—", roll, sex), Cell(name), found, _gone_verb(gone, public), state)
    return Row(key, (Cell(roll, bold=True), Cell(name, sex), found), state)


def _wide(
    key: str, words: tuple[Text, Text, Text], name: Cell, found: Cell, verb: CellButton | None, state: str
) -> Row:
    number, roll, sex = words
    cells = (Cell(number), Cell(roll, bold=True), name, Cell(sex), found, Cell(verb=verb) if verb else Cell())
    return Row(key, cells, state)


def _state(severity: str) -> str:
    return "" if severity == "ok" else severity


def _understood(plan: ImportPlan, row: ImportRow, public: bool) -> Cell:
    text, hint = short_remark(plan, row, public)
    light: str = "unused" if row.left_out else row.severity
    if light == "ok" and row.change in ("new", "moved", "renamed"):
        light = "info"
    return Cell(text, hint or NO_TEXT, light)


def _verb(row: ImportRow, decided: bool, public: bool) -> CellButton | None:
    if row.left_out or row.severity == "ok":
        return CellButton(BACK, Message("Decide again"), "quiet") if decided else None
    if public and is_to_compare(row):
        return None
    if row.severity == "stop":
        return CellButton(DECIDE, Message("Choose the right one"))
    if any(remark.code in OF_ANOTHER for remark in row.remarks):
        # No plain “agree” here: it would add a learner twice whose name is spelled otherwise now.
        return CellButton(DECIDE, Message("Who is it?"))
    if any(remark.offer for remark in row.remarks):
        return CellButton(OFFER, Message("Write ঃ"))
    if is_to_compare(row):
        return CellButton(LEAVE, Message("That is right"))
    return CellButton(LEAVE, Message("Keep as it is"))


def _gone_verb(gone: GoneRow, public: bool) -> CellButton | None:
    if gone.severity == "stop" and not gone.decided:
        # The learner with this name has refused: only the facilitator may see that.
        return None if public else CellButton(WHO, Message("Who is it?"))
    if gone.decided and gone.was.said_no:
        return None if public else CellButton(BACK, Message("Decide again"), "quiet")
    if gone.stays:
        return CellButton(LEAVES, Message("Leaves the class"), "quiet")
    return CellButton(STAYS, Message("Stays in the class"), "quiet")
