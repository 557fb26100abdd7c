"""The lines above the table of a list: a question about the whole class, then remarks shared by many rows."""

from __future__ import annotations

from typing import get_args

import msgspec
from msgspec.structs import replace

from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.people import Sex
from bsuh_desktop.presenters.class_lists.remark_words import PRIVATE, TO_COMPARE
from bsuh_desktop.presenters.parts import Light
from bsuh_desktop.rosters.read_options import ReadOptions
from bsuh_desktop.services.class_lists import decide
from bsuh_desktop.services.class_lists.decisions import ListQuestion
from bsuh_desktop.services.class_lists.import_plan import ImportPlan
from bsuh_desktop.services.class_lists.read_list import with_sexes

AGREE, LEAVE_OUT, SAME = "agree", "leave_out", "same"
"""The rows are right; they are left out; they are the learners who had these rolls before."""

NO, GIRL_FIRST, BOY_FIRST, AGAIN = "no", "girl_first", "boy_first", "again"
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
            again = ((AGAIN, Message("Decide again")),)
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
    leave = (LEAVE_OUT, Message("Leave it out"))
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
    if key == AGAIN:
        return plan.options
    if code == "joined":
        return replace(plan.options, joined=key == AGREE)
    if code == "long_roll":
        return replace(plan.options, long_rolls=key == AGREE)
    return with_sexes(plan, _FIRST_SEXES.get(key, ())) if code == "sex_words" else plan.options


def answered(plan: ImportPlan, code: str, key: str) -> ImportPlan:
    """The plan after a button of a line was pressed; it may have to be read again (`reading`)."""
    if code in _QUESTIONS:
        return (decide.ask_again if key == AGAIN else decide.answer)(plan, _QUESTIONS[code])
    if code == WHOLE_CLASS:
        return decide.all_stay(plan) if key == THE_OTHERS_STAY else decide.is_whole_class(plan)
    if code == SAME_ROLLS:
        return decide.rolls_are_the_same(plan)
    if key == SAME:
        return decide.same_by_roll(plan)
    return decide.leave_out_all(plan, code) if key == LEAVE_OUT else decide.agree_to_all(plan, code)


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
        return (LEAVE_OUT, Message("Skip them")), (AGREE, Message("They belong to the class"))
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
