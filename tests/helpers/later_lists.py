"""Later lists of a class, made of rows: the class as it is on the laptop, and a list that is held against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bsuh_desktop.domain.consent import Basis, ConsentAnswer
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.people import AgeBand, Sex
from bsuh_desktop.domain.roster import NO_CARD, RosterRow
from bsuh_desktop.rosters.interpret import understand
from bsuh_desktop.services.class_lists.class_groups import Learner
from bsuh_desktop.services.class_lists.decisions import ListDecisions
from bsuh_desktop.services.class_lists.draft import merged
from bsuh_desktop.services.class_lists.import_plan import ImportPlan, RowRemark
from bsuh_desktop.services.class_lists.match import KnownGroup
from bsuh_desktop.services.class_lists.outcome import decided
from bsuh_desktop.services.class_lists.read_list import plan_of

GROUP = GroupRef("0123456789abc", "eiin:107845", 2026, "8", "ka")


def plan_here(path: Path) -> ImportPlan:
    """The plan of a list that this process reads itself; the app has it read by another, which comes to the same."""
    return plan_of(path, understand(path), "letters")


def listed(
    row: int,
    roll: str | None,
    name: str | None,
    guardian: ConsentAnswer = "yes",
    assent: ConsentAnswer = "not_asked",
    name_en: str | None = None,
    sex: Sex = "unspecified",
    age: AgeBand = "unspecified",
) -> RosterRow:
    """A row of a list as it was read."""
    return RosterRow(row, roll, NO_CARD, name, name_en, sex=sex, age=age, guardian=guardian, assent=assent)


def in_class(
    line: int,
    roll: str,
    name: str,
    guardian: ConsentAnswer = "yes",
    assent: ConsentAnswer = "not_asked",
    basis: Basis = "letters",
    name_en: str = "",
) -> Learner:
    """A learner of the class as it is kept: without consent without a name."""
    may = listed(line, roll or None, name, guardian, assent).may_be_named(basis)
    return Learner(
        line=line,
        card=NO_CARD,
        roll=roll,
        name_bn=name if may else "",
        name_en=name_en if may else "",
        sex="unspecified",
        age="unspecified",
        disability="unspecified",
        guardian=guardian,
        assent=assent,
        named=may and bool(name or name_en),
        may_be_named=may,
    )


def a_known_class(learners: Sequence[Learner], basis: Basis = "letters") -> KnownGroup:
    """The class with these learners."""
    return KnownGroup(GROUP, basis, tuple(learners))


def a_plan(
    rows: Sequence[RosterRow], basis: Basis = "letters", said: Mapping[int, tuple[RowRemark, ...]] | None = None
) -> ImportPlan:
    """The plan of a list that says `rows`, before any decision."""
    plan = ImportPlan("list.csv", 1, (), (), basis, tuple(rows), dict(said or {}))
    return decided(plan, ListDecisions())


def held_against(learners: Sequence[Learner], rows: Sequence[RosterRow], basis: Basis = "letters") -> ImportPlan:
    """The list of these `rows` as a later one of the class of these `learners`."""
    return merged(a_plan(rows, basis), a_known_class(learners, basis))
