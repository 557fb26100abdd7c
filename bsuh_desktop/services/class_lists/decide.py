"""What a person decides about a list: for a row, for many rows, and for the sitting. Each function returns a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from msgspec.structs import replace

from bsuh_desktop.domain.consent import Basis, ConsentAnswer
from bsuh_desktop.domain.people import Sex
from bsuh_desktop.domain.roster import roll_key
from bsuh_desktop.domain.text import clean
from bsuh_desktop.services.class_lists.decisions import ListQuestion, Sitting
from bsuh_desktop.services.class_lists.import_plan import ImportPlan, ImportRow, RemarkGroup
from bsuh_desktop.services.class_lists.outcome import decided

ONLY_BY_ROLL = "only_by_roll"
"""Code of the group of learners who refused and are found in the list only by their roll."""


def keep_roll(plan: ImportPlan, row: int) -> ImportPlan:
    """This row keeps its roll; the other rows with it lose it and get a free card."""
    now = plan.decisions
    rolls = {one.row: one.learner.roll for one in plan.rows}
    rolls.update({one.row: now.rolls.get(one.row, one.roll) for one in plan.read if one.row in now.given})
    same = [one for one, roll in rolls.items() if one != row and roll and roll_key(roll) == roll_key(rolls[row])]
    given = {one: keeper for one, keeper in now.given.items() if one != row}
    return decided(plan, replace(now, given={**given, **dict.fromkeys(same, row)}))


def correct_roll(plan: ImportPlan, row: int, roll: str) -> ImportPlan:
    """Sets the roll that a person typed; "" for none."""
    now = plan.decisions
    given = {one: keeper for one, keeper in now.given.items() if one != row}
    return decided(plan, replace(now, rolls={**now.rolls, row: clean(roll) or None}, given=given))


def correct_name(plan: ImportPlan, row: int, name_bn: str, name_en: str) -> ImportPlan:
    """Sets the names that a person typed; "" for none."""
    now, names = plan.decisions, (clean(name_bn) or None, clean(name_en) or None)
    return decided(plan, replace(now, names={**now.names, row: names}, our_names=now.our_names - {row}))


def correct_sex(plan: ImportPlan, row: int, sex: Sex) -> ImportPlan:
    """Sets the sex that a person chose."""
    return decided(plan, replace(plan.decisions, sexes={**plan.decisions.sexes, row: sex}))


def take_offer(plan: ImportPlan, row: int) -> ImportPlan:
    """Accepts the better spelling that is offered for the name of this row."""
    stands = plan.row(row)
    offer = next((remark.offer for remark in stands.remarks if remark.offer), stands.learner.name_bn or "")
    return correct_name(plan, row, offer, stands.learner.name_en or "")


def leave_as_it_is(plan: ImportPlan, row: int) -> ImportPlan:
    """Marks the row as checked by a person and correct."""
    return decided(plan, replace(plan.decisions, left_as_is=plan.decisions.left_as_is | {row}))


def leave_out(plan: ImportPlan, row: int) -> ImportPlan:
    """Leaves this row out. The learner it was matched with then leaves the existing class, unless they stay."""
    return decided(plan, replace(plan.decisions, left_out=plan.decisions.left_out | {row}))


def undo_decision(plan: ImportPlan, row: int) -> ImportPlan:
    """Undoes everything that was decided about this row, including rolls that other rows lost to it."""
    return decided(plan, plan.decisions.without({row}))


def groups(plan: ImportPlan) -> tuple[RemarkGroup, ...]:
    """The remarks that still concern several rows, by code, in the order in which they first occur in the list.

    Learners who refused and are found only by their roll come first, as "only_by_roll", even for a single row.
    """
    found = tuple(one.has_roll for one in plan.gone if one.has_roll is not None)
    first = (RemarkGroup(ONLY_BY_ROLL, found),) if found else ()
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for row in plan.rows:
        for code in _open_codes(plan, row):
            rows[code].append(row.row)
    return *first, *(RemarkGroup(code, tuple(found)) for code, found in rows.items() if len(found) > 1)


def agree_to_all(plan: ImportPlan, code: str) -> ImportPlan:
    """Accepts all rows with this remark as correct in this respect; their other remarks stay open."""
    rows = [(row.row, code) for row in plan.rows if code in _open_codes(plan, row)]
    return decided(plan, replace(plan.decisions, agreed=plan.decisions.agreed.union(rows)))


def leave_out_all(plan: ImportPlan, code: str) -> ImportPlan:
    """Leaves out all rows with this remark that were not accepted."""
    rows = [row.row for row in plan.rows if code in _open_codes(plan, row)]
    return decided(plan, replace(plan.decisions, left_out=plan.decisions.left_out.union(rows)))


def same_learner(plan: ImportPlan, row: int, line: int) -> ImportPlan:
    """This row is that learner of the existing class. A learner who refused stays without a name."""
    now = plan.decisions
    same = {one: other for one, other in now.same.items() if other != line}
    made = replace(now, same={**same, row: line}, others=now.others - {row}, leave=now.leave - {line})
    return decided(plan, replace(made, stay=now.stay - {line}))


def another_learner(plan: ImportPlan, row: int) -> ImportPlan:
    """This row is nobody of the existing class."""
    now = plan.decisions
    same = {one: line for one, line in now.same.items() if one != row}
    return decided(plan, replace(now, same=same, others=now.others | {row}, our_names=now.our_names - {row}))


def keep_name(plan: ImportPlan, row: int) -> ImportPlan:
    """Keeps the spelling of the name in the existing class; the list only adds a missing one."""
    now = plan.decisions
    names = {one: written for one, written in now.names.items() if one != row}
    return decided(plan, replace(now, our_names=now.our_names | {row}, names=names))


def stays(plan: ImportPlan, line: int) -> ImportPlan:
    """This learner is not on the list and stays in the class all the same."""
    now = plan.decisions
    return decided(plan, replace(now, stay=now.stay | {line}, leave=now.leave - {line}))


def leaves(plan: ImportPlan, line: int) -> ImportPlan:
    """This learner is not on the list and has left the class."""
    now = plan.decisions
    return decided(plan, replace(now, leave=now.leave | {line}, stay=now.stay - {line}))


def all_stay(plan: ImportPlan) -> ImportPlan:
    """The list is only a part of the class: learners who are not on it stay. Those who refused still have to be found
    in it."""
    now = plan.decisions
    lines = [one.line for one in plan.gone if one.line not in now.leave and one.severity != "stop"]
    return decided(plan, replace(now, stay=now.stay.union(lines)))


def is_whole_class(plan: ImportPlan) -> ImportPlan:
    """The list is the whole class, however many learners are not on it."""
    return decided(plan, replace(plan.decisions, whole_class=True))


def rolls_are_the_same(plan: ImportPlan) -> ImportPlan:
    """The rolls are the same as before, although the names are in another script."""
    return decided(plan, replace(plan.decisions, same_rolls=True))


def answer(plan: ImportPlan, question: ListQuestion) -> ImportPlan:
    """The list is right as it was read, as far as this question goes."""
    return decided(plan, replace(plan.decisions, answered=plan.decisions.answered | {question}))


def ask_again(plan: ImportPlan, question: ListQuestion) -> ImportPlan:
    """Takes that back: the question is open, and the list stays as it was read."""
    return decided(plan, replace(plan.decisions, answered=plan.decisions.answered - {question}))


def who_said_no(plan: ImportPlan, line: int, row: int | None) -> ImportPlan:
    """The learner who refused is this row and is imported without a name; None if they left the class."""
    return leaves(plan, line) if row is None else same_learner(plan, row, line)


def same_by_roll(plan: ImportPlan) -> ImportPlan:
    """All learners who refused and are found only by their roll are those rows: the rolls did not change."""
    now = plan.decisions
    same = {one.has_roll: one.line for one in plan.gone if one.has_roll is not None}
    return decided(plan, replace(now, same={**now.same, **same}, others=now.others.difference(same)))


def could_be(plan: ImportPlan, line: int) -> tuple[ImportRow, ...]:
    """The rows that may be this learner of the existing class, most likely first.

    These are rows that match nobody so far, and a row that has the learner's roll but was matched with somebody else by
    name alone, since two learners may share a name. Rows of the other sex come last, rows with the learner's roll
    first.
    """
    gone = plan.gone_row(line)
    roll = gone.was.roll

    def other_sex(row: ImportRow) -> bool:
        return {row.learner.sex, gone.learner.sex} == {"f", "m"}

    def other_roll(row: ImportRow) -> bool:
        return not roll or roll_key(row.learner.roll) != roll_key(roll)

    rows = [row for row in plan.rows if row.change == "new" or (row.change == "moved" and not other_roll(row))]
    return tuple(sorted(rows, key=lambda row: (other_sex(row), other_roll(row))))


def undo_line_decision(plan: ImportPlan, line: int) -> ImportPlan:
    """Undoes what was decided about this learner of the existing class."""
    now = plan.decisions
    same = {row: one for row, one in now.same.items() if one != line}
    return decided(plan, replace(now, same=same, stay=now.stay - {line}, leave=now.leave - {line}))


def with_consent(
    plan: ImportPlan,
    refused: Collection[int],
    all_others: ConsentAnswer | None = "yes",
    without_letter: Collection[int] = (),
) -> ImportPlan:
    """Records the sitting: the rows in `refused` said no.

    `all_others` is the answer of the other learners' guardians, used where the list has none and not for the rows in
    `without_letter`; None uses only what the list says. In an existing class this changes nothing for learners whose
    consent is known, but a refusal counts for everybody.
    """
    sitting = Sitting(frozenset(refused), all_others, frozenset(without_letter))
    return decided(plan, replace(plan.decisions, sitting=sitting))


def without_sitting(plan: ImportPlan) -> ImportPlan:
    """Uses only what the list says about consent."""
    return decided(plan, replace(plan.decisions, sitting=None))


def on_basis(plan: ImportPlan, basis: Basis) -> ImportPlan:
    """Changes the ground on which names are kept; with "none" the list is imported without names. In an existing class
    this applies to new learners only."""
    return decided(plan, plan.decisions, basis)


def _open_codes(plan: ImportPlan, row: ImportRow) -> tuple[str, ...]:
    """The codes of the remarks that a person should still look at in this row."""
    if row.left_out or row.row in plan.decisions.left_as_is:
        return ()
    return tuple(dict.fromkeys(remark.code for remark in row.remarks if remark.severity == "look"))
