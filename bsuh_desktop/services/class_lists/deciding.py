"""What a person decides about a list, row by row and in the sitting: each decision makes a new plan, at once."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from bsuh_desktop.domain.consent import Answer, Basis
from bsuh_desktop.domain.roster import roll_key
from bsuh_desktop.domain.text import clean
from bsuh_desktop.services.class_lists.plan import ImportPlan, Sitting, decided


def keep_roll(plan: ImportPlan, row: int) -> ImportPlan:
    """The roll of this row is right here: the other rows that have it lose it and get a free card."""
    now = plan.decisions
    rolls = {one.row: now.rolls.get(one.row, one.roll) for one in plan.read}
    same = [one for one, roll in rolls.items() if one != row and roll and roll_key(roll) == roll_key(rolls[row])]
    given = {one: keeper for one, keeper in now.given.items() if one != row}
    return decided(plan, replace(now, given={**given, **dict.fromkeys(same, row)}))


def correct_roll(plan: ImportPlan, row: int, roll: str) -> ImportPlan:
    """The roll as a person wrote it; "" for none."""
    now = plan.decisions
    given = {one: keeper for one, keeper in now.given.items() if one != row}
    return decided(plan, replace(now, rolls={**now.rolls, row: clean(roll) or None}, given=given))


def correct_name(plan: ImportPlan, row: int, name_bn: str, name_en: str) -> ImportPlan:
    """The names as a person wrote them; "" for none."""
    names = (clean(name_bn) or None, clean(name_en) or None)
    return decided(plan, replace(plan.decisions, names={**plan.decisions.names, row: names}))


def take_offer(plan: ImportPlan, row: int) -> ImportPlan:
    """The better spelling that is offered for the name of this row."""
    stands = plan.row(row)
    offer = next((remark.offer for remark in stands.remarks if remark.offer), stands.learner.name_bn or "")
    return correct_name(plan, row, offer, stands.learner.name_en or "")


def leave_as_it_is(plan: ImportPlan, row: int) -> ImportPlan:
    """A person looked at this row, and it is right."""
    return decided(plan, replace(plan.decisions, left_as_is=plan.decisions.left_as_is | {row}))


def leave_out(plan: ImportPlan, row: int) -> ImportPlan:
    """This row is not taken."""
    return decided(plan, replace(plan.decisions, left_out=plan.decisions.left_out | {row}))


def take_back(plan: ImportPlan, row: int) -> ImportPlan:
    """Everything that was decided about this row is open again, also what others lost to it."""
    now = plan.decisions
    return decided(
        plan,
        replace(
            now,
            rolls={one: roll for one, roll in now.rolls.items() if one != row},
            names={one: names for one, names in now.names.items() if one != row},
            given={one: keeper for one, keeper in now.given.items() if row not in (one, keeper)},
            left_as_is=now.left_as_is - {row},
            left_out=now.left_out - {row},
        ),
    )


def with_consent(
    plan: ImportPlan,
    refused: Collection[int],
    all_others: Answer | None = "yes",
    without_letter: Collection[int] = (),
) -> ImportPlan:
    """The sitting was held: the rows in `refused` said no; the guardians of `all_others` said so, where the list does
    not say otherwise (None: only what the list says of guardians counts), but for the rows in `without_letter`."""
    sitting = Sitting(frozenset(refused), all_others, frozenset(without_letter))
    return decided(plan, replace(plan.decisions, sitting=sitting))


def without_sitting(plan: ImportPlan) -> ImportPlan:
    """Only what the list says of consent counts."""
    return decided(plan, replace(plan.decisions, sitting=None))


def on_basis(plan: ImportPlan, basis: Basis) -> ImportPlan:
    """Names are kept on another ground; with "none" the list is taken without any name."""
    return decided(plan, plan.decisions, basis)
