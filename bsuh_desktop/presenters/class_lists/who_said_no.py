"""Learners who refused earlier and were not found on the new list: a person decides who they are.

Either they are listed under another spelling, stay in the class without being listed, or have left.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.presenters.parts import Choice, Joined, Part, Text
from bsuh_desktop.presenters.person_words import SEXES, roll_text, shown_name
from bsuh_desktop.services.class_lists import decide
from bsuh_desktop.services.class_lists.import_plan import GoneRow, ImportPlan, ImportRow

SAVE, BACK = "save", "back"
Where = Literal["is_here", "stays", "left"]


class WhoSaidNoModel(msgspec.Struct, frozen=True, kw_only=True):
    """The dialog."""

    question: Part
    is_here: Part
    found: Choice
    stays: Part
    left: Part
    save: Part


class WhoSaidNo:
    """What a person says about one learner of the class; only in private view. `decided` is the plan after that."""

    def __init__(self, session: DeskSession, plan: ImportPlan, gone: GoneRow) -> None:
        self._session = session
        self._plan = plan
        self._gone = gone
        self._rows = decide.could_be(plan, gone.line)
        self._where: Where | None = None
        self._place = -1
        if gone.stays or gone.decided:
            self._where = "stays" if gone.stays else "left"

    def choose(self, where: Where) -> None:
        """Somebody said whether the learner is on the list, stays, or has left."""
        self._where = where

    def choose_row(self, place: int) -> None:
        """Somebody said which row it is."""
        self._where, self._place = "is_here", place

    def decided(self, key: str) -> ImportPlan:
        """The plan after the answer `key`."""
        return (self._chosen() if key == SAVE else None) or self._plan

    def _chosen(self) -> ImportPlan | None:
        """The plan after the present choice; None while it is incomplete."""
        plan, line = self._plan, self._gone.line
        if self._where == "stays":
            return decide.stays(plan, line)
        if self._where == "left":
            return decide.who_said_no(plan, line, None)
        if self._where == "is_here" and self._place >= 0:
            return decide.who_said_no(plan, line, self._rows[self._place].row)
        return None

    def model(self) -> WhoSaidNoModel:
        """The dialog as it should look now."""
        roll, there = self._gone.was.roll, bool(self._rows)
        question = Message("Who said “no” earlier?")
        if roll:
            question = Message("Who said “no” earlier? Their roll was {roll}", roll=roll_text(roll))
        return WhoSaidNoModel(
            question=Part(text=question),
            is_here=Part(shown=there, checked=self._where == "is_here"),
            found=Choice(tuple(_label(row, self._session.public) for row in self._rows), self._place, there),
            stays=Part(checked=self._where == "stays"),
            left=Part(checked=self._where == "left"),
            save=Part(enabled=self._chosen() is not None),
        )


def _label(row: ImportRow, public: bool) -> Message:
    learner = row.learner
    name: Text = shown_name(public, learner.name_bn, learner.name_en)
    if learner.sex != "unspecified":
        name = Joined((name, SEXES[learner.sex]), ", ")
    return Message("Roll {roll}: {name}", roll=roll_text(learner.roll), name=name)
