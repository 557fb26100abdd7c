"""Computes a plan from a list and a person's decisions: learners, cards, open remarks, and who leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.consent import Basis, ConsentAnswer
from bsuh_desktop.domain.learner import UNSPECIFIED, facts_of
from bsuh_desktop.domain.roster import NO_CARD, RosterRow, assign_cards, roll_key
from bsuh_desktop.services.class_lists import import_plan, plan_words
from bsuh_desktop.services.class_lists.class_groups import Learner
from bsuh_desktop.services.class_lists.decisions import ListDecisions, Sitting
from bsuh_desktop.services.class_lists.match import Match, Matcher


def corrected(read: RosterRow, decisions: ListDecisions) -> RosterRow:
    """The row with a person's corrections."""
    row = read.row
    name_bn, name_en = decisions.names.get(row, (read.name_bn, read.name_en))
    roll = None if row in decisions.given else decisions.rolls.get(row, read.roll)
    return replace(read, roll=roll, name_bn=name_bn, name_en=name_en, sex=decisions.sexes.get(row, read.sex))


def carried(listed: RosterRow, match: Match, decisions: ListDecisions) -> RosterRow:
    """The row merged with the learner it was matched with: values that the list lacks are kept, and a refusal stays."""
    row, kept = listed.row, match.stored
    own_roll = row in decisions.given or row in decisions.rolls
    name_bn, name_en = _names(listed, match, decisions)
    facts = {
        name: kept_value if value == UNSPECIFIED else value
        for (name, value), kept_value in zip(facts_of(listed).items(), facts_of(kept).values(), strict=True)
    }
    if row in decisions.sexes:
        facts["sex"] = listed.sex
    if kept.said_no:
        # A list cannot turn a learner who refused into an adult, whose own consent would be enough.
        facts["age"] = kept.age
    return replace(
        listed,
        roll=listed.roll if own_roll else listed.roll or kept.roll or None,
        name_bn=name_bn,
        name_en=name_en,
        **facts,
        guardian=_answer(kept.guardian, listed.guardian, kept.said_no),
        assent=_answer(kept.assent, listed.assent, kept.said_no),
    )


def _names(row: RosterRow, match: Match, decisions: ListDecisions) -> tuple[str | None, str | None]:
    """The names to store. If both are one name in two spellings, the existing one stays: somebody may have corrected
    it."""
    if row.row in decisions.names:
        return row.name_bn, row.name_en
    kept, listed = (match.stored.name_bn, match.stored.name_en), (row.name_bn, row.name_en)
    takes = match.another_name and row.row not in decisions.our_names
    first, then = (listed, kept) if takes else (kept, listed)
    return first[0] or then[0] or None, first[1] or then[1] or None


def _answer(stored: ConsentAnswer, listed: ConsentAnswer, no_stands: bool) -> ConsentAnswer:
    """The answer to store. For a learner who refused, a list can only add a refusal."""
    if no_stands:
        return "no" if listed == "no" else stored
    return stored if listed == "not_asked" else listed


def is_asked(learner: RosterRow, stored: Learner | None, basis: Basis) -> bool:
    """True if the sitting should ask: nobody refused, and the name may not be stored yet."""
    return stored is None or not (stored.said_no or learner.may_be_named(basis))


def after_sitting(learner: RosterRow, sitting: Sitting, asked: bool) -> RosterRow:
    """The row after the sitting. A refusal in the list stays, whatever was said in the room."""
    if learner.row in sitting.refused or learner.assent == "no":
        return replace(learner, assent="no")
    if not asked:
        return learner
    said = sitting.others if learner.guardian == "not_asked" and learner.row not in sitting.without_letter else None
    return replace(learner, assent="yes", guardian=said or learner.guardian)


_WORST: tuple[import_plan.Severity, ...] = ("ok", "look", "stop")


class _RowMatch(msgspec.Struct, frozen=True):
    """A row that is imported, before its remarks are computed."""

    listed: RosterRow
    learner: RosterRow
    match: Match | None
    perhaps: Learner | None
    asks: bool
    double: tuple[int, ...]
    keeper: int | None


def decided(
    plan: import_plan.ImportPlan, decisions: ListDecisions, basis: Basis | None = None
) -> import_plan.ImportPlan:
    """The plan after `decisions`: matches, cards and duplicate rolls are computed again."""
    plan = replace(plan, decisions=decisions, basis=basis or plan.basis)
    said = [corrected(one, decisions) for one in plan.read if one.row not in decisions.left_out]
    matcher = _matcher(plan, said)
    learners = [_learner(plan, one, matcher) for one in said]
    yielded = _yielded(decisions, learners, matcher.found) if matcher else {}
    learners = [(replace(one, roll=None), asks) if one.row in yielded else (one, asks) for one, asks in learners]
    staying = _staying(plan, matcher, learners)
    cards = assign_cards([one.roll for one, _ in learners] + [one.roll or None for one in staying])
    doubles = _same_rolls([one for one, _ in learners])
    standing = {
        one.row: _RowMatch(
            listed,
            replace(one, card=card),
            matcher.found.get(one.row) if matcher else None,
            matcher.perhaps.get(one.row) if matcher else None,
            asks,
            doubles.get(one.row, ()),
            decisions.given.get(one.row, yielded.get(one.row)),
        )
        for listed, (one, asks), card in zip(said, learners, cards, strict=False)
    }
    rows = tuple(_row(plan, read, standing.get(read.row)) for read in plan.read)
    with_cards = {one.line: replace(one, card=card) for one, card in zip(staying, cards[len(learners) :], strict=True)}
    unproved = matcher is not None and matcher.unproved
    return replace(plan, rows=rows, gone=_all_gone(matcher, with_cards, decisions), unproved=unproved)


def _matcher(plan: import_plan.ImportPlan, listed: Sequence[RosterRow]) -> Matcher | None:
    if plan.base is None or plan.compared is None:
        return None
    return Matcher(listed, plan.base, plan.compared, plan.decisions).match()


def _learner(plan: import_plan.ImportPlan, listed: RosterRow, matcher: Matcher | None) -> tuple[RosterRow, bool]:
    """The learner of a row, and whether a sitting asks them."""
    match = matcher.found.get(listed.row) if matcher else None
    learner = carried(listed, match, plan.decisions) if match else listed
    asks = is_asked(learner, match.stored if match else None, _basis(plan, match))
    sitting = plan.decisions.sitting
    return (learner if sitting is None else after_sitting(learner, sitting, asks)), asks


def _yielded(
    decisions: ListDecisions, learners: Iterable[tuple[RosterRow, bool]], found: Mapping[int, Match]
) -> dict[int, int]:
    """Rows that lost their roll to another row when an earlier list was decided, so that this is not asked again; by
    row, the row that keeps the roll."""
    rolls = {one.row: roll_key(one.roll) for one, _ in learners if one.roll and one.row in found}
    keepers = {roll: row for row, roll in rolls.items() if roll == roll_key(found[row].stored.roll or None)}
    return {
        row: keepers[roll]
        for row, roll in rolls.items()
        if not found[row].stored.roll and row not in decisions.rolls and keepers.get(roll, row) != row
    }


def _basis(plan: import_plan.ImportPlan, match: Match | None) -> Basis:
    """The ground for keeping the name: that of the existing class for its learners, the plan's for new ones."""
    return plan.base.basis if match and plan.base else plan.basis


def _staying(
    plan: import_plan.ImportPlan, matcher: Matcher | None, learners: Iterable[tuple[RosterRow, bool]]
) -> list[Learner]:
    """The learners who are not on the list but stay; without their roll if the list gives it to another."""
    if matcher is None:
        return []
    taken = {roll_key(one.roll) for one, _ in learners if one.roll}
    stay = [one for one in matcher.left if one.line in plan.decisions.stay]
    return [replace(one, roll="") if one.roll and roll_key(one.roll) in taken else one for one in stay]


def _same_rolls(staying: Iterable[RosterRow]) -> dict[int, tuple[int, ...]]:
    """For each row that shares its roll, all rows with that roll."""
    rows: defaultdict[Hashable, list[int]] = defaultdict(list)
    for one in staying:
        if one.roll:
            rows[roll_key(one.roll)].append(one.row)
    return {row: tuple(shared) for shared in rows.values() if len(shared) > 1 for row in shared}


def _row(plan: import_plan.ImportPlan, read: RosterRow, standing: _RowMatch | None) -> import_plan.ImportRow:
    original = plan.originals.get(read.row, "")
    if standing is None:
        left = corrected(read, plan.decisions)
        remarks = tuple(_of_list(plan, left, None))
        return import_plan.ImportRow(
            read.row, replace(left, card=NO_CARD), remarks, "ok", True, False, left.said_no, original
        )
    learner, match = standing.learner, standing.match
    change = _change(plan, learner, match)
    remarks = tuple(_agreed(plan.decisions, read.row, _remarks(plan, standing, change)))
    known = match.stored if match else standing.perhaps
    return import_plan.ImportRow(
        row=read.row,
        learner=learner,
        remarks=remarks,
        severity=_severity(remarks, read.row in plan.decisions.left_as_is),
        left_out=False,
        may_be_named=learner.may_be_named(_basis(plan, match)),
        refused=learner.said_no,
        original=original,
        change=change,
        was=known,
        asks=standing.asks,
    )


def _change(plan: import_plan.ImportPlan, learner: RosterRow, match: Match | None) -> import_plan.Change:
    if plan.base is None:
        return ""
    if match is None:
        return "new"
    if match.another_name and learner.row not in plan.decisions.our_names:
        return "renamed"
    return "same" if _same_roll(learner, match) else "moved"


def _same_roll(learner: RosterRow, match: Match) -> bool:
    one, other = learner.roll or "", match.stored.roll
    return one == other or roll_key(one) == roll_key(other)


def _remarks(
    plan: import_plan.ImportPlan, standing: _RowMatch, change: import_plan.Change
) -> Iterable[import_plan.RowRemark]:
    """The remarks of the reader, those of the plan, and what changed against the existing class."""
    learner, row = standing.learner, standing.learner.row
    yield from _of_list(plan, learner, standing.match)
    if standing.keeper is not None:
        yield plan_words.roll_given(standing.keeper)
    if standing.double:
        yield plan_words.duplicate_roll(standing.double)
    if learner.card == NO_CARD:
        yield plan_words.no_card(row)
    if standing.match:
        yield from _of_class(plan, standing, standing.match, change)
    elif standing.perhaps:
        had_roll = learner.roll and roll_key(learner.roll) == roll_key(standing.perhaps.roll or None)
        yield plan_words.roll_of_another(row) if had_roll else plan_words.name_of_another(row)


def _of_list(plan: import_plan.ImportPlan, learner: RosterRow, match: Match | None) -> Iterable[import_plan.RowRemark]:
    """The reader's remarks that are still open: not answered by a person, and not about a value that the existing class
    has too. Also offers to replace a colon."""
    row, decisions = learner.row, plan.decisions
    mended: set[import_plan.About] = set()
    same_name = match is not None and _names_stay(learner, match.stored)
    if row in decisions.names or same_name:
        mended.add("name")
    if row in decisions.rolls or row in decisions.given or (match is not None and _same_roll(learner, match)):
        mended.add("roll")
    if row in decisions.sexes:
        mended.add("sex")
    yield from (one for one in plan.row_remarks.get(row, ()) if one.about not in mended)
    better = plan_words.mended_colon(learner.name_bn)
    if better and better != learner.name_bn and not same_name:
        yield plan_words.colon(row, better)


def _names_stay(learner: RosterRow, stored: Learner) -> bool:
    return stored.named and (learner.name_bn or "", learner.name_en or "") == (stored.name_bn, stored.name_en)


def _of_class(
    plan: import_plan.ImportPlan, standing: _RowMatch, match: Match, change: import_plan.Change
) -> Iterable[import_plan.RowRemark]:
    learner, listed, kept, decisions = standing.learner, standing.listed, match.stored, plan.decisions
    row = learner.row
    if change == "renamed":
        yield plan_words.renamed(row, certain=row in decisions.names or row in decisions.same)
    if not _same_roll(learner, match):
        yield plan_words.moved(row, kept.roll)
    if kept.said_no:
        sure = row in decisions.same or listed.said_no
        yield plan_words.said_no_before(row, "ok" if sure else "look")
    elif kept.named and not learner.may_be_named(_basis(plan, match)):
        yield plan_words.says_no_now(row) if learner.said_no else plan_words.grown_up(row)


def _agreed(
    decisions: ListDecisions, row: int, remarks: Iterable[import_plan.RowRemark]
) -> Iterable[import_plan.RowRemark]:
    for one in remarks:
        agreed = one.severity == "look" and (row, one.code) in decisions.agreed
        yield replace(one, severity="ok") if agreed else one


def _severity(remarks: Sequence[import_plan.RowRemark], left_as_is: bool) -> import_plan.Severity:
    worst: import_plan.Severity = max((remark.severity for remark in remarks), key=_WORST.index, default="ok")
    return "ok" if worst == "look" and left_as_is else worst


def _all_gone(
    matcher: Matcher | None, staying: Mapping[int, Learner], decisions: ListDecisions
) -> tuple[import_plan.GoneRow, ...]:
    if matcher is None:
        return ()
    by_roll = matcher.only_by_roll
    return tuple(_gone(one, staying.get(one.line), decisions, by_roll.get(one.line)) for one in matcher.left)


def _gone(
    stored: Learner, stays: Learner | None, decisions: ListDecisions, has_roll: int | None
) -> import_plan.GoneRow:
    """A learner who is not on the list; `stays` is how they would stay, None if they leave."""
    known = stored.line in decisions.leave or stored.line in decisions.stay
    remarks = [plan_words.not_on_list(stays is not None)]
    if stored.said_no and not known:
        remarks = [plan_words.who_said_no(stored.roll)]
    if stays is not None and stays.roll != stored.roll:
        remarks.append(plan_words.roll_lost())
    if stays is not None and stays.card == NO_CARD:
        remarks.append(plan_words.no_card_left())
    return import_plan.GoneRow(
        was=stored,
        learner=stays or stored,
        stays=stays is not None,
        decided=known,
        severity=_severity(remarks, left_as_is=False),
        remarks=tuple(remarks),
        has_roll=None if known else has_roll,
    )
