"""Remarks shared by many rows, as one sentence, and the answers that apply to all of them."""

from __future__ import annotations

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.services.class_lists.decide import ONLY_BY_ROLL

AGREE, LEAVE_OUT, SAME = "agree", "leave_out", "same"
"""The rows are right; they are left out; they are the learners who had these rolls before."""

Verbs = tuple[tuple[str, Message], ...]


def group_sentence(code: str, count: int) -> Message:
    """What the rows of a group have in common, with their number."""
    return {
        ONLY_BY_ROLL: Message("Learners who said “no” earlier, found by roll only: {count}.", count=count),
        "converted": Message("Names typed in an old font: {count}. Compare them.", count=count),
        "hidden_row": Message("Rows that are hidden in the file: {count}.", count=count),
        "not_converted": Message("Names in an old font that cannot be read: {count}. Type them.", count=count),
        "number_not_taken": Message("Rows with a long number that was skipped: {count}.", count=count),
        "words_not_taken": Message("Rows with words beside the name or roll that were skipped: {count}.", count=count),
        "damaged_sign": Message("Names or rolls with a damaged sign: {count}. Type them.", count=count),
        "no_roll": Message("Learners without a roll: {count}. They get free cards.", count=count),
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
    if code == ONLY_BY_ROLL:
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
