"""A class list between the preview and the roster: row by row what was understood, what a person decided, what is left.

Values only. Each decision makes a new plan; nothing is kept before a person agrees.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.consent import Answer, Basis
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.roster import LAST_CARD, NO_CARD, RosterRow, assign_cards, roll_key

Severity = Literal["ok", "look", "stop"]
About = Literal["roll", "name", "other"]

_WORST: tuple[Severity, ...] = ("ok", "look", "stop")
_COLON = re.compile(r"(?<![\u0980-\u09ff])(মোছা|মোসা|মো)\s*[:;]")
"""A colon where the sign ঃ belongs; keyboards without it write মো: for মোঃ."""


class RowRemark(msgspec.Struct, frozen=True):
    """What there is to say about a row. *stop* is decided before anything is kept, *look* may stay as it is. `offer` is
    a better spelling of the Bangla name, to be taken or not."""

    code: str
    message: Message
    severity: Severity
    about: About = "other"
    offer: str = ""


class ListColumn(msgspec.Struct, frozen=True):
    """A column of the file: the school's own words above it (or its letter in the spreadsheet, where they might hold
    somebody's number), and what is taken from it, or what it is that is never read."""

    words: str
    meaning: Message


class Sitting(msgspec.Struct, frozen=True):
    """Consent in one sitting, after the notice was read aloud: `refused` are the rows that said no in private. `others`
    is what is known of the guardians of all others but those in `without_letter`; None leaves them as the list says."""

    refused: frozenset[int]
    others: Answer | None
    without_letter: frozenset[int] = frozenset()


class Decisions(msgspec.Struct, frozen=True):
    """What a person decided, by row of the file. `given` tells of a roll that stays with another row."""

    rolls: dict[int, str | None] = {}
    names: dict[int, tuple[str | None, str | None]] = {}
    given: dict[int, int] = {}
    left_as_is: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()
    sitting: Sitting | None = None


class PlanRow(msgspec.Struct, frozen=True):
    """One learner of the list as they would be kept now. `severity` is the worst of the remarks that still matter;
    `refused` says that a no stands in the list or was said in the sitting."""

    row: int
    learner: RosterRow
    remarks: tuple[RowRemark, ...]
    severity: Severity
    left_out: bool
    may_be_named: bool
    refused: bool


class ImportCounts(msgspec.Struct, frozen=True):
    """How many learners are taken, how their rows stand, and how many names would be kept."""

    learners: int
    ok: int
    look: int
    stop: int
    left_out: int
    named: int
    unnamed: int


class ImportPlan(msgspec.Struct, frozen=True):
    """A list that waits for a person. `rows` are in the file's order; `notes` tell of rows that hold no learner;
    `read` and `said` are what the reader understood, before any decision."""

    file_name: str
    heading_row: int
    taken: tuple[ListColumn, ...]
    not_taken: tuple[ListColumn, ...]
    notes: tuple[Message, ...]
    basis: Basis
    read: tuple[RosterRow, ...]
    said: dict[int, tuple[RowRemark, ...]]
    decisions: Decisions = Decisions()
    rows: tuple[PlanRow, ...] = ()

    def row(self, number: int) -> PlanRow:
        """The learner in row `number` of the file. KeyError if there is none."""
        return {row.row: row for row in self.rows}[number]

    @property
    def counts(self) -> ImportCounts:
        """What stands in the plan now."""
        staying = [row for row in self.rows if not row.left_out]
        severities = [row.severity for row in staying]
        named = sum(row.may_be_named for row in staying)
        return ImportCounts(
            learners=len(staying),
            ok=severities.count("ok"),
            look=severities.count("look"),
            stop=severities.count("stop"),
            left_out=len(self.rows) - len(staying),
            named=named,
            unnamed=len(staying) - named,
        )

    @property
    def needs_consent(self) -> bool:
        """True if names would be kept, but nobody on the list was asked yet: then the notice is read aloud first."""
        asked = any(row.guardian != "not_asked" or row.assent != "not_asked" for row in self.read)
        return self.basis != "none" and not asked and self.decisions.sitting is None

    @property
    def why_not(self) -> Message | None:
        """Why the plan may not be agreed to yet; None if it may."""
        counts = self.counts
        if counts.stop:
            return Message("Rows to put right first: {count}.", count=counts.stop)
        if not counts.learners:
            return Message("Nobody is left on this list.")
        if self.needs_consent:
            return Message("Nobody on this list was asked for consent yet. Read the notice aloud first.")
        return None

    @property
    def learners(self) -> tuple[RosterRow, ...]:
        """The learners as they would be kept, in the file's order."""
        return tuple(row.learner for row in self.rows if not row.left_out)


def decided(plan: ImportPlan, decisions: Decisions, basis: Basis | None = None) -> ImportPlan:
    """The plan after `decisions`: cards given out anew, doubles looked for anew."""
    basis = basis or plan.basis
    staying = [_as_decided(one, decisions) for one in plan.read if one.row not in decisions.left_out]
    cards = assign_cards([one.roll for one in staying])
    kept = {one.row: replace(one, card=card) for one, card in zip(staying, cards, strict=True)}
    same = _same_rolls(staying)
    rows = []
    for read in plan.read:
        learner = kept.get(read.row, replace(read, card=NO_CARD))
        left_out = read.row not in kept
        remarks = _remarks(plan.said.get(read.row, ()), learner, decisions, same)
        matter = () if left_out else remarks
        rows.append(_row(learner, remarks, _severity(matter, read.row in decisions.left_as_is), left_out, basis))
    return replace(plan, decisions=decisions, basis=basis, rows=tuple(rows))


def _as_decided(read: RosterRow, decisions: Decisions) -> RosterRow:
    row = read.row
    name_bn, name_en = decisions.names.get(row, (read.name_bn, read.name_en))
    roll = None if row in decisions.given else decisions.rolls.get(row, read.roll)
    said = replace(read, roll=roll, name_bn=name_bn, name_en=name_en)
    return said if decisions.sitting is None else _after_sitting(said, decisions.sitting)


def _after_sitting(learner: RosterRow, sitting: Sitting) -> RosterRow:
    """A no of the list stays a no, whatever was said later in the room."""
    if learner.row in sitting.refused or learner.assent == "no":
        return replace(learner, assent="no")
    said = sitting.others if learner.guardian == "not_asked" and learner.row not in sitting.without_letter else None
    return replace(learner, assent="yes", guardian=said or learner.guardian)


def _same_rolls(staying: Sequence[RosterRow]) -> dict[int, tuple[int, ...]]:
    """For each row that shares its roll all the rows that have it."""
    rows: defaultdict[Hashable, list[int]] = defaultdict(list)
    for one in staying:
        if one.roll:
            rows[roll_key(one.roll)].append(one.row)
    return {row: tuple(shared) for shared in rows.values() if len(shared) > 1 for row in shared}


def _remarks(
    said: Sequence[RowRemark], learner: RosterRow, decisions: Decisions, same: Mapping[int, tuple[int, ...]]
) -> tuple[RowRemark, ...]:
    row = learner.row
    mended: set[About] = {"name"} if row in decisions.names else set()
    if row in decisions.rolls or row in decisions.given:
        mended.add("roll")
    found = [remark for remark in said if remark.about not in mended]
    if row in decisions.given:
        keeper = decisions.given[row]
        message = Message("The roll stays with row {row}. A free card is given.", row=keeper)
        found.append(RowRemark("roll_given", message, "ok", "roll"))
    if row in same:
        found.append(RowRemark("duplicate_roll", _duplicate(same[row]), "stop", "roll"))
    if learner.card == NO_CARD and row not in decisions.left_out:
        message = Message("All {cards} cards are given out; row {row} has none.", cards=LAST_CARD, row=row)
        found.append(RowRemark("no_card", message, "stop", "other"))
    if (better := mended_colon(learner.name_bn)) != learner.name_bn and better:
        message = Message("The name in row {row} has a colon. Should it be ঃ?", row=row)
        found.append(RowRemark("colon", message, "look", "name", offer=better))
    return tuple(found)


def _duplicate(rows: Sequence[int]) -> Message:
    listed: Message | int = rows[0]
    for row in rows[1:]:
        listed = Message("{rows}, {row}", rows=listed, row=row)
    return Message("This roll stands in rows {rows}. Choose whose it is.", rows=listed)


def mended_colon(name: str | None) -> str | None:
    """The name with ঃ where a colon stands in its place: মো: is মোঃ."""
    return _COLON.sub(r"\1ঃ", name) if name else name


def _severity(remarks: Sequence[RowRemark], left_as_is: bool) -> Severity:
    worst: Severity = max((remark.severity for remark in remarks), key=_WORST.index, default="ok")
    return "ok" if worst == "look" and left_as_is else worst


def _row(
    learner: RosterRow, remarks: tuple[RowRemark, ...], severity: Severity, left_out: bool, basis: Basis
) -> PlanRow:
    return PlanRow(
        row=learner.row,
        learner=learner,
        remarks=remarks,
        severity=severity,
        left_out=left_out,
        may_be_named=not left_out and learner.may_be_named(basis),
        refused="no" in (learner.guardian, learner.assent),
    )
