"""What is hidden in two layers: whole rows of few people, and the certificates of rows where few earned one.

A layer knows which rows are secret, what may be hidden beside them, and which figures could be one person more or less
without anything that is told being otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from bsuh_desktop.register.asked import Counts
from bsuh_desktop.register.hiding_rows import Row, Shown


class Step(NamedTuple):
    """One person or a few of one kind who could as well be counted in another row: they earned a certificate, or not.
    Where the step is wide, a class could, too."""

    people: int
    earned: bool

    @property
    def wide(self) -> bool:
        """True if more than one person could."""
        return self.people > 1


STEPS = (Step(3, True), Step(3, False), Step(1, True), Step(1, False))
"""By how much a hidden figure could differ at least: the first that can be had."""


def is_small(count: int, limit: int) -> bool:
    """True for 1..limit-1: zero is told."""
    return 0 < count < limit


class Layer(Protocol):
    """One layer of hiding, at one limit."""

    def needs(self, row: Row) -> bool:
        """True if the row's figure is secret, and must not be worked out."""

    def secret(self, row: Row) -> bool:
        """True if the layer's figure of the row is not told."""

    def may_hide(self, row: Row) -> bool:
        """True if the row can be hidden beside others."""

    def hide(self, row: Row) -> None:
        """Tell the row no more."""

    def bury(self, row: Row) -> None:
        """Let nobody know even whether there is anything to tell of the row."""

    def price(self, row: Row) -> int:
        """How many people are no longer told once the row is hidden."""

    def enough(self, rows: Iterable[Row], within: Row) -> bool:
        """True if what these rows of `within` come to together may be told: it is what the told ones leave over."""

    def gives(self, row: Row, step: Step) -> bool:
        """True if the row could be the step's people less."""

    def stays_small(self, row: Row, people: int) -> bool | None:
        """Whether a row would be hidden for its own sake, too, if so many people more (or fewer) were in it; None if it
        is hidden for the sake of others, or the limit is 2 and tells by itself how many are in it."""

    def takes(self, row: Row | None, step: Step) -> bool:
        """True if the row, or one that is not there (None), could be the step's people more."""


def holders(row: Row, layer: Layer) -> Iterator[Row]:
    """The row and all secret ones in which it lies."""
    yield row
    yield from (above for above in row.above if layer.secret(above))


class Whole:
    """Rows with few people are hidden wholly."""

    def __init__(self, limit: int) -> None:
        self._limit = limit

    def small(self, row: Row) -> bool:
        """True if any count of people is."""
        return any(is_small(count, self._limit) for count in self._people(row.counts))

    def stays_small(self, row: Row, people: int) -> bool | None:
        return (
            any(is_small(count + people, self._limit) for count in self._people(row.counts))
            if self.small(row)
            else None
        )

    @staticmethod
    def _people(counts: Counts) -> tuple[int, ...]:
        return (counts.total, counts.unique, counts.present, counts.reached)

    def needs(self, row: Row) -> bool:
        return row.shown.wholly

    def secret(self, row: Row) -> bool:
        return row.shown.wholly

    def may_hide(self, row: Row) -> bool:
        return row.shown is Shown.TOLD and row.counts.total > 0

    def hide(self, row: Row) -> None:
        if row.shown is Shown.TOLD:
            row.shown = Shown.HIDDEN

    def bury(self, row: Row) -> None:
        row.shown = Shown.UNLISTED

    def price(self, row: Row) -> int:
        return 0 if row.shown.wholly else row.counts.total

    def enough(self, rows: Iterable[Row], within: Row) -> bool:
        total = present = 0
        for row in rows:
            total, present = total + row.counts.total, present + row.counts.present
        return total >= self._limit and present >= min(self._limit, within.counts.present)

    def gives(self, row: Row, step: Step) -> bool:
        return all(self._gives(each, step) for each in holders(row, self))

    def _gives(self, row: Row, step: Step) -> bool:
        counts = row.counts
        # That a listed row is there tells of one person in it.
        least = 0 if row.shown is Shown.UNLISTED else 1
        of_them = counts.certificates if step.earned else counts.present - counts.certificates
        return (
            counts.total - step.people >= least
            and counts.present >= step.people
            and of_them >= step.people
            and not (step.wide and counts.classes < 2)
        )

    def takes(self, row: Row | None, step: Step) -> bool:
        return True


class Certificates:
    """Of rows that are told otherwise, certificates are hidden where few earned one."""

    def __init__(self, limit: int) -> None:
        self._limit = limit

    def small(self, row: Row) -> bool:
        """True if few earned one in a row that is told."""
        return row.shown is Shown.TOLD and is_small(row.counts.certificates, self._limit)

    def stays_small(self, row: Row, people: int) -> bool | None:
        earned = row.counts.certificates
        small = row.shown is Shown.NO_CERTIFICATES and is_small(earned, self._limit)
        return is_small(earned + people, self._limit) if small and self._limit > 2 else None

    def needs(self, row: Row) -> bool:
        return row.shown is not Shown.TOLD and row.counts.certificates > 0

    def secret(self, row: Row) -> bool:
        return row.shown is not Shown.TOLD

    def may_hide(self, row: Row) -> bool:
        return row.shown is Shown.TOLD

    def hide(self, row: Row) -> None:
        if row.shown is Shown.TOLD:
            row.shown = Shown.NO_CERTIFICATES

    def bury(self, row: Row) -> None:
        self.hide(row)

    def price(self, row: Row) -> int:
        # Where nobody earned one that is told, unless nothing else helps.
        return 0 if row.shown is not Shown.TOLD else row.counts.certificates or row.counts.total * 1000 + 1

    def enough(self, rows: Iterable[Row], within: Row) -> bool:
        earned = sum(row.counts.certificates for row in rows)
        return not is_small(earned, self._limit)

    def gives(self, row: Row, step: Step) -> bool:
        return all(each.counts.certificates >= step.people for each in holders(row, self))

    def takes(self, row: Row | None, step: Step) -> bool:
        if row is None:
            return False
        return all(each.counts.present - each.counts.certificates >= step.people for each in holders(row, self))
