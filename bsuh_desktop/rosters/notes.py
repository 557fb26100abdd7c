"""What there is to say of a list beside its learners: rows that hold none, and the list as a whole."""

from __future__ import annotations

from bsuh_desktop.domain.messages import Message
from bsuh_desktop.rosters.remarks import WHOLE_LIST, Remark


def empty_row(row: int) -> Remark:
    """A row between learners that holds none."""
    return Remark(row, "empty_row", Message("Row {row} is empty and was skipped.", row=row))


def nameless_row(row: int) -> Remark:
    """A row that says something, but nothing that a learner is known by."""
    message = Message("Row {row} has neither roll nor name and was skipped.", row=row)
    return Remark(row, "empty_row", message)


def extra_title(row: int) -> Remark:
    """The row stands above the headings, or repeats them."""
    return Remark(row, "extra_title", Message("Row {row} is a title and was skipped.", row=row))


def totals_row(row: int) -> Remark:
    """The row sums up the list."""
    return Remark(row, "totals_row", Message("Row {row} is a total and was skipped.", row=row))


def signature_row(row: int) -> Remark:
    """The row is for a signature, a date, a note below the list."""
    return Remark(
        row,
        "totals_row",
        Message("Row {row} is below the list (signatures or notes) and was skipped.", row=row),
    )


def no_heading() -> Remark:
    """What the columns hold was guessed."""
    message = Message("The list has no headings. The app guessed what each column is: compare it.")
    return Remark(WHOLE_LIST, "no_heading", message)
