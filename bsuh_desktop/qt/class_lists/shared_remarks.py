"""The lines above the table of a list: a question about the whole class, then remarks shared by many rows."""

from __future__ import annotations

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.qt.class_lists.remark_words import PRIVATE, TO_COMPARE
from bsuh_desktop.qt.class_lists.shared_remark_strip import GroupLine
from bsuh_desktop.qt.class_lists.shared_remark_words import AGREE, LEAVE_OUT, SAME, group_sentence, group_verbs
from bsuh_desktop.services.class_lists import decide
from bsuh_desktop.services.class_lists.import_plan import ImportPlan

WHOLE_CLASS = "whole_class"
THE_OTHERS_STAY = "the_others_stay"
SAME_ROLLS = "same_rolls"
_ALWAYS_SHOWN = (WHOLE_CLASS, SAME_ROLLS, decide.ONLY_BY_ROLL)
"""Lines that must be answered before the list is accepted: always first, even if they appear later."""


class PlanGroups:
    """Which lines are shown: chosen when a list is shown, and stable in their places from then on."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def begin(self, plan: ImportPlan) -> None:
        """Another list, or the same one read with other options."""
        self._counts = self._open(plan)

    def _open(self, plan: ImportPlan) -> dict[str, int]:
        open_ones = {group.code: group.count for group in decide.groups(plan)}
        about_all = {WHOLE_CLASS: plan.counts.gone} if plan.asks_whole_class else {}
        return about_all | ({SAME_ROLLS: 0} if plan.asks_same_rolls else {}) | open_ones

    def lines(self, plan: ImportPlan, public: bool) -> list[GroupLine]:
        """The present lines. In public view without those about answers to the question of names."""
        now = self._open(plan)
        if come := [code for code in _ALWAYS_SHOWN if code in now and code not in self._counts]:
            self._counts = {**dict.fromkeys((*come, *self._counts), 0), **self._counts}
        told = {code: count for code, count in self._counts.items() if not (public and code in PRIVATE)}
        return [
            _line(code, now.get(code, count), code not in now, public and code in {SAME_ROLLS, *TO_COMPARE})
            for code, count in told.items()
        ]


def _line(code: str, count: int, settled: bool, shut: bool) -> GroupLine:
    if code == WHOLE_CLASS:
        sentence = Message("Learners who are not on the list: {count}. Is it the list of the whole class?", count=count)
        verbs = ((THE_OTHERS_STAY, Message("No, the others stay")), (AGREE, Message("It is the whole class")))
        return GroupLine(code, "stop", sentence, verbs, settled)
    if code == SAME_ROLLS:
        sentence = Message("No name on the list matches the class. Are the rolls the same as before?")
        return GroupLine(code, "stop", sentence, ((AGREE, Message("The rolls are the same")),), settled, shut)
    light = "stop" if code == decide.ONLY_BY_ROLL else "look"
    return GroupLine(code, light, group_sentence(code, count), group_verbs(code), settled, shut)


def answered(plan: ImportPlan, code: str, key: str) -> ImportPlan:
    """The plan after a button of a line was pressed."""
    if code == WHOLE_CLASS:
        return decide.all_stay(plan) if key == THE_OTHERS_STAY else decide.is_whole_class(plan)
    if code == SAME_ROLLS:
        return decide.rolls_are_the_same(plan)
    if key == SAME:
        return decide.same_by_roll(plan)
    return decide.leave_out_all(plan, code) if key == LEAVE_OUT else decide.agree_to_all(plan, code)
