"""What learners say later about their names, as a facilitator writes it down by hand: one after the other."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from bsuh_desktop.services.class_lists.class_groups import as_row, change_learner, learners_of
from bsuh_desktop.services.desk.desk import Desk


def refuse(desk: Desk, group: str, lines: Collection[int]) -> None:
    """The learners of these lines say no."""
    _answer(desk, group, lines, {"assent": "no"})


def agree(desk: Desk, group: str, lines: Collection[int]) -> None:
    """They and their guardians say yes; no name comes back by that."""
    _answer(desk, group, lines, {"guardian": "yes", "assent": "yes"})


def _answer(desk: Desk, group: str, lines: Collection[int], answers: dict[str, str]) -> None:
    for one in learners_of(desk, group):
        if one.line in lines:
            change_learner(desk, group, one.line, replace(as_row(one), **answers))
