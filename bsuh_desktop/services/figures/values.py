"""Figures as everybody sees them: small groups hidden, labels in both languages, and where they come from."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.register.asked import Counts, Dimension, Filters


class FigureRow(msgspec.Struct, frozen=True):
    """One group: the codes or ids of its dimensions, what people call them, and its numbers. A hidden group has no
    numbers at all (`counts` None); `certificates_hidden`: all but those who earned certificates can be told."""

    values: tuple[str, ...]
    labels: tuple[LocalText, ...]
    counts: Counts | None
    certificates_hidden: bool = False

    @property
    def suppressed(self) -> bool:
        """True if anything of the group is hidden."""
        return self.counts is None or self.certificates_hidden


class Table(msgspec.Struct, frozen=True):
    """One table: its rows in their order, and their number that is hidden (wholly, or in a figure)."""

    by: tuple[Dimension, ...]
    rows: tuple[FigureRow, ...]
    hidden: int


Hidden = Literal["none", "some", "all"]
"""How much of a table is hidden: nothing, some of its groups or figures, or every group, name and all."""


class Figures(msgspec.Struct, frozen=True):
    """Tables of one question that were hidden together, so that none gives away what another hides. `as_of` is the day
    of the newest class received; `source` (hexadecimal SHA-256) names exactly the files that were counted: the same
    archive and decisions give the same bytes. `limit` is the smallest number that is told."""

    as_of: datetime.date | None
    filters: Filters
    source: str
    limit: int
    whole: FigureRow
    tables: tuple[Table, ...]

    def hidden_in(self, table: Table) -> Hidden:
        """How much of one of the tables is hidden, as everybody can see who can add."""
        if not table.rows and (self.whole.counts is None or self.whole.counts.classes):
            return "all"
        return "some" if table.hidden or self.leaves_out(table) else "none"

    def leaves_out(self, table: Table) -> bool:
        """True where what is told does not add up, and no group says that it is hidden."""
        told = [row.counts.total for row in table.rows if row.counts is not None]
        return self.whole.counts is not None and not table.hidden and sum(told) < self.whole.counts.total
