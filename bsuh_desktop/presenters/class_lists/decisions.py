"""What a person decides about a class list: one row, all rows that share a remark, and who refused earlier.

Learners who refused earlier and were not found on the new list are listed under another spelling, stay in the class
without being listed, or have left."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec
from msgspec.structs import replace

from bsuh_desktop.app.desk_session import DeskSession
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.people import Sex
from bsuh_desktop.domain.roster import roll_key
from bsuh_desktop.presenters.class_lists.plan_rows import PRIVATE, TO_COMPARE, is_to_compare, same_roll
from bsuh_desktop.presenters.parts import NO_TEXT, Choice, Field, Joined, Light, Part, Text
from bsuh_desktop.presenters.person_words import SEXES, roll_text, shown_name
from bsuh_desktop.rosters.read_options import ReadOptions
from bsuh_desktop.services.class_lists import decide
from bsuh_desktop.services.class_lists.class_groups import Learner
from bsuh_desktop.services.class_lists.decisions import ListQuestion
from bsuh_desktop.services.class_lists.import_plan import GoneRow, ImportPlan, ImportRow
from bsuh_desktop.services.class_lists.read_list import with_sexes

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


AGREE, LEAVE_ROWS_OUT, SAME = "agree", "leave_out", "same"
"""The rows are right; they are left out; they are the learners who had these rolls before."""

NO, GIRL_FIRST, BOY_FIRST, ASK_AGAIN = "no", "girl_first", "boy_first", "again"
"""Answers about the whole list: it is not so; the first code means girl, or boy, and the second one the other; none
any more."""

Verbs = tuple[tuple[str, Message], ...]
WHOLE_CLASS = "whole_class"
THE_OTHERS_STAY = "the_others_stay"
SAME_ROLLS = "same_rolls"
_QUESTIONS: dict[str, ListQuestion] = {one: one for one in get_args(ListQuestion)}
_MUST_BE_ANSWERED = (*_QUESTIONS, WHOLE_CLASS, SAME_ROLLS, decide.ONLY_BY_ROLL)
"""Lines that must be answered before the list is accepted: always first, even if they appear later."""
_MOST_LINES = 3
"""Number of lines above the table, unless more must be answered; all other remarks are in the rows only."""
_FIRST_SEXES: dict[str, tuple[Sex, Sex]] = {GIRL_FIRST: ("f", "m"), BOY_FIRST: ("m", "f")}


class GroupLine(msgspec.Struct, frozen=True):
    """A sentence about several rows, with buttons to answer it."""

    code: str
    """Code of the remark."""
    light: Light
    """State of its light."""
    sentence: Message
    """What the rows have in common."""
    verbs: Verbs
    """The buttons: key and label of each."""
    settled: bool = False
    """Answered: the line keeps its place without buttons, so that nothing moves under the pointer."""
    again: bool = False
    """Answered, and its button asks once more."""
    shut: bool = False
    """Cannot be answered while names are hidden."""


class PlanGroups:
    """Which lines are shown: chosen when a list is shown, and stable in their places from then on."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def begin(self, plan: ImportPlan) -> None:
        """Another list, or the same one read with other options."""
        self._counts = dict.fromkeys((code for code in _QUESTIONS if code in plan.asked), 0) | self._open(plan)

    def _open(self, plan: ImportPlan) -> dict[str, int]:
        asked = dict.fromkeys(plan.questions, 0)
        open_ones = {group.code: group.count for group in decide.groups(plan)}
        about_all = {WHOLE_CLASS: plan.counts.gone} if plan.asks_whole_class else {}
        return asked | about_all | ({SAME_ROLLS: 0} if plan.asks_same_rolls else {}) | open_ones

    def lines(self, plan: ImportPlan, public: bool) -> list[GroupLine]:
        """The present lines. In public view without those about answers to the question of names."""
        now = self._open(plan)
        if come := [code for code in _MUST_BE_ANSWERED if code in now and code not in self._counts]:
            self._counts = {**dict.fromkeys((*come, *self._counts), 0), **self._counts}
        first = sum(code in _MUST_BE_ANSWERED for code in self._counts)
        told = {code: count for code, count in self._counts.items() if not (public and code in PRIVATE)}
        lines = [
            _line(plan, code, now.get(code, count), code not in now, public and code in {SAME_ROLLS, *TO_COMPARE})
            for code, count in told.items()
        ]
        return lines[: max(_MOST_LINES, first)]


def _line(plan: ImportPlan, code: str, count: int, settled: bool, shut: bool) -> GroupLine:
    if code in _QUESTIONS:
        question = _QUESTIONS[code]
        if settled:
            again = ((ASK_AGAIN, Message("Decide again")),)
            return GroupLine(code, "ok", _answered(plan, question), again, again=True)
        return GroupLine(code, "stop", _question(plan, question), _answers(plan, question))
    if code == WHOLE_CLASS:
        sentence = Message("Learners who are not on the list: {count}. Is it the list of the whole class?", count=count)
        verbs = ((THE_OTHERS_STAY, Message("No, the others stay")), (AGREE, Message("It is the whole class")))
        return GroupLine(code, "stop", sentence, verbs, settled)
    if code == SAME_ROLLS:
        sentence = Message("No name on the list matches the class. Are the rolls the same as before?")
        return GroupLine(code, "stop", sentence, ((AGREE, Message("The rolls are the same")),), settled, shut=shut)
    light: Light = "stop" if code == decide.ONLY_BY_ROLL else "look"
    return GroupLine(code, light, group_sentence(code, count), group_verbs(code), settled, shut=shut)


def _question(plan: ImportPlan, question: ListQuestion) -> Message:
    if question == "joined" and plan.options.joined is False:
        return Message("Of several lists only the first was read. Is that right?")
    return plan.asked[question]


def _answered(plan: ImportPlan, question: ListQuestion) -> Message:
    """The answer by which the list was read."""
    if question == "joined":
        if plan.options.joined is False:
            return Message("Of several lists only the first was read.")
        return Message("Several lists are read as one class.")
    if question == "long_roll":
        if plan.options.long_rolls is False:
            return Message("The long numbers under roll were left out.")
        return Message("The long numbers under roll are rolls.")
    told = plan.options.sexes.get(plan.sex_codes[0])
    said = [words for key, words in _answers(plan, question) if _FIRST_SEXES.get(key, ("",))[0] == told]
    return said[0] if said else Message("The codes for girl and boy were left out.")


def _answers(plan: ImportPlan, question: ListQuestion) -> Verbs:
    if question == "joined":
        return (NO, Message("Read only the first")), (AGREE, Message("They are one class"))
    if question == "long_roll":
        return (NO, Message("They are not")), (AGREE, Message("They are rolls"))
    leave = (LEAVE_ROWS_OUT, Message("Leave it out"))
    codes = tuple(map(digits_text, plan.sex_codes))
    if len(codes) == 1:
        girl, boy = (
            Message("“{word}” means girl", word=codes[0]),
            Message("“{word}” means boy", word=codes[0]),
        )
        return leave, (GIRL_FIRST, girl), (BOY_FIRST, boy)
    return (
        leave,
        (GIRL_FIRST, Message("“{girl}” means girl, “{boy}” boy", girl=codes[0], boy=codes[1])),
        (BOY_FIRST, Message("“{girl}” means girl, “{boy}” boy", girl=codes[1], boy=codes[0])),
    )


def reading(plan: ImportPlan, code: str, key: str) -> ReadOptions:
    """How the list is to be read after a button of a line was pressed; for most lines as it was."""
    if key == ASK_AGAIN:
        return plan.options
    if code == "joined":
        return replace(plan.options, joined=key == AGREE)
    if code == "long_roll":
        return replace(plan.options, long_rolls=key == AGREE)
    return with_sexes(plan, _FIRST_SEXES.get(key, ())) if code == "sex_words" else plan.options


def answered(plan: ImportPlan, code: str, key: str) -> ImportPlan:
    """The plan after a button of a line was pressed; it may have to be read again (`reading`)."""
    if code in _QUESTIONS:
        return (decide.ask_again if key == ASK_AGAIN else decide.answer)(plan, _QUESTIONS[code])
    if code == WHOLE_CLASS:
        return decide.all_stay(plan) if key == THE_OTHERS_STAY else decide.is_whole_class(plan)
    if code == SAME_ROLLS:
        return decide.rolls_are_the_same(plan)
    if key == SAME:
        return decide.same_by_roll(plan)
    return decide.leave_out_all(plan, code) if key == LEAVE_ROWS_OUT else decide.agree_to_all(plan, code)


def group_sentence(code: str, count: int) -> Message:
    """What the rows of a group have in common, with their number."""
    return {
        decide.ONLY_BY_ROLL: Message("Learners who said “no” earlier, found by roll only: {count}.", count=count),
        "converted": Message("Names typed in an old font: {count}. Compare them.", count=count),
        "calculated": Message("Names calculated by a formula: {count}. Compare them.", count=count),
        "repaired": Message("Names whose broken letters were put right: {count}. Compare them.", count=count),
        "hidden_row": Message("Rows that are hidden in the file: {count}.", count=count),
        "not_converted": Message("Names in an old font that cannot be read: {count}. Type them.", count=count),
        "number_not_taken": Message("Rows with a long number that was skipped: {count}.", count=count),
        "words_not_taken": Message("Rows with words beside the name or roll that were skipped: {count}.", count=count),
        "damaged_sign": Message("Names or rolls with a damaged sign: {count}. Type them.", count=count),
        "no_roll": Message("Learners without a roll: {count}. They get free numbers.", count=count),
        "roll_turned": Message("Rolls that the spreadsheet changed: {count}. Compare them.", count=count),
        "same_name": Message("Learners with the same name as another: {count}. They stay two learners.", count=count),
        "no_name": Message("Learners without a name: {count}.", count=count),
        "two_names": Message("Rows with two names: {count}. The first name is used.", count=count),
        "foreign_letters": Message("Names in letters of another script: {count}.", count=count),
        "unknown_word": Message("Words skipped: {count}.", count=count),
        "formula": Message("Formulas that were skipped: {count}.", count=count),
        "colon": Message("Names with a colon: {count}. It stays if you do not change it.", count=count),
        "renamed": Message("Learners with another spelling: {count}. Compare them.", count=count),
        "roll_of_another": Message("New learners with the roll of a learner who left: {count}.", count=count),
        "name_of_another": Message("New learners with the name of a learner who left: {count}.", count=count),
        "said_no_before": Message("Learners who said “no” earlier: {count}. It stays “no”.", count=count),
        "says_no_now": Message("Learners who say “no” now: {count}. Their names and answers are deleted.", count=count),
        "grown_up": Message("Learners who are adults now: {count}. They give their own consent.", count=count),
    }.get(code, Message("Rows to check: {count}.", count=count))


def group_verbs(code: str) -> Verbs:
    """The buttons beside the sentence."""
    if code == "hidden_row":
        return (LEAVE_ROWS_OUT, Message("Skip them")), (AGREE, Message("They belong to the class"))
    if code == decide.ONLY_BY_ROLL:
        return ((SAME, Message("They are the same learners")),)
    if code in (
        "no_roll",
        "no_name",
        "unknown_word",
        "formula",
        "colon",
        "number_not_taken",
        "words_not_taken",
        "damaged_sign",
        "two_names",
        "not_converted",
    ):
        return ((AGREE, Message("Keep them as they are")),)
    return ((AGREE, Message("They are right")),)


SAVE_WHO, BACK_FROM_WHO = "save", "back"
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
        return (self._chosen() if key == SAVE_WHO else None) or self._plan

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
