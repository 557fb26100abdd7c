"""Keeps a list that a person agreed to, as a class of this desk."""

from __future__ import annotations

from bsuh_desktop.domain.events import GroupRef
from bsuh_desktop.domain.session import rules
from bsuh_desktop.services import enrol
from bsuh_desktop.services.class_groups import new_group
from bsuh_desktop.services.class_lists.plan import ImportPlan
from bsuh_desktop.services.desk import Desk


def agree(desk: Desk, plan: ImportPlan, place: str, grade: str, section: str, notice: str = "") -> GroupRef:
    """Keeps the plan as a new class of this year; `notice` is the version of the text that was read aloud.

    Raises KnownError: not_now (with the plan's own reason), bad_place, class_exists.
    """
    rules.refuse(plan.why_not)
    group = new_group(desk, place, grade, section)
    read_aloud = notice if plan.decisions.sitting is not None else ""
    enrol.agree(desk, group, plan.basis, plan.learners, read_aloud)
    return group
