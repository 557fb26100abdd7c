"""Figures as everybody sees them: small groups hidden, labels in both languages, and where they come from."""

from __future__ import annotations

import datetime

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
