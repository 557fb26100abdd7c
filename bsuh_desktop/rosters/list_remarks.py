"""Remarks on rows without a learner, and on the list as a whole."""

from __future__ import annotations

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.rosters.remarks import WHOLE_LIST, Remark


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


def no_heading() -> Remark:
    """The meanings of the columns were guessed."""
    message = Message("The list has no headings. The app guessed what each column is: compare it.")
    return Remark(WHOLE_LIST, "no_heading", message)
