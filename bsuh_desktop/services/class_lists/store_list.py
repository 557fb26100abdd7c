"""Stores a list that a person agreed to, as a new class or merged into an existing one."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from bsuh_desktop.domain.errors import KnownError
from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.session import rules
from bsuh_desktop.services.class_lists import enrol
from bsuh_desktop.services.class_lists.class_groups import (
    carry_names,
    changed_line,
    check_not_running,
    learners_of,
    new_group,
)
from bsuh_desktop.services.class_lists.habits import remember
from bsuh_desktop.services.class_lists.import_plan import ImportPlan, ImportRow
from bsuh_desktop.services.class_lists.known_group import KnownGroup
from bsuh_desktop.services.desk.desk import Desk
from bsuh_desktop.services.erasure.erase import clear_traces
from bsuh_desktop.services.erasure.withdraw import erase_refused
from bsuh_desktop.store.rosters import StoredLearner


def known_class(desk: Desk, group: GroupRef) -> KnownGroup:
    """The class as it is now, to compare a later list with. Raises KnownError: class_not_finished."""
    check_not_running(desk, group.id)
    return KnownGroup(group, desk.store.rosters.basis(group.id), tuple(learners_of(desk, group.id)))


def keep(desk: Desk, plan: ImportPlan, place: str, grade: str, section: str, notice: str = "") -> GroupRef:
    """Stores the plan, and how it was read, completely or not at all.

    It becomes a new class of this year, or is merged into the class it was compared with; `place`, `grade` and
    `section` are then ignored. `notice` is the version of the text that was read aloud.
    Raises KnownError: not_now (with the plan's own reason), bad_place, class_exists, class_not_finished, class_changed.
    """
    rules.refuse(plan.why_not)
    read_aloud = notice if plan.decisions.sitting is not None else ""
    if plan.base is None:
        group = new_group(desk, place, grade, section)
        with desk.store.transaction():
            enrol.agree(desk, group, plan.basis, plan.learners, read_aloud)
            remember(desk, place, plan)
        return group
    _merge(desk, plan, plan.base, read_aloud)
    return plan.base.group


def _merge(desk: Desk, plan: ImportPlan, base: KnownGroup, notice: str) -> None:
    """Merges the plan into the class. A matched learner keeps their line and with it their past lessons. A learner who
    refuses now withdraws consent."""
    group = base.group.id
    with desk.store.transaction():
        if known_class(desk, base.group) != base:
            raise _changed()
        lines = {one.id: one for one in desk.store.rosters.lines(group)}
        kept = [_line_to_store(desk, plan, row, lines, notice) for row in plan.rows if not row.left_out]
        turned = desk.store.joined.same_as(one.id for one in kept if one.id and "no" in (one.guardian, one.assent))
        before = [one for one in desk.store.people.of_lines(turned) if not one.says_no]
        desk.store.rosters.renew_group(group, [*kept, *_staying(plan, lines)])
        remember(desk, base.group.place, plan)
        carry_names(desk, lines.values())
        erase_refused(desk, before)
    clear_traces(desk)


def _line_to_store(
    desk: Desk, plan: ImportPlan, row: ImportRow, lines: Mapping[int, StoredLearner], notice: str
) -> StoredLearner:
    """The roster line for one row, on the class's ground for its learners and on the plan's for new ones."""
    if plan.base is None or row.was is None or row.change == "new":
        return enrol.learner_to_store(desk, row.learner, plan.basis, notice)
    return replace(
        changed_line(desk, lines[row.was.line], row.learner, plan.base.basis, notice), position=row.learner.row
    )


def _staying(plan: ImportPlan, lines: Mapping[int, StoredLearner]) -> list[StoredLearner]:
    """The learners who are not on the list but stay; placed last, so that they take no card from the others."""
    last = max((row.row for row in plan.rows), default=0)
    stay = [one for one in plan.gone if one.stays]
    return [replace(lines[one.line], position=last + place, roll=one.learner.roll) for place, one in enumerate(stay, 1)]


def _changed() -> KnownError:
    return KnownError(
        "class_changed",
        Message("This class was changed while you checked the list."),
        Message("Go back and check the list again."),
    )
