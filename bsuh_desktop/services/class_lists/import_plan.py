"""A class list between the preview and the roster: row by row what was understood, what a person decided, what is left.

Values only. Each decision makes a new plan; nothing is kept before a person agrees. A list of a class that is on the
laptop already is held against it: then each row says what is new about it, and `gone` are those whom it does not name.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from bsuh_desktop.domain.consent import Basis
from bsuh_desktop.domain.messages import Message
from bsuh_desktop.domain.roster import LAST_CARD, RosterRow
from bsuh_desktop.rosters.columns.column import Holds
from bsuh_desktop.rosters.preview import PartOfList
from bsuh_desktop.rosters.read_options import NO_WISHES, Choice, Part, ReadOptions
from bsuh_desktop.services.class_lists.class_groups import Learner
from bsuh_desktop.services.class_lists.decisions import Decisions
from bsuh_desktop.services.class_lists.enrol import too_many
from bsuh_desktop.services.class_lists.known_class import Compared, KnownClass

Severity = Literal["ok", "look", "stop"]
About = Literal["roll", "name", "sex", "other"]
Change = Literal["", "same", "new", "renamed", "moved"]
"""How a row stands to the class that is there; "" where the list begins a new class. Who has a new name and a new roll
is *renamed*, and a remark tells of the roll."""


class RowRemark(msgspec.Struct, frozen=True):
    """What there is to say about a row. *stop* is decided before anything is kept, *look* may stay as it is. `offer` is
    a better spelling of the Bangla name, to be taken or not. One that a person agreed to is *ok*."""

    code: str
    message: Message
    severity: Severity
    about: About = "other"
    offer: str = ""


class ListColumn(msgspec.Struct, frozen=True):
    """A column of the file: its letter in the spreadsheet, the school's own words above it (or that letter, where they
    might hold somebody's number), and what is taken from it, or what it is that is never read. A person may say that it
    holds one of `choices`, of which `choice` is what it holds now; what must never be read has none."""

    place: str
    words: str
    meaning: Message
    taken: bool
    choice: Choice
    holds: Holds = "nothing"
    hidden: bool = False
    filled: int = 0
    choices: tuple[Choice, ...] = ()

    @property
    def changeable(self) -> bool:
        """True if a person may say what the column holds."""
        return len(self.choices) > 1


class PlanRow(msgspec.Struct, frozen=True):
    """One learner of the list as they would be kept now. `severity` is the worst of the remarks that still matter;
    `refused` says that a no stands in the list or in the class, or was said in the sitting. `original` is the name as
    it was typed in an old font. `was` is who it is in the class that is there, and of a *new* row who had this roll or
    has this name, so that a person may say that it is the same learner. `asks` is True for whom a sitting would bring
    something: not for those whose consent is known, nor for those who said no."""

    row: int
    learner: RosterRow
    remarks: tuple[RowRemark, ...]
    severity: Severity
    left_out: bool
    may_be_named: bool
    refused: bool
    original: str = ""
    change: Change = ""
    was: Learner | None = None
    asks: bool = True


class GoneRow(msgspec.Struct, frozen=True):
    """A learner of the class whom the list does not name. They leave it unless they `stay`; the lessons they sat in
    keep them. Who said no and is not found in the list is a *stop*: they may stand in it under a name that would be
    kept. `learner` is as they would stay, without a roll where the list gives it to another. `has_roll` is, of a
    *stop*, the row that has their roll while the rolls of the class stand, and nothing speaks against its being
    them."""

    was: Learner
    learner: Learner
    stays: bool
    decided: bool
    severity: Severity
    remarks: tuple[RowRemark, ...] = ()
    has_roll: int | None = None

    @property
    def line(self) -> int:
        """What names them on this laptop."""
        return self.was.line


class RemarkGroup(msgspec.Struct, frozen=True):
    """Rows about which one thing is to be said; it may be said of all at once."""

    code: str
    rows: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many rows."""
        return len(self.rows)


class ImportCounts(msgspec.Struct, frozen=True):
    """How many learners the class has afterwards, how their rows stand, and how many names would be kept. `new` to
    `moved` are rows by their change, `gone` leave the class, `staying` are not on the list and stay."""

    learners: int
    ok: int
    look: int
    stop: int
    left_out: int
    named: int
    unnamed: int
    same: int = 0
    new: int = 0
    renamed: int = 0
    moved: int = 0
    gone: int = 0
    staying: int = 0


def count(rows: Sequence[PlanRow], gone: Sequence[GoneRow]) -> ImportCounts:
    """What the rows of a plan come to, and those whom it does not name."""
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


class ImportPlan(msgspec.Struct, frozen=True):
    """A list that waits for a person. `rows` are in the file's order; `notes` tell of rows that hold no learner;
    `read` and `said` are what the reader understood, before any decision, `originals` the names that were typed in an
    old font. `sheet`, `sheets`, `encoding`, `part` and `parts` are as in `ClassListPreview`; `wishes` is what was asked
    for at this reading, `as_last_time` True if habits of the school changed it. `base` is the class that the list is
    held against, None for a new one; `unproved` is True where nothing but rolls says who is who."""

    file_name: str
    heading_row: int
    columns: tuple[ListColumn, ...]
    notes: tuple[Message, ...]
    basis: Basis
    read: tuple[RosterRow, ...]
    said: dict[int, tuple[RowRemark, ...]]
    path: Path = Path()
    wishes: ReadOptions = NO_WISHES
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    part: Part | None = None
    parts: tuple[PartOfList, ...] = ()
    originals: dict[int, str] = {}
    as_last_time: bool = False
    base: KnownClass | None = None
    compared: Compared | None = None
    decisions: Decisions = Decisions()
    rows: tuple[PlanRow, ...] = ()
    gone: tuple[GoneRow, ...] = ()
    unproved: bool = False

    def row(self, number: int) -> PlanRow:
        """The learner in row `number` of the file. KeyError if there is none."""
        return {row.row: row for row in self.rows}[number]

    def gone_row(self, line: int) -> GoneRow:
        """The learner of the class with this line, whom the list does not name. KeyError if there is none."""
        return {one.line: one for one in self.gone}[line]

    @property
    def counts(self) -> ImportCounts:
        """What stands in the plan now."""
        return count(self.rows, self.gone)

    @property
    def withdrawing(self) -> int:
        """How many of the class sat in a lesson and say no by now: their names and answers go with this list."""
        sat = {one.line for one in self.base.learners if one.sat and not one.said_no} if self.base else frozenset()
        rows = [row for row in self.rows if row.was is not None and row.change != "new" and not row.left_out]
        return sum(row.refused and row.was is not None and row.was.line in sat for row in rows)

    @property
    def needs_consent(self) -> bool:
        """True if names would be kept, but nobody was asked yet whose consent is not known: then the notice is read
        aloud first. Of a class that is there only the new ones count."""
        new = {row.row for row in self.rows if row.change == "new"}
        rows = [row for row in self.read if self.base is None or row.row in new]
        asked = any(row.guardian != "not_asked" or row.assent != "not_asked" for row in rows)
        return self.basis != "none" and bool(rows) and not asked and self.decisions.sitting is None

    @property
    def asks_part(self) -> bool:
        """True while nobody has said which class of a list of several this one is: the one that was read is a guess."""
        return self.part != self.wishes.part and len(self.parts) > 1

    @property
    def asks_whole_class(self) -> bool:
        """True while so many would leave that a person must say that this is the whole class: more than a third."""
        # Who said no is asked for one by one, whatever is said of the class.
        leaving = sum(not one.stays and one.severity != "stop" for one in self.gone)
        known = len(self.base.learners) if self.base else 0
        return leaving * 3 > known and not self.decisions.whole_class

    @property
    def to_compare(self) -> int:
        """How many names were read from an old font and nobody has said yet that they are right: what a programme
        has read stands on no certificate before a person has seen it. The name of who said no is not kept anyway."""
        open_rows = (row for row in self.rows if not (row.left_out or row.refused) and row.severity == "look")
        return sum(any(one.code == "converted" and one.severity == "look" for one in row.remarks) for row in open_rows)

    @property
    def asks_same_rolls(self) -> bool:
        """True while a person must say that nobody has another roll: else two learners' names become one."""
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
        """What a person must still decide about the list itself; consent is another matter."""
        counts = self.counts
        if self.asks_part:
            return Message("The list has several classes. Choose this one.")
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
            return Message("Names from an old font to compare first: {count}.", count=self.to_compare)
        if not counts.learners:
            return Message("There is nobody on this list.")
        return None

    @property
    def learners(self) -> tuple[RosterRow, ...]:
        """The learners of the list as they would be kept, in the file's order."""
        return tuple(row.learner for row in self.rows if not row.left_out)

    @property
    def to_ask(self) -> tuple[RosterRow, ...]:
        """Of these the ones whom a sitting asks: all of a new class, of one that is there those whose consent is not
        known."""
        return tuple(row.learner for row in self.rows if row.asks and not row.left_out)
