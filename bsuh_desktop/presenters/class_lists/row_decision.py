"""Decides one row of a class list: whose roll it is, the right spelling, who it is, or that it is left out."""

from __future__ import annotations

from typing import Literal

import msgspec

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.people import Sex
from bsuh_desktop.domain.roster import roll_key
from bsuh_desktop.presenters.class_lists.remark_words import PRIVATE, is_to_compare, same_roll
from bsuh_desktop.presenters.parts import NO_TEXT, Choice, Field, Joined, Part, Text
from bsuh_desktop.presenters.person_words import SEXES, shown_name
from bsuh_desktop.services.class_lists import decide
from bsuh_desktop.services.class_lists.class_groups import Learner
from bsuh_desktop.services.class_lists.import_plan import ImportPlan, ImportRow

SAVE, LEAVE_OUT, BACK, AGAIN = "save", "leave_out", "back", "again"
RowField = Literal["roll", "name_bn", "name_en"]
Who = Literal["who_new_name", "who_our_name", "who_other"]


class Keeper(msgspec.Struct, frozen=True):
    """A row that may keep the roll that several have."""

    row: int
    text: Text


class RowDecisionModel(msgspec.Struct, frozen=True, kw_only=True):
    """The dialog."""

    question: Part
    detail: Part
    leave_out: Part
    whose_roll: Part
    keepers: tuple[Keeper, ...]
    who: Part
    who_new_name: Part
    who_our_name: Part
    who_other: Part
    roll: Field
    names: Part
    name_bn: Field
    original: Part
    name_en: Field
    sex: Choice
    again: Part


class RowDecision:
    """What a person says about one row of `plan`; `decided` is the plan after that."""

    def __init__(self, session: DeskSession, plan: ImportPlan, row: ImportRow) -> None:
        self._session = session
        self._plan = plan
        self._row = row
        self._was = row.was or _had_roll(plan, row)
        self._doubles = doubles if len(doubles := same_roll(plan, row)) > 1 else []
        self._hides_names = session.public
        self._asks_who = self._was is not None and row.change in ("new", "renamed") and not session.public
        self._typed: dict[RowField, str] = {}
        self._sex: Sex = row.learner.sex
        self._keeper: int | None = None
        self._who = self._who_now()

    def _who_now(self) -> Who:
        if self._row.change == "new":
            return "who_other"
        return "who_our_name" if self._row.row in self._plan.decisions.our_names else "who_new_name"

    def write(self, field: RowField, text: str) -> None:
        """Somebody typed into a field."""
        self._typed[field] = text

    def choose_sex(self, place: int) -> None:
        """Somebody chose girl, boy or neither."""
        self._sex = tuple(SEXES)[place]

    def choose_keeper(self, row: int) -> None:
        """Somebody said which row keeps the roll."""
        self._keeper = row

    def choose_who(self, who: Who) -> None:
        """Somebody said who the row is."""
        self._who = who

    def decided(self, key: str) -> ImportPlan:
        """The plan after the answer `key`."""
        if key in (LEAVE_OUT, AGAIN):
            return (decide.leave_out if key == LEAVE_OUT else decide.undo_decision)(self._plan, self._row.row)
        return self._saved() if key == SAVE else self._plan

    def _saved(self) -> ImportPlan:
        """The changes; without any, the row is confirmed to be right."""
        plan, row, typed = self._with_who(self._plan), self._row, self._typed
        if self._keeper is not None:
            plan = decide.keep_roll(plan, self._keeper)
        if "roll" in typed:
            plan = decide.correct_roll(plan, row.row, typed["roll"])
        if "name_bn" in typed or "name_en" in typed:
            plan = decide.correct_name(plan, row.row, self._name("name_bn"), self._name("name_en"))
        if self._sex != row.learner.sex:
            plan = decide.correct_sex(plan, row.row, self._sex)
        unseen = self._session.public and is_to_compare(row)
        if plan is self._plan and row.severity == "look" and not unseen:
            plan = decide.leave_as_it_is(plan, row.row)
        return plan

    def _with_who(self, plan: ImportPlan) -> ImportPlan:
        row = self._row.row
        if self._was is None or not self._asks_who or self._who == self._who_now():
            return plan
        if self._who == "who_other":
            return decide.another_learner(plan, row)
        plan = decide.same_learner(plan, row, self._was.line)
        return decide.keep_name(plan, row) if self._who == "who_our_name" else plan

    def _name(self, field: Literal["name_bn", "name_en"]) -> str:
        known = self._row.learner.name_bn if field == "name_bn" else self._row.learner.name_en
        return self._typed.get(field, known or "")

    def model(self) -> RowDecisionModel:
        """The dialog as it should look now."""
        row, public, learner = self._row, self._session.public, self._row.learner
        remarks = tuple(one.message for one in row.remarks if not (public and one.code in PRIVATE))
        was = NO_TEXT if self._was is None else shown_name(public, self._was.name_bn, self._was.name_en, "—")
        now = shown_name(public, learner.name_bn, learner.name_en)
        return RowDecisionModel(
            question=Part(text=Message("Row {row} of the list", row=digits_text(row.row))),
            detail=Part(text=Joined(remarks, "\n"), shown=bool(remarks)),
            leave_out=Part(shown=not row.left_out),
            whose_roll=Part(shown=bool(self._doubles)),
            keepers=tuple(_keeper(one, public) for one in self._doubles),
            who=Part(shown=self._asks_who),
            who_new_name=Part(
                text=Message("The same learner, now written: {name}", name=now), checked=self._who == "who_new_name"
            ),
            who_our_name=Part(
                text=Message("The same learner, still written: {name}", name=was), checked=self._who == "who_our_name"
            ),
            who_other=Part(text=Message("Another learner, new in the class"), checked=self._who == "who_other"),
            roll=Field(value=self._typed.get("roll", self._session.digits(learner.roll or ""))),
            names=Part(shown=not self._hides_names),
            name_bn=Field(value=self._name("name_bn")),
            original=Part(text=_original(row), shown=bool(row.original)),
            name_en=Field(value=self._name("name_en")),
            sex=Choice(tuple(SEXES.values()), tuple(SEXES).index(self._sex)),
            # For narrow tables, which have no “Decide again” button in the row.
            again=Part(shown=row.row in self._plan.decisions.rows),
        )


def _original(row: ImportRow) -> Message:
    if any(remark.code in ("calculated", "repaired") for remark in row.remarks):
        return Message("In the file: {name}", name=row.original)
    return Message("In the old font: {name}", name=row.original)


def _keeper(row: ImportRow, public: bool) -> Keeper:
    name = shown_name(public, row.learner.name_bn, row.learner.name_en)
    return Keeper(row.row, Message("Row {row}: {name}", row=digits_text(row.row), name=name))


def _had_roll(plan: ImportPlan, row: ImportRow) -> Learner | None:
    """The learner of the class who had the roll of `row` and is not on the list: the row may be another person."""
    same = [one.was for one in plan.gone if one.was.roll and roll_key(one.was.roll) == roll_key(row.learner.roll)]
    return same[0] if same and row.change == "new" else None
