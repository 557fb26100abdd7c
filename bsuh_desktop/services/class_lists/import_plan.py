"""A class list between preview and roster: what was read of each row, what a person decided, and what is open.

Values only. Each decision returns a new plan; nothing is stored before a person agrees. A list of a class that is
already on the laptop is compared with it: each row then says what changed, and `gone` are the learners who are not on
the list. A table from the clipboard is bytes in memory alone, wiped when the list is kept, left or locked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.messages import KnownError, Message
from bsuh_desktop.domain.roster import LAST_CARD, RosterRow
from bsuh_desktop.rosters.columns.column import Holds
from bsuh_desktop.rosters.preview import PartOfList, TopRow
from bsuh_desktop.rosters.read_options import DEFAULT_OPTIONS, Choice, Part, ReadOptions
from bsuh_desktop.services.class_lists.class_groups import Learner
from bsuh_desktop.services.class_lists.decisions import ListDecisions, ListQuestion
from bsuh_desktop.services.class_lists.enrol import too_many
from bsuh_desktop.services.class_lists.match import Compared, KnownGroup

NAME = Message("Pasted table")
"""Shown instead of a file's name."""

_TABLE = re.compile(rb"(?i)<\0?t\0?a\0?b\0?l\0?e")
"""Of a web page in any encoding: Firefox copies UTF-16."""

_LINES = re.compile(rb"\S\s*[\r\n]\s*\S")


class PastedTable:
    """What was copied, to be read as often as somebody chooses other options."""

    def __init__(self, page: bytearray, text: bytearray) -> None:
        """Takes over what was copied, as HTML and as text; it is wiped with this. Only looked at here, for a table or
        for two lines: the limited process reads it. Raises KnownError("nothing_pasted") if there is neither."""
        table = _TABLE.search(page) is not None
        copied, other = (page, text) if table else (text, page)
        other[:] = bytes(len(other))
        self._copied: bytearray | None = copied
        if not table and _LINES.search(copied) is None:
            self.wipe()
            raise KnownError(
                "nothing_pasted",
                Message("No table was copied."),
                Message(
                    "Mark the whole table, press Ctrl+C there, then paste it here. Or write the learners one by one."
                ),
            )

    def data(self) -> bytearray:
        """The bytes. Raises KnownError("paste_is_gone") once they were wiped."""
        if self._copied is None:
            raise KnownError(
                "paste_is_gone",
                Message("The pasted table is not kept any longer, so it cannot be read in another way."),
                Message("Go back and paste it again."),
            )
        return self._copied

    def wipe(self) -> None:
        """Overwrites the bytes; also while a process is still being asked about them."""
        if self._copied is not None:
            self._copied[:] = bytes(len(self._copied))
            self._copied = None


Severity = Literal["ok", "look", "stop"]
About = Literal["roll", "name", "sex", "other"]
Change = Literal["", "same", "new", "renamed", "moved"]
"""How a row differs from the existing class; "" if the list begins a new class. A learner with a new name and a new
roll is *renamed*, and a remark mentions the roll."""

PROPOSED: frozenset[str] = frozenset(("converted", "calculated", "repaired"))
"""Codes of remarks on a name that is only proposed: typed in an old font, calculated by a formula, or broken."""


class RowRemark(msgspec.Struct, frozen=True):
    """A remark about a row."""

    code: str
    message: Message
    severity: Severity
    """*stop* has to be decided before anything is stored, *look* may stay, *ok* was accepted by a person."""
    about: About = "other"
    offer: str = ""
    """A better spelling of the Bangla name, to accept or not."""


class ListColumn(msgspec.Struct, frozen=True):
    """A column of the file."""

    letter: str
    """Its letter in the spreadsheet."""
    words: str
    """The school's own heading; the letter if the heading might contain somebody's number."""
    meaning: Message
    """What is read from it; for a column that is never read, what it contains."""
    taken: bool
    choice: Choice
    """What it contains now."""
    holds: Holds = "nothing"
    hidden: bool = False
    filled: int = 0
    choices: tuple[Choice, ...] = ()
    """What a person may choose that it contains; empty for a column that must never be read."""
    why: Message | None = None
    """Why it is not taken although its heading names something that is read."""

    @property
    def changeable(self) -> bool:
        """True if a person may say what the column holds."""
        return len(self.choices) > 1


class ImportRow(msgspec.Struct, frozen=True):
    """One learner of the list as they would be stored now."""

    row: int
    learner: RosterRow
    remarks: tuple[RowRemark, ...]
    severity: Severity
    """The worst of the remarks that still matter."""
    left_out: bool
    may_be_named: bool
    refused: bool
    """There is a refusal in the list, in the existing class, or from the sitting."""
    original: str = ""
    """What stands in the file for a name that is only proposed."""
    change: Change = ""
    was: Learner | None = None
    """The learner of the existing class whom this row is; for a *new* row the one who had this roll or has this name,
    so that a person may say that they are the same."""
    asks: bool = True
    """The sitting asks this learner; false if consent is known or was refused."""


class GoneRow(msgspec.Struct, frozen=True):
    """A learner of the existing class who is not on the list. They leave it unless they `stay`; past lessons keep
    them."""

    was: Learner
    learner: Learner
    """The learner as they would stay; without a roll if the list gives it to another."""
    stays: bool
    decided: bool
    severity: Severity
    """*stop* for a learner who refused and was not found: they may be on the list under a name that would be stored."""
    remarks: tuple[RowRemark, ...] = ()
    has_roll: int | None = None
    """For a *stop*, the row that has their roll, if the rolls of the class did not change and nothing else speaks
    against a match."""

    @property
    def line(self) -> int:
        """Their roster line, by which this laptop identifies them."""
        return self.was.line


class RemarkGroup(msgspec.Struct, frozen=True):
    """Rows with the same remark, which can be decided together."""

    code: str
    rows: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many rows."""
        return len(self.rows)


class ImportCounts(msgspec.Struct, frozen=True):
    """The numbers of a plan."""

    learners: int
    """Learners in the class afterwards."""
    ok: int
    """Rows without open remarks."""
    look: int
    """Rows, on the list or gone, that a person should look at."""
    stop: int
    """Rows, on the list or gone, that have to be decided."""
    left_out: int
    """Rows that are not imported."""
    named: int
    """Learners whose name would be kept."""
    unnamed: int
    """Learners without a name."""
    same: int = 0
    """Rows by their change: unchanged learners."""
    new: int = 0
    """New learners."""
    renamed: int = 0
    """Learners with another name."""
    moved: int = 0
    """Learners with another roll."""
    gone: int = 0
    """Learners who leave the class."""
    staying: int = 0
    """Learners who are not on the list and stay."""


def count(rows: Sequence[ImportRow], gone: Sequence[GoneRow]) -> ImportCounts:
    """The numbers of a plan with these rows and these learners who are not on the list."""
    here = [row for row in rows if not row.left_out]
    staying = [one for one in gone if one.stays]
    severities = [row.severity for row in here] + [one.severity for one in gone]
    named = sum(row.may_be_named for row in here) + sum(one.was.named for one in staying)
    changes = [row.change for row in here]
    return ImportCounts(
        learners=len(here) + len(staying),
        ok=[row.severity for row in here].count("ok"),
        look=severities.count("look"),
        stop=severities.count("stop"),
        left_out=len(rows) - len(here),
        named=named,
        unnamed=len(here) + len(staying) - named,
        same=changes.count("same"),
        new=changes.count("new"),
        renamed=changes.count("renamed"),
        moved=changes.count("moved"),
        gone=len(gone) - len(staying),
        staying=len(staying),
    )


_ASKS_FIRST: dict[ListQuestion, Message] = {
    "joined": Message("Say first whether these lists are one class."),
    "long_roll": Message("Say first whether the long numbers are rolls."),
    "sex_words": Message("Say first what stands for girl and boy."),
}


class ImportPlan(msgspec.Struct, frozen=True):
    """A list that waits for a person's decisions."""

    file_name: str | Message
    heading_row: int
    columns: tuple[ListColumn, ...]
    notes: tuple[Message, ...]
    """Remarks about single rows that contain no learner, such as titles."""
    basis: Basis
    read: tuple[RosterRow, ...]
    """The learners as the reader understood them, before any decision."""
    row_remarks: dict[int, tuple[RowRemark, ...]]
    """The reader's remarks, by row."""
    source: Path | PastedTable = Path()
    options: ReadOptions = DEFAULT_OPTIONS
    """The options with which it was read."""
    sheet: str = ""
    """This and `sheets`, `encoding`, `part` and `parts` are as in `ClassListPreview`."""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    part: Part | None = None
    parts: tuple[PartOfList, ...] = ()
    together: tuple[str, ...] = ()
    """The sheets that are read below `sheet`; their rows are counted on."""
    list_notes: tuple[Message, ...] = ()
    """Remarks about the list as a whole that ask nothing."""
    asked: dict[ListQuestion, Message] = {}
    """The questions about the whole list, answered or not."""
    sex_codes: tuple[str, ...] = ()
    """The codes for the sex that *sex_words* asks about."""
    top: tuple[TopRow, ...] = ()
    """The rows about the headings."""
    originals: dict[int, str] = {}
    """What stands in the file for names that are only proposed, by row."""
    as_last_time: bool = False
    """Habits of the school changed how it was read."""
    base: KnownGroup | None = None
    """The existing class with which the list is compared; None for a new class."""
    compared: Compared | None = None
    decisions: ListDecisions = ListDecisions()
    rows: tuple[ImportRow, ...] = ()
    """All rows, in the file's order."""
    gone: tuple[GoneRow, ...] = ()
    """The learners of `base` who are not on the list."""
    unproved: bool = False
    """Learners were matched by nothing but their rolls."""

    def row(self, number: int) -> ImportRow:
        """The learner in row `number` of the file. Raises KeyError if there is none."""
        return {row.row: row for row in self.rows}[number]

    def gone_row(self, line: int) -> GoneRow:
        """The learner of the existing class with this line, who is not on the list. Raises KeyError if there is
        none."""
        return {one.line: one for one in self.gone}[line]

    @property
    def counts(self) -> ImportCounts:
        """The present numbers of the plan."""
        return count(self.rows, self.gone)

    @property
    def withdrawing(self) -> int:
        """How many learners sat in a lesson and refuse now: storing the list deletes their names and answers."""
        sat = {one.line for one in self.base.learners if one.sat and not one.said_no} if self.base else frozenset()
        rows = [row for row in self.rows if row.was is not None and row.change != "new" and not row.left_out]
        return sum(row.refused and row.was is not None and row.was.line in sat for row in rows)

    @property
    def needs_consent(self) -> bool:
        """True if names would be kept but no learner was asked yet; then the notice is read aloud first. In an existing
        class only new learners count."""
        new = {row.row for row in self.rows if row.change == "new"}
        rows = [row for row in self.read if self.base is None or row.row in new]
        asked = any(row.guardian != "not_asked" or row.assent != "not_asked" for row in rows)
        return self.basis != "none" and bool(rows) and not asked and self.decisions.sitting is None

    @property
    def asks_part(self) -> bool:
        """True while nobody has chosen which class of a list of several this is: the one that was read is a guess."""
        return self.part != self.options.part and len(self.parts) > 1

    @property
    def asks_whole_class(self) -> bool:
        """True if more than a third would leave and nobody has confirmed that this is the whole class."""
        # Learners who refused are decided one by one, whatever is said about the whole class.
        leaving = sum(not one.stays and one.severity != "stop" for one in self.gone)
        known = len(self.base.learners) if self.base else 0
        return leaving * 3 > known and not self.decisions.whole_class

    @property
    def to_compare(self) -> int:
        """How many names are only proposed and not confirmed yet.

        Such a name must not get onto a certificate before a person has seen it. Learners who refused do not count:
        their name is not kept.
        """
        open_rows = (row for row in self.rows if not (row.left_out or row.refused) and row.severity == "look")
        return sum(any(one.code in PROPOSED and one.severity == "look" for one in row.remarks) for row in open_rows)

    @property
    def questions(self) -> tuple[ListQuestion, ...]:
        """The questions about the whole list that nobody has answered yet: what was read is a guess."""
        still = self.asked.keys() - self.decisions.answered
        return tuple(question for question in _ASKS_FIRST if question in still)

    @property
    def asks_same_rolls(self) -> bool:
        """True while a person has to confirm that the rolls are the same as before; otherwise names of two learners
        could be merged."""
        return self.unproved and not self.decisions.same_rolls

    @property
    def why_not(self) -> Message | None:
        """Why the plan may not be agreed to yet; None if it may."""
        reason = self.why_not_decided
        if reason is None and self.needs_consent:
            if self.base is not None:
                return Message("The new learners were not asked for consent yet. Read the notice aloud first.")
            return Message("Nobody on this list was asked for consent yet. Read the notice aloud first.")
        return reason

    @property
    def why_not_decided(self) -> Message | None:
        """What has to be decided about the list itself, apart from consent; None if nothing."""
        counts = self.counts
        if self.asks_part:
            return Message("The list has several classes. Choose this one.")
        if self.questions:
            return _ASKS_FIRST[self.questions[0]]
        return self._why_not_these(counts)

    def _why_not_these(self, counts: ImportCounts) -> Message | None:
        """What has to be decided about the learners."""
        if counts.learners > LAST_CARD:
            return too_many(counts.learners)
        if self.asks_whole_class:
            return Message(
                "Learners who are not on the list: {count}. Is it the list of the whole class?", count=counts.gone
            )
        if self.asks_same_rolls:
            return Message("No name on the list matches the class. Are the rolls the same as before?")
        if counts.stop:
            return Message("Rows to fix first: {count}.", count=counts.stop)
        if self.to_compare:
            return Message("Names to compare first: {count}.", count=self.to_compare)
        if not counts.learners:
            return Message("There is nobody on this list.")
        return None

    @property
    def learners(self) -> tuple[RosterRow, ...]:
        """The learners of the list as they would be stored, in the file's order."""
        return tuple(row.learner for row in self.rows if not row.left_out)

    @property
    def to_ask(self) -> tuple[RosterRow, ...]:
        """The learners whom a sitting asks: everybody in a new class; in an existing one those whose consent is not
        known."""
        return tuple(row.learner for row in self.rows if row.asks and not row.left_out)
