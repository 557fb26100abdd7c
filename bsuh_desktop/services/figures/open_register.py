"""The register, open for figures: its rows in memory, and the labels of the programme's places and partners.

Needs the libraries of the coordinator's extra, which are loaded only when a register is opened.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bsuh_desktop.domain.local_text import LocalText
from bsuh_desktop.register.folder import Register
from bsuh_desktop.register.optional_libraries import require_parts
from bsuh_desktop.register.queries import PERSONAL, Dimension, Filters, Group, RoundedGroup
from bsuh_desktop.services.figures.counting_desk import CountingDesk
from bsuh_desktop.services.figures.labels import Labels
from bsuh_desktop.trust.programme import Programme

if TYPE_CHECKING:
    from bsuh_desktop.register.counts import CountedClasses

_REMEMBERED = 200_000
"""Most groups of earlier answers that are cached."""

Asked = tuple[tuple[Dimension, ...], Filters]


class OpenRegister:
    """Everything that was collected before it was opened; answers are cached. Used by one thread at a time."""

    def __init__(self, counted: CountedClasses, programme: Programme, titles: Mapping[str, LocalText]) -> None:
        self._picture = counted
        self._answered: dict[Asked, tuple[Group, ...] | tuple[RoundedGroup, ...]] = {}
        self.limit = programme.cell_limit
        self.labels = Labels(programme, titles, counted.typed)

    @property
    def as_of(self) -> datetime.date | None:
        """The day of the newest class; None if there is none."""
        return self._picture.as_of

    @property
    def source(self) -> str:
        """A SHA-256 in hexadecimal that identifies exactly the files that are counted."""
        return self._picture.source

    def groups(self, by: Sequence[Dimension], filters: Filters) -> tuple[Group, ...] | tuple[RoundedGroup, ...]:
        """The groups of `by`, small numbers included: not yet fit to be shown. By personal attributes they are
        rounded."""
        asked = (tuple(by), filters)
        if asked not in self._answered:
            by_attributes = set(by) & set(PERSONAL)
            groups = (self._picture.rounded_groups if by_attributes else self._picture.groups)(by, filters)
            if sum(map(len, self._answered.values())) + len(groups) > _REMEMBERED:
                self._answered.clear()
            self._answered[asked] = groups
        return self._answered[asked]

    def values(self, dimension: Dimension) -> tuple[str, ...]:
        """The values that a filter can ask for, sorted."""
        return self._picture.values(dimension)

    def close(self) -> None:
        """Frees all rows."""
        self._answered.clear()
        self._picture.close()

    def __enter__(self) -> OpenRegister:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_counted_classes(register: Register, desk: CountingDesk) -> OpenRegister:
    """Opens everything that counts in `register` now. Works on any thread, while nothing is added to the register.
    Raises KnownError: no_coordinator_parts, register_damaged."""
    require_parts()
    from bsuh_desktop.register.counts import CountedClasses
    from bsuh_desktop.register.dimension_tables import place_table

    programme = desk.programme
    places = place_table(
        (place.id, place.upazila.code, place.district.code, place.division.code) for place in programme.places
    )
    standing = register.decisions.snapshot()
    picture = CountedClasses.open(register.segments.load(), standing, places, programme.cell_limit, desk.first_keys)
    return OpenRegister(picture, programme, desk.titles)
