"""Remarks on rows without a learner, and on the list as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from bsuh_desktop.domain.local_text import digits_text
from bsuh_desktop.domain.messages import Message, listed_rows
from bsuh_desktop.domain.people import Sex
from bsuh_desktop.rosters.remarks import WHOLE_LIST, Remark

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
