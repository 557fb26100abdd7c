"""What is said of a list, by its codes: remarks on rows, on rows without a learner, and on the list as a whole.

One sentence for one row, which a person should look at before agreeing. None contains a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from bsuh_desktop.domain.learner import FactKey
from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message, listed_rows
from bsuh_desktop.domain.people import Sex
from bsuh_desktop.rosters.vocabulary import A_WORD

RemarkCode = Literal[
    "duplicate_roll",
    "no_roll",
    "roll_turned",
    "same_name",
    "no_name",
    "two_names",
    "foreign_letters",
    "damaged_sign",
    "unknown_word",
    "empty_row",
    "formula",
    "extra_title",
    "no_card",
    "converted",
    "not_converted",
    "calculated",
    "repaired",
    "joined",
    "sheets_joined",
    "sheets_alike",
    "long_roll",
    "sex_words",
    "sex_elsewhere",
    "rows_left_out",
    "column_not_taken",
    "letters_lost",
    "hidden_row",
    "totals_row",
    "number_not_taken",
    "words_not_taken",
    "no_heading",
]

WHOLE_LIST = 0
"""The row of a remark that is about the whole list."""

_NAMED_ROWS = 6
_LONGEST_ROLL = 20


class Remark(msgspec.Struct, frozen=True):
    """A remark on row `row` (spreadsheet number, from 1). Codes are stable: partners script against them."""

    row: int
    code: RemarkCode
    message: Message


def duplicate_roll(row: int, roll: str, rows: Sequence[int]) -> Remark:
    """`roll` occurs in all of `rows`; only the first learner gets it as card number."""
    shown = {"times": len(rows), "rows": listed_rows(rows, _NAMED_ROWS)}
    if not _is_shown(roll):
        message = Message("One roll appears {times} times (rows {rows}). Choose the right one.", **shown)
    elif len(rows) == 2:
        message = Message("Roll {roll} appears twice (rows {rows}). Choose one.", roll=roll, rows=shown["rows"])
    else:
        message = Message("Roll {roll} appears {times} times (rows {rows}). Choose one.", roll=roll, **shown)
    return Remark(row, "duplicate_roll", message)


def no_roll(row: int) -> Remark:
    """The learner has no roll and gets a free card."""
    return Remark(row, "no_roll", Message("There is no roll in row {row}. The learner gets a free number.", row=row))


def roll_turned(row: int) -> Remark:
    """The spreadsheet turned the roll into a date or a decimal; the preview proposes the original."""
    message = Message("The spreadsheet changed the roll in row {row}. Compare it with the school's list.", row=row)
    return Remark(row, "roll_turned", message)


def same_name(row: int, rows: Sequence[int]) -> Remark:
    """The learners in `rows` have the same name, perhaps spelled differently. They stay separate learners."""
    message = Message(
        "Rows {rows} have the same name. They stay separate learners.", rows=listed_rows(rows, _NAMED_ROWS)
    )
    return Remark(row, "same_name", message)


def no_name(row: int) -> Remark:
    """There is no name, or the name has no letter."""
    return Remark(row, "no_name", Message("There is no name in row {row}.", row=row))


def two_names(row: int) -> Remark:
    """Two columns contain different names in one script."""
    message = Message("Row {row} has two names in the same script. The first name is used.", row=row)
    return Remark(row, "two_names", message)


def foreign_letters(row: int) -> Remark:
    """A name in letters that certificates cannot draw: it is stored, and its certificate has a line to write it by
    hand."""
    message = Message(
        "Row {row}: the name has letters that certificates cannot print. Write it there by hand.", row=row
    )
    return Remark(row, "foreign_letters", message)


def damaged_sign(row: int) -> Remark:
    """A character of the roll or the name was lost before the file came; � replaces it."""
    message = Message("Row {row}: a character is damaged and shows as �. Write the name or roll again.", row=row)
    return Remark(row, "damaged_sign", message)


def unknown_sex(row: int) -> Remark:
    """The word for the sex is not in the word list."""
    message = Message("The word for sex in row {row} is unknown. It stays not specified.", row=row)
    return Remark(row, "unknown_word", message)


def unknown_age(row: int) -> Remark:
    """The age is neither a number from 9 nor a band."""
    message = Message("The age in row {row} was not understood. It stays not specified.", row=row)
    return Remark(row, "unknown_word", message)


def unknown_disability(row: int) -> Remark:
    """The word for disability is not in the word list."""
    message = Message("The word for disability in row {row} is unknown. It stays not specified.", row=row)
    return Remark(row, "unknown_word", message)


UNKNOWN: dict[FactKey, Callable[[int], Remark]] = {
    "sex": unknown_sex,
    "age": unknown_age,
    "disability": unknown_disability,
}
"""The remark on a word for each fact that is not known."""


def unknown_consent(row: int) -> Remark:
    """The word for consent or assent is not in the word list; it is never taken for a yes."""
    message = Message("The word for consent in row {row} is unknown. It counts as not asked.", row=row)
    return Remark(row, "unknown_word", message)


def denied_consent(row: int) -> Remark:
    """The word for consent or assent is not in the word list, and contains a negation."""
    message = Message("Row {row}: the word for consent is unknown, but means a refusal. It counts as “no”.", row=row)
    return Remark(row, "unknown_word", message)


def two_answers(row: int) -> Remark:
    """There are both a yes and a no: the no counts."""
    message = Message("Row {row} says both yes and no to consent. It counts as “no”.", row=row)
    return Remark(row, "unknown_word", message)


def formula_name(row: int) -> Remark:
    """The name is a formula: its value is not what the school wrote."""
    message = Message("Row {row}: the name is a formula and was skipped. Write the name there.", row=row)
    return Remark(row, "formula", message)


def calculated_name(row: int) -> Remark:
    """The name is a formula; the preview proposes the value that the file has for it."""
    message = Message("Row {row}: the name is calculated by a formula. Compare it with the school's list.", row=row)
    return Remark(row, "calculated", message)


def repaired(row: int) -> Remark:
    """The letters were broken when the file was saved; the preview proposes them repaired."""
    message = Message("Row {row}: broken Bangla letters were put right. Compare the name.", row=row)
    return Remark(row, "repaired", message)


def calculated_sex(row: int) -> Remark:
    """The word for the sex is calculated by a formula; its value was taken."""
    message = Message("Row {row}: girl or boy is calculated by a formula. Compare it with the school's list.", row=row)
    return Remark(row, "formula", message)


def formula_roll(row: int) -> Remark:
    """The roll is calculated by a formula; its value was taken if the file contains it."""
    message = Message("The roll in row {row} is a formula. Compare it with the school's list.", row=row)
    return Remark(row, "formula", message)


def formula_elsewhere(row: int) -> Remark:
    """Sex, age, disability or consent is a formula."""
    return Remark(row, "formula", Message("Row {row}: a formula was skipped.", row=row))


def no_card(row: int) -> Remark:
    """All card numbers are used."""
    message = Message("All {cards} numbers are in use; row {row} has none.", cards=200, row=row)
    return Remark(row, "no_card", message)


def converted(row: int) -> Remark:
    """The name was typed in an old font; the preview proposes a conversion."""
    message = Message("Row {row}: the name is in an old font. Compare it with the original.", row=row)
    return Remark(row, "converted", message)


def not_converted(row: int) -> Remark:
    """The name was typed in an old font and has characters without a meaning there."""
    message = Message("Row {row}: the name is in an old font and cannot be read. Type it.", row=row)
    return Remark(row, "not_converted", message)


def hidden_row(row: int) -> Remark:
    """The row contains a learner and is hidden in the spreadsheet."""
    message = Message("Row {row} is hidden in the spreadsheet. Ask whether this learner belongs to the class.", row=row)
    return Remark(row, "hidden_row", message)


def number_not_taken(row: int) -> Remark:
    """The name or roll cell contained a long number, such as a phone."""
    message = Message("Row {row}: a long number beside the name or roll was skipped.", row=row)
    return Remark(row, "number_not_taken", message)


def others_not_taken(row: int) -> Remark:
    """The name cell contained a parent, or perhaps somebody else."""
    message = Message("Row {row}: more was written beside the name, perhaps another person. It was left out.", row=row)
    return Remark(row, "words_not_taken", message)


def words_beside_roll(row: int) -> Remark:
    """The roll cell contained words, perhaps a name; rolls are stored for everybody."""
    message = Message("Row {row}: the words in the place of the roll were skipped.", row=row)
    return Remark(row, "words_not_taken", message)


def serial_not_taken(row: int) -> Remark:
    """The name began with the number of its row."""
    return Remark(row, "number_not_taken", Message("Row {row}: the number before the name was skipped.", row=row))


def _is_shown(roll: str) -> bool:
    """True if the roll may be shown: it has a digit and is short. Anything else may be a name in the wrong column."""
    return len(roll) <= _LONGEST_ROLL and any(letter.isdigit() for letter in roll) and not A_WORD.search(roll)


_AN_EXAMPLE = 3
_NAMED_SHEETS = 4


def empty_row(row: int) -> Remark:
    """An empty row between learners."""
    return Remark(row, "empty_row", Message("Row {row} is empty and was skipped.", row=row))


def nameless_row(row: int) -> Remark:
    """A row with text, but nothing that identifies a learner."""
    message = Message("Row {row} has neither roll nor name and was skipped.", row=row)
    return Remark(row, "empty_row", message)


def extra_title(row: int) -> Remark:
    """A row above the headings, or one that repeats them."""
    return Remark(row, "extra_title", Message("Row {row} is a title and was skipped.", row=row))


def totals_row(row: int) -> Remark:
    """A row with totals."""
    return Remark(row, "totals_row", Message("Row {row} is a total and was skipped.", row=row))


def signature_row(row: int) -> Remark:
    """A row for a signature, a date or a note below the list."""
    return Remark(
        row,
        "totals_row",
        Message("Row {row} is below the list (signatures or notes) and was skipped.", row=row),
    )


def sex_words(words: Sequence[str]) -> Remark:
    """Codes for the sex that the list does not explain."""
    message = Message("What does “{word}” mean in the column for sex?", word=digits_text(words[0]))
    if len(words) > 1:
        one, other = map(digits_text, words)
        message = Message("Which means girl in the column for sex: “{one}” or “{other}”?", one=one, other=other)
    return Remark(WHOLE_LIST, "sex_words", message)


def sex_codes_above(row: int) -> Remark:
    """The line in `row` explains the codes for the sex."""
    return Remark(row, "sex_elsewhere", Message("Row {row} says which code means girl and which means boy.", row=row))


def sex_behind_names() -> Remark:
    """The sex was taken from a bracket behind the names."""
    message = Message("Girl or boy was taken from what stands in brackets behind the names.")
    return Remark(WHOLE_LIST, "sex_elsewhere", message)


def sex_of_block(row: int, sex: Sex) -> Remark:
    """The title in `row` says that all below are girls, or boys."""
    message = Message("Row {row} says that these learners are boys.", row=row)
    if sex == "f":
        message = Message("Row {row} says that these learners are girls.", row=row)
    return Remark(row, "sex_elsewhere", message)


def sex_of_sheet(name: str, sex: Sex) -> Remark:
    """The name of the sheet says that all are girls, or boys."""
    message = Message("Sheet “{sheet}”: by its name, these learners are boys.", sheet=name)
    if sex == "f":
        message = Message("Sheet “{sheet}”: by its name, these learners are girls.", sheet=name)
    return Remark(WHOLE_LIST, "sex_elsewhere", message)


def long_rolls() -> Remark:
    """Nine or ten digits under *roll*, without a common beginning."""
    message = Message("Under roll stand numbers of nine or ten digits. Are they rolls?")
    return Remark(WHOLE_LIST, "long_roll", message)


def calculated_sexes() -> Remark:
    """The words for the sex are formulas."""
    message = Message("Girl or boy is calculated by formulas. Compare it with the school's list.")
    return Remark(WHOLE_LIST, "formula", message)


def joined(firsts: Sequence[int]) -> Remark:
    """Lists side by side, read one below the other; `firsts` are the rows where the second and further ones begin."""
    message = Message(
        "Lists that stand side by side were read one below the other: the next from row {rows}. Is that right?",
        rows=listed_rows(firsts, len(firsts)),
    )
    return Remark(WHOLE_LIST, "joined", message)


def sheets_alike(names: Sequence[str]) -> Remark:
    """Other sheets have learners under the same headings and were not read."""
    message = Message(
        "Sheets with the same headings were not read: {sheets}. Choose them, too, if they are this class.",
        sheets=", ".join(names[:_NAMED_SHEETS]) + (" …" if len(names) > _NAMED_SHEETS else ""),
    )
    return Remark(WHOLE_LIST, "sheets_alike", message)


def table_joined(name: str) -> Remark:
    """A table of a document that goes on with the rolls of the one before it."""
    message = Message("“{sheet}” goes on with the same list and was read below it. Is that right?", sheet=name)
    return Remark(WHOLE_LIST, "joined", message)


def sheets_joined(name: str, step: int) -> Remark:
    """A sheet that is read together with the first one; `step` is added to its rows."""
    row, as_counted = digits_text(_AN_EXAMPLE), digits_text(_AN_EXAMPLE + step)
    message = Message(
        "Row {row} of sheet “{sheet}” is row {as_counted} here.", sheet=name, row=row, as_counted=as_counted
    )
    return Remark(WHOLE_LIST, "sheets_joined", message)


def letters_lost() -> Remark:
    """The names are question marks."""
    message = Message(
        "The Bangla names were lost when this file was saved: they are question marks. "
        "Ask the school for the XLSX, or for “CSV UTF-8”."
    )
    return Remark(WHOLE_LIST, "letters_lost", message)


def only_parents(place: str) -> Remark:
    """No column holds the learners' names; the one at `place` is headed as a parent's."""
    message = Message("Column {place} is headed as a parent's and was not taken. Which one has the names?", place=place)
    return Remark(WHOLE_LIST, "column_not_taken", message)


def other_table(row: int, count: int) -> Remark:
    """Teachers and others, in a table below the list or by a column that says so."""
    message = Message("Other people stand from row {row} on. Rows left out: {count}.", row=row, count=count)
    return Remark(row, "rows_left_out", message)


def only_numbers(row: int, count: int) -> Remark:
    """Numbers that were printed for learners to come."""
    message = Message("From row {row} on there are only numbers. Rows left out: {count}.", row=row, count=count)
    return Remark(row, "rows_left_out", message)


def above_headings(row: int, count: int) -> Remark:
    """Rows like those of learners stand above the headings, or are taken for them."""
    message = Message(
        "From row {row} on there may be learners above the headings. Rows: {count}.", row=row, count=count
    )
    return Remark(row, "rows_left_out", message)


def parent_row(row: int) -> Remark:
    """The row names a parent of the learner above."""
    message = Message("Row {row} names a parent of the learner above. It was left out.", row=row)
    return Remark(row, "words_not_taken", message)


def counted_rolls() -> Remark:
    """All rolls are formulas that count up."""
    message = Message("The rolls are counted by a formula. Compare the first and the last with the school's list.")
    return Remark(WHOLE_LIST, "formula", message)


def no_heading() -> Remark:
    """The meanings of the columns were guessed."""
    message = Message("The list has no headings. The app guessed what each column is: compare it.")
    return Remark(WHOLE_LIST, "no_heading", message)
